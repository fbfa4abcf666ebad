import { readBody } from '#lib/api/body'
import { ApiError } from '#lib/api/errors'
import { handleRequest } from '#lib/api/handle-request'
import { type Context, pathParameter } from '#lib/api/methods'
import { env } from '#lib/env'
import { parseJson } from '#lib/json'
import { noteLogFields } from '#lib/log-scope'
import type { Outcome } from '#lib/queue/outcome'
import { rejectionReason } from '#lib/queue/qstash'
import { noteRejectedDelivery } from '#lib/queue/rejected-deliveries'
import { deliver } from '#workers/deliver'

/**
 * The endpoint for QStash: verifies the signature, runs the worker, and translates the outcome. With another queue it
 * returns 404.
 */
export async function receive(request: Request, context: Context): Promise<Response> {
  return handleRequest(request, async () => {
    if (env().QUEUE !== 'qstash') throw new ApiError('not_found', 'This path does not exist.')
    const worker = await pathParameter(context, 'worker')
    noteLogFields({ operation: 'deliver' })
    const signature = request.headers.get('upstash-signature')
    const unsigned = new ApiError(
      'invalid_signature',
      'Only the queue may call workers, and it did not sign this call.',
    )
    if (!signature) throw unsigned
    const body = await readBody(request)
    const reason = await rejectionReason(worker, body, signature)
    if (reason) {
      await noteRejectedDelivery(worker, reason)
      throw unsigned
    }
    return translate(await deliver(worker, parseJson(body), Number(request.headers.get('upstash-retried'))))
  })
}

/** QStash retries after `Retry-After`, in whole seconds. It does not retry after status 489. */
function translate(outcome: Outcome): Response {
  switch (outcome.kind) {
    case 'retry':
      return Response.json(outcome, {
        status: 503,
        headers: { 'retry-after': String(Math.max(1, Math.ceil(outcome.delaySeconds))) },
      })
    case 'dead':
      return Response.json(outcome, { status: 489, headers: { 'upstash-nonretryable-error': 'true' } })
    default:
      return Response.json(outcome)
  }
}
