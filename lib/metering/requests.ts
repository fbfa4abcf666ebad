import { kv } from '#lib/kv/index'
import { withoutKv } from '#lib/kv/unavailable'
import { type CountedRequests, foldRequests, readFoldedBatch } from '#lib/metering/requests-store'

/** KV hashes of the incoming requests, and of the fixed batch that is being added to `api_usage`. */
export const requestsKey = 'requests'
export const batchKey = 'requests:batch'

/**
 * Counts a request in KV. The client sends these commands together with others of the same moment. Without KV the
 * request is not counted, and it never fails because of that.
 */
export async function noteRequest(endpoint: string, userId = ''): Promise<void> {
  const field = JSON.stringify([endpoint, userId])
  await Promise.all([
    kv().hincrby(requestsKey, `count ${field}`, 1),
    kv().hset(requestsKey, { [`last ${field}`]: Date.now() }),
  ]).catch(withoutKv('requests'))
}

/** Returns the existing batch, or turns all incoming requests into a batch with a new name. */
const takeBatch = `
  if redis.call('EXISTS', KEYS[2]) == 0 then
    if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
    redis.call('RENAME', KEYS[1], KEYS[2])
    redis.call('HSET', KEYS[2], 'name', ARGV[1])
  end
  return redis.call('HGETALL', KEYS[2])`

const dropBatch = `
  if redis.call('HGET', KEYS[1], 'name') ~= ARGV[1] then return 0 end
  return redis.call('DEL', KEYS[1])`

/**
 * Adds the counted requests to `api_usage`, each exactly once. The statement that adds a batch also stores its name. So
 * a parallel run, or the next run after a crash, does not add it again. Returns the number of added requests.
 */
export async function flushRequests(): Promise<number> {
  let taken = 0
  // The first batch may be left over from an interrupted run. The second holds the requests since then.
  for (let batches = 0; batches < 2; batches++) {
    const folded = await readFoldedBatch()
    const batch = parseBatch(await kv().eval(takeBatch, [requestsKey, batchKey], [crypto.randomUUID()]))
    if (!batch) break
    if (batch.name !== folded) {
      if (!(await foldRequests(folded, batch.name, batch.requests))) break
      for (const { count } of batch.requests) taken += count
    }
    await kv().eval(dropBatch, [batchKey], [batch.name])
  }
  return taken
}

/** Deletes the fields that end with the user. JSON escapes quotes in names, so no other user's field has this ending. */
const dropOfUser = `
  for _, key in ipairs(KEYS) do
    for _, field in ipairs(redis.call('HKEYS', key)) do
      if string.sub(field, -string.len(ARGV[1])) == ARGV[1] then redis.call('HDEL', key, field) end
    end
  end
  return 1`

/** Drops the requests of a deleted user since the last rollup. */
export async function dropNotedRequests(userId: string): Promise<void> {
  await kv()
    .eval(dropOfUser, [requestsKey, batchKey], [`,${JSON.stringify(userId)}]`])
    .catch(withoutKv('forget'))
}

/** Parses a batch from the flat list of its fields and values. Returns undefined for an empty list. */
function parseBatch(reply: unknown): { name: string; requests: CountedRequests[] } | undefined {
  const values = new Map<string, string>()
  const flat = reply as unknown[]
  for (let i = 0; i < flat.length; i += 2) values.set(String(flat[i]), String(flat[i + 1]))
  const name = values.get('name')
  if (name === undefined) return undefined
  const requests: CountedRequests[] = []
  for (const [key, count] of values) {
    if (!key.startsWith('count ')) continue
    const field = key.slice('count '.length)
    const [endpoint, userId] = JSON.parse(field) as [string, string]
    const lastMs = Number(values.get(`last ${field}`) ?? Date.now())
    requests.push({ endpoint, userId, count: Number(count), lastMs })
  }
  return { name, requests }
}
