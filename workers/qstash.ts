import { ApiError } from '#lib/api/errors'
import { readBody } from '#lib/api/input'
import { answer } from '#lib/api/serve'
import type { CompletionMessage } from '#lib/queue/index'
import { isSigned, qstash } from '#lib/queue/qstash'
import { tunables } from '#lib/tunables'
import type { Outcome } from '#workers/outcome'
import { workers } from '#workers/registry'

/** QStash's door to a worker: verifies the signature, runs the worker, and answers in QStash's own words. */
export async function receive(
  request: Request,
  context: { params: Promise<{ worker: string }> },
): Promise<Response> {
  return answer(request, async () => {
    const { worker: name } = await context.params
    const signature = request.headers.get('upstash-signature')
    const body = signature ? await readBody(request) : ''
    if (!(await isSigned(name, body, signature)))
      throw new ApiError(
        'invalid_signature',
        'Workers are called by the queue alone, and this call is not signed by it.',
      )
    const worker = Object.hasOwn(workers, name) ? workers[name] : undefined
    if (!worker) return translate({ kind: 'dead', code: 'unknown_worker' })
    const payload = worker.payload.safeParse(parseJson(body))
    if (!payload.success) return translate({ kind: 'dead', code: 'invalid_payload' })
    const outcome = await worker.run(payload.data as never)
    if (outcome.kind !== 'retry') return translate(outcome)
    return redeliver(
      outcome,
      Number(request.headers.get('upstash-retried')),
      payload.data as CompletionMessage,
    )
  })
}

/** QStash waits out Retry-After (whole seconds) itself, a limited number of times; after that a new message does. */
async function redeliver(
  outcome: Extract<Outcome, { kind: 'retry' }>,
  retried: number,
  payload: CompletionMessage,
): Promise<Response> {
  if (retried < tunables.deliveryRetriesMax) return translate(outcome)
  await qstash().publish([payload], { delaySeconds: Math.ceil(outcome.delaySeconds) })
  return translate({ kind: 'done' })
}

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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
