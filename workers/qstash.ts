import { answer } from '#lib/api/answer'
import { readBody } from '#lib/api/body'
import { ApiError } from '#lib/api/errors'
import { type Context, pathParameter } from '#lib/api/methods'
import { env } from '#lib/env'
import { parseJson } from '#lib/json'
import { noteLogFields } from '#lib/log-scope'
import type { Outcome } from '#lib/queue/outcome'
import { rejectionReason } from '#lib/queue/qstash'
import { noteRejectedDelivery } from '#lib/queue/rejected-deliveries'
import { deliver } from '#workers/deliver'

/**
 * QStash's endpoint of a worker: verifies the signature, runs the worker, and answers in QStash's own words. It is not
 * there when the queue is another.
 */
export async function receive(request: Request, context: Context): Promise<Response> {
  return answer(request, async () => {
    if (env().QUEUE !== 'qstash') throw new ApiError('not_found', 'This path does not exist.')
    const worker = await pathParameter(context, 'worker')
    noteLogFields({ operation: 'deliver' })
    const signature = request.headers.get('upstash-signature')
    const refused = new ApiError(
      'invalid_signature',
      'Workers are called by the queue alone, and this call is not signed by it.',
    )
    if (!signature) throw refused
    const body = await readBody(request)
    const refusal = await rejectionReason(worker, body, signature)
    if (refusal) {
      await noteRejectedDelivery(worker, refusal)
      throw refused
    }
    return translate(await deliver(worker, parseJson(body), Number(request.headers.get('upstash-retried'))))
  })
}

/** QStash waits out Retry-After, in whole seconds, and takes 489 as final. */
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
