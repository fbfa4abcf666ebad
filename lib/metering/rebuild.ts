import { kv } from '#lib/kv/index'
import { type Counters, counterFields, counterKeys, parseCounters } from '#lib/metering/counters'
import {
  type ActiveUser,
  type CallSums,
  findActiveUsers,
  findUserOfCounters,
  sumCalls,
} from '#lib/metering/counters-store'
import { tunables } from '#lib/tunables'

/** Holds 'all' after a complete rebuild, otherwise the progress of the rebuild. The key is gone when KV was emptied. */
const progressKey = 'counters:kept'

/** Reads the fields of many counters. Returns false for a key that is not a counter. */
const readAll = `
  local all = {}
  for i, key in ipairs(KEYS) do
    local found = redis.pcall('HMGET', key, ARGV[1], ARGV[2], ARGV[3])
    if found.err then all[i] = false
    else all[i] = { found[1] or '0', found[2] or '0', found[3] or '0' } end
  end
  return all`

/** Adds to the fields of a counter, unless it has changed since it was read. */
const addTo = `
  local now = redis.call('HMGET', KEYS[1], ARGV[1], ARGV[2], ARGV[3])
  for i = 1, 3 do if (now[i] or '0') ~= ARGV[3 + i] then return 0 end end
  for i = 1, 3 do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[6 + i]) end
  redis.call('EXPIRE', KEYS[1], ARGV[10])
  return 1`

/**
 * Corrects the counters in KV from the ledger: for users with calls in the last day, or in the whole month when KV was
 * emptied. Returns the number of corrected counters. Rejects when KV or the database cannot be reached.
 */
export async function rebuildCounters(): Promise<number> {
  const progress = await kv().get<number | 'all'>(progressKey)
  const lost = progress !== 'all'
  let after = lost ? Number(progress) : 0
  let corrected = 0
  for (let batches = 0; batches < tunables.countersBatchesMax; batches++) {
    const users = await findActiveUsers(after, lost)
    corrected += await correct(users)
    const last = users.at(-1)
    if (!last || users.length < tunables.countersBatch) {
      if (lost) await kv().set(progressKey, 'all')
      return corrected
    }
    after = last.id
  }
  if (lost) await kv().set(progressKey, after)
  return corrected
}

/** Corrects the counters of one user from the ledger, where a cost may have replaced an estimate. */
export async function recountUser(userId: string): Promise<void> {
  await correct(await findUserOfCounters(userId))
}

/**
 * A counter is right between two bounds: the ledger before the read, without calls that KV may not have yet, and the
 * ledger after the read. A wrong counter moves to the nearer bound by an addition, so calls that are counted meanwhile
 * stay counted. A later run removes the last difference.
 */
async function correct(users: ActiveUser[]): Promise<number> {
  if (users.length === 0) return 0
  const before = await sumCalls(users.map(({ id }) => id))
  const counted = await readCounters(before.map(keyOf))
  const wrong = before
    .map((sums, i) => ({ key: keyOf(sums), sums, counters: counted[i] ?? null }))
    .filter(({ sums, counters }) => !counters || differs(counters, clampCounters(counters, sums, sums)))
  if (wrong.length === 0) return 0
  const names = new Set(wrong.map(({ sums }) => sums.user_id))
  const after = await sumCalls(users.filter(({ user_id }) => names.has(user_id)).map(({ id }) => id))
  const upper = new Map(after.map((sums) => [keyOf(sums), sums]))

  const pipeline = kv().pipeline()
  for (const { key, sums, counters } of wrong) {
    const bound = upper.get(key)
    // The day has changed between the two reads.
    if (!bound) continue
    if (!counters) pipeline.del(key)
    const seen = counters ?? { requests: 0, totalTokens: 0, costPico: 0n }
    const right = clampCounters(seen, sums, bound)
    if (!differs(seen, right)) continue
    const values = counterFields.map((field) => String(seen[field]))
    const added = counterFields.map((field) => String(BigInt(right[field]) - BigInt(seen[field])))
    pipeline.eval(addTo, [key], [...counterFields, ...values, ...added, tunables.countersSeconds])
  }
  if (pipeline.length() === 0) return 0
  const done = await pipeline.exec<unknown[]>()
  return done.filter((result) => result === 1).length
}

function keyOf({ user_id, now, period }: CallSums): string {
  const [day, month] = counterKeys(user_id, now)
  return period === 'day' ? day : month
}

/** Reads the counters under these keys; null for a key that is not a counter. */
async function readCounters(keys: string[]): Promise<(Counters | null)[]> {
  const found = await kv().eval<string[], unknown[][]>(readAll, keys, [...counterFields])
  return found.map(
    (values) =>
      values && parseCounters(Object.fromEntries(counterFields.map((field, i) => [field, values[i]]))),
  )
}

/** Limits the counters to the bounds. */
function clampCounters(counters: Counters, lower: CallSums, upper: CallSums): Counters {
  const clamp = (value: bigint, low: bigint, high: bigint) =>
    value < low ? low : value > high ? high : value
  return {
    requests: Number(
      clamp(BigInt(counters.requests), BigInt(lower.settled_requests), BigInt(upper.requests)),
    ),
    totalTokens: Number(
      clamp(BigInt(counters.totalTokens), BigInt(lower.settled_tokens), BigInt(upper.tokens)),
    ),
    costPico: clamp(counters.costPico, BigInt(lower.settled_cost), BigInt(upper.cost)),
  }
}

const differs = (a: Counters, b: Counters) => counterFields.some((field) => a[field] !== b[field])
