import { z } from 'zod'
import { env } from '#lib/env'
import { item } from '#lib/items/schema'
import { announcement } from '#lib/jobs/events'
import type { JobView } from '#lib/jobs/schema'
import { type Session, sessionKey } from '#lib/jobs/session'
import { kv, kvReader } from '#lib/kv/index'
import { withoutKv } from '#lib/kv/unavailable'
import { addCall, type CallAmounts } from '#lib/metering/counters'
import { type Circuits, circuitsKey, readCircuits } from '#lib/models/circuit'
import { tunables } from '#lib/tunables'

const cachedHistory = z.object({
  conversationId: z.int(),
  version: z.uuid(),
  /** The last turn in it. */
  turn: z.int(),
  messages: z.array(
    z.object({
      role: z.enum(['user', 'assistant', 'system']),
      content: z.string(),
      items: z.array(item).optional(),
      tokens: z.int().optional(),
    }),
  ),
})
export type CachedHistory = z.infer<typeof cachedHistory>

/** The KV key of the newest messages of a conversation. */
export const historyKey = (conversationId: number) => `history:${conversationId}`

/** With the Postgres queue, a claim returns the history, which costs less than a cache. */
export const usesHistoryCache = () => env().QUEUE !== 'postgres'

type Cache = { cached: CachedHistory | null; circuits: Circuits }

/**
 * Reads the trimmed history that the conversation's last answer cached (or null) and the models' circuits, in one
 * round trip before the claim. The history may be stale: `claimJob` compares its version.
 */
export async function readCache(conversationId: number): Promise<Cache> {
  if (!usesHistoryCache()) return { cached: null, circuits: await readCircuits() }
  const read = await kvReader()
    .pipeline()
    .get(historyKey(conversationId))
    .hgetall<Circuits>(circuitsKey)
    .exec()
    .catch(withoutKv('history'))
  const [history, circuits] = read ?? []
  const parsed = cachedHistory.safeParse(history)
  const fits = parsed.success && parsed.data.conversationId === conversationId
  return { cached: fits ? parsed.data : null, circuits: circuits ?? {} }
}

/** The newest messages of a conversation, after its newest answer. */
export type NewestHistory = { version: string; turn: number; messages(): CachedHistory['messages'] }

/** Images can make a history larger than Upstash's limit for one command. Plain text never is. */
const isLarge = ({ messages }: CachedHistory): boolean =>
  messages.some(({ items }) => items) && JSON.stringify(messages).length > tunables.historyCacheCharactersMax

type Answered = {
  userId: string
  job: JobView
  /** Null unless the answer is certainly the conversation's newest. */
  newest: NewestHistory | null
  /** The cost of the call, unless it is already counted. */
  counted?: CallAmounts
  /** The model whose circuit closes. */
  recovered?: string
}

/**
 * After an answer, in one pipeline: notifies the waiting requests of other processes, counts the call, and caches
 * the user's session and the history.
 */
export async function publishAnswer(answered: Answered): Promise<void> {
  const { userId, job, newest, counted, recovered } = answered
  const { conversationId, messageId, model, finishedAt: lastMessageAt } = job
  const { channel, message } = announcement(job)
  const pipeline = kv().pipeline().publish(channel, message)
  if (counted) addCall(pipeline, userId, new Date(lastMessageAt ?? Date.now()), counted)
  if (recovered) pipeline.hdel(circuitsKey, recovered)
  if (newest) {
    const { version, turn } = newest
    const session = { conversationId, version, messageId, model, lastMessageAt } satisfies Partial<Session>
    pipeline.set(sessionKey(userId), session, { ex: tunables.sessionCacheSeconds })
    if (usesHistoryCache()) {
      const history: CachedHistory = { conversationId, version, turn, messages: newest.messages() }
      if (!isLarge(history))
        pipeline.set(historyKey(conversationId), history, { ex: tunables.historyCacheSeconds })
    }
  }
  await pipeline.exec()
}
