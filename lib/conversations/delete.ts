import { historyKey } from '#lib/chat/cache'
import { type Deleted, deleteConversationRow, deleteExpired } from '#lib/conversations/delete-store'
import { env } from '#lib/env'
import { tellDeleted } from '#lib/jobs/end'
import { kv } from '#lib/kv'
import { errorFields, log } from '#lib/log'
import { tunables } from '#lib/tunables'
import { sessionKey } from '#lib/users/activity'

/**
 * Deletes a conversation, gives up what is under way in it, and empties the caches. Undefined when this user has no such
 * one.
 */
export async function forgetConversation(id: number, userId: string): Promise<Deleted | undefined> {
  const deleted = await deleteConversationRow(id, userId)
  if (!deleted) return undefined
  await tellDeleted(deleted.open)
  await forgetKeys([historyKey(id), sessionKey(userId)], deleted.isFresh)
  return deleted
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
    await forgetKeys([...new Set(keys)], false)
    if (deleted.length < tunables.retentionBatch) break
  }
  return count
}

/**
 * Deletes keys of KV; what cannot be deleted expires there by itself. Once more after a moment if a worker that has
 * just ended an attempt may still be writing them.
 */
export async function forgetKeys(keys: string[], again: boolean): Promise<void> {
  const perCommand = 1_000
  try {
    const pipeline = kv().pipeline()
    for (let at = 0; at < keys.length; at += perCommand) pipeline.del(...keys.slice(at, at + perCommand))
    if (pipeline.length() > 0) await pipeline.exec()
  } catch (error) {
    log('warn', 'kv.unavailable', { use: 'forget', ...errorFields(error) })
  }
  if (!again) return
  await new Promise((resolve) => setTimeout(resolve, tunables.kvSettleMs))
  await forgetKeys(keys, false)
}
