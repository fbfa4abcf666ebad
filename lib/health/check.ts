import { DatabaseUnavailable, sql } from '#lib/db/index'
import { env } from '#lib/env'
import { kvProblem } from '#lib/health/kv'
import { kv, kvReader } from '#lib/kv/index'
import { cachedModelCheck, type ModelCheck } from '#lib/models/check'
import { queue } from '#lib/queue/index'
import { lastPublishFailure } from '#lib/queue/publish-failures'
import { causeOf, lastRejectedDelivery, type RejectedDelivery } from '#lib/queue/rejected-deliveries'
import { ServiceProblem } from '#lib/service-problem'
import { tunables } from '#lib/tunables'

/** `reason` names the problem and the variable to correct. It contains no service address and no secret. */
type Check = { status: 'ok' | 'down'; latencyMs: number; reason?: string }
type ModelState = Omit<Check, 'status'> & { status: ModelCheck['status'] }
export type Health = {
  status: 'ok' | 'degraded' | 'down'
  checks: {
    database: Check
    kv: Check
    queue: Check & { lagSeconds?: number; refusedDelivery?: RejectedDelivery }
    model: ModelState & { providers?: Record<string, ModelState> }
  }
  model: string
}

export const databaseDown = 'The database cannot be reached, so no request can be accepted.'

const healthSentences = {
  ok: 'Everything works.',
  degraded: 'Chats are accepted and answered, but slower than usual.',
  down: databaseDown,
} satisfies Record<Health['status'], string>

const modelDown = 'Chats are accepted, but the model cannot answer them now.'
const someDown = (names: string[]) =>
  `Chats are accepted, but the models of ${names.join(' and ')} cannot answer them now.`

/** Returns the sentence that explains the health state and its causes to callers. */
export function healthSentence({ status, checks }: Pick<Health, 'status' | 'checks'>): string {
  if (status === 'ok') return healthSentences.ok
  const reasons = Object.values(checks)
    .filter((check) => check.status === 'down')
    .map(({ reason }) => reason)
  const isModel = status === 'degraded' && checks.model.status === 'down'
  const providers = Object.entries(checks.model.providers ?? {})
  const down = providers.flatMap(([name, check]) => (check.status === 'down' ? [name] : []))
  const sentence = down.length < providers.length ? someDown(down) : modelDown
  return [isModel ? sentence : healthSentences[status], ...reasons].filter(Boolean).join(' ')
}

/**
 * Checks every dependency in parallel with one short timeout. Without the database no request can be accepted (down).
 * Without KV or the queue answers are slower, and without the model they come later (degraded). The check does not call
 * the model: it requests the provider's list of models from time to time.
 */
export async function checkHealth(): Promise<Health> {
  const signal = AbortSignal.timeout(tunables.healthTimeoutMs)
  let queueDetails: { lagSeconds?: number; refusedDelivery?: RejectedDelivery } = {}
  const pingQueue = async () => {
    const [pinged, publishFailure, rejectedDelivery] = await Promise.all([
      queue().ping(signal),
      lastPublishFailure(),
      recentRejectedDelivery(),
    ])
    queueDetails = { ...pinged, ...(rejectedDelivery && { refusedDelivery: rejectedDelivery }) }
    const problem = publishFailure ?? (rejectedDelivery && causeOf(rejectedDelivery))
    if (problem) throw new ServiceProblem(problem)
  }
  const [database, store, engine, model] = await Promise.all([
    checkDatabase(signal),
    probe(() => pingKv().catch(kvProblem), signal),
    probe(pingQueue, signal),
    cachedModelCheck(),
  ])
  const checks = { database, kv: store, queue: { ...engine, ...queueDetails }, model }
  const isDegraded = [store, engine, model].some(({ status }) => status === 'down')
  const status = database.status === 'down' ? 'down' : isDegraded ? 'degraded' : 'ok'
  return { status, checks, model: env().OPENAI_MODEL }
}

/** Checks only the database. */
export const checkDatabase = (signal: AbortSignal): Promise<Check> =>
  probe(() => sql('checkHealth')`select 1`.catch(explainDatabase), signal)

/** Returns the last queue delivery that this server rejected. Undefined for the PostgreSQL queue and without KV. */
async function recentRejectedDelivery(): Promise<RejectedDelivery | undefined> {
  if (env().QUEUE === 'postgres') return undefined
  return lastRejectedDelivery().catch(() => undefined)
}

/** Writes a key, because rate limits and caches need a token with write access. */
async function pingKv(): Promise<void> {
  const written = kv().set('health', 1, { ex: tunables.healthKeySeconds })
  await Promise.all([written, kvReader() !== kv() && kvReader().ping()])
}

/** The SQLSTATEs that an administrator can fix. */
const databaseReasons: [RegExp, string][] = [
  [/^28/, 'PostgreSQL rejects the user or the password. Correct DATABASE_URL.'],
  [/^3D000/, 'The database does not exist. Correct DATABASE_URL.'],
  [/^25006/, 'PostgreSQL is read-only. DATABASE_URL must be the address of the primary.'],
  [/^53300/, 'PostgreSQL has no free connection. Lower DATABASE_POOL_SIZE.'],
  [/^53100/, 'PostgreSQL has no space left on its disk.'],
]

function explainDatabase(error: unknown): never {
  const code = error instanceof DatabaseUnavailable ? (error.code ?? '') : ''
  const reason = databaseReasons.find(([codes]) => codes.test(code))?.[1]
  throw reason ? new ServiceProblem(reason) : error
}

async function probe(check: () => Promise<unknown>, signal: AbortSignal): Promise<Check> {
  const started = performance.now()
  const { promise: timedOut, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort)
  const found = await Promise.race([check(), timedOut])
    .then(() => ({ status: 'ok' as const }))
    .catch((error) => ({
      status: 'down' as const,
      ...(error instanceof ServiceProblem && { reason: error.message }),
    }))
    .finally(() => signal.removeEventListener('abort', abort))
  return { ...found, latencyMs: Math.round(performance.now() - started) }
}
