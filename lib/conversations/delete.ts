import {
  type DeletedConversation,
  type DeleteFilter,
  deleteConversationRow,
  deleteConversationRows,
  deleteExpired,
  deleteTransient,
} from '#lib/conversations/delete-store'
import { env } from '#lib/env'
import { historyKey } from '#lib/jobs/attempt/cache'
import { notifyDeletedJobs } from '#lib/jobs/end'
import { sessionKey } from '#lib/jobs/session'
import { evictCache } from '#lib/kv/evict'
import { log } from '#lib/log'
import { tunables } from '#lib/tunables'

/**
 * Deletes a conversation, aborts its running jobs, and evicts the caches. Undefined when this user has no such
 * conversation.
 */
export async function removeConversation(
  id: number,
  userId: string,
): Promise<DeletedConversation | undefined> {
  const deleted = await deleteConversationRow(id, userId)
  if (!deleted) return undefined
  await notifyDeletedJobs(deleted.open)
  await evictCache([historyKey(id), sessionKey(userId)], deleted.isFresh)
  return deleted
}

/**
 * Deletes a user's conversations that match a filter, oldest first, at most `limit`, aborts their running jobs, and
 * evicts the caches. Undefined when there is no such user.
 */
export async function removeConversations(
  userId: string,
  filter: DeleteFilter,
): Promise<{ deleted: DeletedConversation[]; hasMore: boolean } | undefined> {
  const found = await deleteConversationRows(userId, filter)
  if (!found) return undefined
  const { deleted } = found
  await notifyDeletedJobs(deleted.flatMap(({ open }) => open))
  const keys = deleted.map(({ conversationId }) => historyKey(conversationId))
  await evictCache(
    [...keys, sessionKey(userId)],
    deleted.some(({ isFresh }) => isFresh),
  )
  return found
}

/**
 * Deletes the conversations that are older than `RETENTION_DAYS`, in batches for `deletionRunMs`, and logs its progress.
 * The next run continues. Returns the number of deleted conversations.
 */
export async function expireConversations(): Promise<number> {
  const { RETENTION_DAYS: days } = env()
  if (days === undefined) return 0
  const untilMs = performance.now() + tunables.deletionRunMs
  let count = 0
  for (let batches = 1; performance.now() < untilMs; batches++) {
    const expired = await deleteExpired(days)
    if (expired.length === 0) break
    count += expired.filter(({ isWhole }) => isWhole).length
    const keys = expired.flatMap(({ conversationId, userId }) => [
      historyKey(conversationId),
      sessionKey(userId),
    ])
    await evictCache([...new Set(keys)], false)
    if (batches % tunables.deletionLogBatches === 0)
      log('info', 'retention.progress', { conversations: count })
  }
  return count
}

/** Deletes expired transient conversations, in batches for `deletionRunMs`. Returns their number. */
export async function expireTransient(): Promise<number> {
  const untilMs = performance.now() + tunables.deletionRunMs
  let count = 0
  while (performance.now() < untilMs) {
    const expired = await deleteTransient()
    if (expired.length === 0) break
    count += expired.length
    await evictCache(
      expired.map(({ conversationId }) => historyKey(conversationId)),
      false,
    )
  }
  return count
}
