import { z } from 'zod'
import { announcement } from '#lib/jobs/events'
import type { JobView } from '#lib/jobs/schema'
import { kv, kvReader } from '#lib/kv'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'
import { addCall, type Counted } from '#lib/usage/counters'
import { type Session, sessionKey } from '#lib/users/activity'

const cachedHistory = z.object({
  conversationId: z.int(),
  version: z.uuid(),
  messages: z.array(
    z.object({ role: z.enum(['user', 'assistant', 'system']), content: z.string(), tokens: z.int() }),
  ),
})
export type CachedHistory = z.infer<typeof cachedHistory>

const historyKey = (conversationId: number) => `history:${conversationId}`

/**
 * The trimmed history as the last answer of the conversation left it, or null. Only the database knows whether
 * it is current: `claimJob` compares its version.
 */
export async function readHistory(conversationId: number): Promise<CachedHistory | null> {
  try {
    const parsed = cachedHistory.safeParse(await kvReader().get(historyKey(conversationId)))
    return parsed.success && parsed.data.conversationId === conversationId ? parsed.data : null
  } catch (error) {
    log('warn', 'kv.unavailable', { use: 'history', ...errorFields(error) })
    return null
  }
}

/**
 * After an answer, in one pipeline: caches the history and the user's session, counts the call, and tells the
 * waiting request.
 */
export async function rememberAnswer(
  userId: string,
  job: JobView,
  history: CachedHistory,
  counted: Counted,
): Promise<void> {
  const { channel, message } = announcement(job)
  const pipeline = kv()
    .pipeline()
    .publish(channel, message)
    .set(historyKey(history.conversationId), history, { ex: tunables.historyCacheSeconds })
    .set(
      sessionKey(userId),
      {
        conversationId: history.conversationId,
        version: history.version,
        messageId: job.messageId,
        model: job.model,
        lastMessageAt: job.finishedAt,
      } satisfies Partial<Session>,
      { ex: tunables.sessionCacheSeconds },
    )
  addCall(pipeline, userId, new Date(job.finishedAt ?? Date.now()), counted)
  await pipeline.exec()
}
