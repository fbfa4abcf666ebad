import { kv } from '#lib/kv'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'
import { type CountedRequests, foldRequests, readRequestsPosition } from '#lib/usage/requests-store'

/** A stream in KV: one entry for each request, which the rollup adds to `api_usage`. */
export const requestsKey = 'requests'

/**
 * Notes a request, as one command that the client sends together with others of the same moment. The count of a
 * request is lost when KV is: it never costs the request anything.
 */
export async function noteRequest(endpoint: string, userId: string | undefined): Promise<void> {
  try {
    await kv().xadd(requestsKey, '*', { endpoint, user: `id:${userId ?? ''}` }, trimToSize)
  } catch (error) {
    log('warn', 'kv.unavailable', { use: 'requests', ...errorFields(error) })
  }
}

const trimToSize = {
  trim: { type: 'MAXLEN', threshold: tunables.requestsKeptMax, comparison: '~' },
} as const

/**
 * Adds the noted requests to `api_usage`, each exactly once: the position in the stream is moved by the statement that
 * adds them, so a run that breaks off, or a second one, finds them done. Returns how many this run added.
 */
export async function takeRequests(): Promise<number> {
  let taken = 0
  for (let batches = 0; batches < tunables.requestsBatchesMax; batches++) {
    const position = await readRequestsPosition()
    const entries = Object.entries(
      await kv().xrange(requestsKey, `(${position}`, '+', tunables.requestsBatch),
    )
    const last = entries.at(-1)?.[0]
    if (!last || !(await foldRequests(position, last, sumUp(entries)))) break
    taken += entries.length
    await kv().xtrim(requestsKey, { strategy: 'MINID', exactness: '~', threshold: last })
    if (entries.length < tunables.requestsBatch) break
  }
  return taken
}

/** Entries by endpoint and user. An entry's id begins with the milliseconds of its time. */
function sumUp(entries: [id: string, fields: Record<string, unknown>][]): CountedRequests[] {
  const sums = new Map<string, CountedRequests>()
  for (const [id, fields] of entries) {
    // The prefix keeps the client from reading an id such as `{}` as JSON.
    const [endpoint, userId] = [String(fields.endpoint), String(fields.user).slice('id:'.length)]
    const key = JSON.stringify([endpoint, userId])
    const count = (sums.get(key)?.count ?? 0) + 1
    sums.set(key, { endpoint, userId, count, lastMs: Number.parseInt(id, 10) })
  }
  return [...sums.values()]
}
