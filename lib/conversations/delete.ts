import {
  type Deleted,
  type DeleteFilter,
  deleteConversationRow,
  deleteConversationRows,
  deleteExpired,
} from '#lib/conversations/delete-store'
import { env } from '#lib/env'
import { historyKey } from '#lib/jobs/attempt/cache'
import { tellDeleted } from '#lib/jobs/end'
import { sessionKey } from '#lib/jobs/session'
import { evictCache } from '#lib/kv/evict'
import { tunables } from '#lib/tunables'

/**
 * Deletes a conversation, gives up what is under way in it, and empties the caches. Undefined when this user has no such
 * one.
 */
export async function forgetConversation(id: number, userId: string): Promise<Deleted | undefined> {
  const deleted = await deleteConversationRow(id, userId)
  if (!deleted) return undefined
  await tellDeleted(deleted.open)
  await evictCache([historyKey(id), sessionKey(userId)], deleted.isFresh)
  return deleted
}

/**
 * Deletes those of a user's conversations that fit a filter, the oldest first and at most `limit`, gives up what is under
 * way in them, and empties the caches. Undefined when there is no such user.
 */
export async function forgetConversations(
  userId: string,
  filter: DeleteFilter,
): Promise<{ deleted: Deleted[]; hasMore: boolean } | undefined> {
  const found = await deleteConversationRows(userId, filter)
  if (!found) return undefined
  const { deleted } = found
  await tellDeleted(deleted.flatMap(({ open }) => open))
  const keys = deleted.map(({ conversationId }) => historyKey(conversationId))
  await evictCache(
    [...keys, sessionKey(userId)],
    deleted.some(({ isFresh }) => isFresh),
  )
  return found
}

/**
 * Deletes the conversations that are older than `RETENTION_DAYS`, in bounded batches; the next run goes on. Returns how
 * many.
 */
export async function expireConversations(): Promise<number> {
  const { RETENTION_DAYS: days } = env()
  if (days === undefined) return 0
  let count = 0
  for (let batches = 0; batches < tunables.retentionBatchesMax; batches++) {
    const deleted = await deleteExpired(days)
    count += deleted.length
    const keys = deleted.flatMap(({ conversationId, userId }) => [
      historyKey(conversationId),
      sessionKey(userId),
    ])
    await evictCache([...new Set(keys)], false)
    if (deleted.length < tunables.retentionBatch) break
  }
  return count
}
