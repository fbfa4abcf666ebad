import { sql } from '#lib/db/index'
import { env } from '#lib/env'
import { kvReader } from '#lib/kv/index'
import { queue } from '#lib/queue/index'
import { isOwnFault, lastRefusal, type RefusedDelivery } from '#lib/queue/refusals'
import { tunables } from '#lib/tunables'

type Check = { status: 'ok' | 'down'; latencyMs: number }
export type Health = {
  status: 'ok' | 'degraded' | 'down'
  checks: {
    database: Check
    kv: Check
    queue: Check & { lagSeconds?: number; refusedDelivery?: RefusedDelivery }
  }
  model: string
}

export const healthSentences = {
  ok: 'Everything works.',
  degraded: 'Chats are accepted and answered, but slower than usual.',
  down: 'The database cannot be reached: nothing can be accepted.',
} satisfies Record<Health['status'], string>

/**
 * Asks every dependency at once, each within the same short time. Without the database nothing can be
 * accepted (down); without KV or the queue answers are only slower (degraded). The model is named, not called.
 */
export async function checkHealth(): Promise<Health> {
  const signal = AbortSignal.timeout(tunables.healthTimeoutMs)
  let lag: { lagSeconds?: number } = {}
  const pingQueue = async () => {
    lag = await queue().ping(signal)
  }
  const [database, kv, engine, refused] = await Promise.all([
    probe(() => sql('checkHealth')`select 1`, signal),
    probe(() => kvReader().ping(), signal),
    probe(pingQueue, signal),
    refusedLately(),
  ])
  const isDegraded =
    [kv, engine].some((check) => check.status === 'down') || (refused && isOwnFault(refused.reason))
  const status = database.status === 'down' ? 'down' : isDegraded ? 'degraded' : 'ok'
  const ofQueue = { ...engine, ...lag, ...(refused && { refusedDelivery: refused }) }
  return { status, checks: { database, kv, queue: ofQueue }, model: env().OPENAI_MODEL }
}

/** The queue's last delivery that was refused: where the queue calls this server, and KV can be asked. */
async function refusedLately(): Promise<RefusedDelivery | undefined> {
  if (env().QUEUE === 'postgres') return undefined
  return lastRefusal().catch(() => undefined)
}

async function probe(ask: () => Promise<unknown>, signal: AbortSignal): Promise<Check> {
  const started = performance.now()
  const { promise: late, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort)
  const status = await Promise.race([ask(), late])
    .then(() => 'ok' as const)
    .catch(() => 'down' as const)
    .finally(() => signal.removeEventListener('abort', abort))
  return { status, latencyMs: Math.round(performance.now() - started) }
}
