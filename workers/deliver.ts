import { dispatch } from '#lib/queue/dispatch'
import type { Outcome } from '#lib/queue/outcome'
import type { Message } from '#lib/queue/types'
import { tunables } from '#lib/tunables'
import { workers } from '#workers/registry'

/**
 * Runs the worker that a verified delivery names. `redelivered` is the number of earlier deliveries of this message.
 * Engines limit redeliveries, so later retries are sent as new messages.
 */
export async function deliver(name: string, payload: unknown, redelivered: number): Promise<Outcome> {
  const worker = Object.hasOwn(workers, name) ? workers[name] : undefined
  if (!worker) return { kind: 'dead', code: 'unknown_worker' }
  const parsed = worker.payload.safeParse(payload)
  if (!parsed.success) return { kind: 'dead', code: 'invalid_payload' }
  const outcome = await worker.run(parsed.data)
  if (outcome.kind !== 'retry' || redelivered < tunables.deliveryRetriesMax) return outcome
  await dispatch([{ worker: name, payload: parsed.data } as Message], {
    delaySeconds: Math.ceil(outcome.delaySeconds),
  })
  return { kind: 'done' }
}
