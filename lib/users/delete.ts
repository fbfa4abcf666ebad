import { revokeCredentials } from '#lib/auth/credentials'
import { historyKey } from '#lib/jobs/attempt/cache'
import { notifyDeletedJobs } from '#lib/jobs/end'
import { sessionKey } from '#lib/jobs/session'
import { evictCache } from '#lib/kv/evict'
import { allCounterKeys } from '#lib/metering/counters'
import { dropNotedRequests } from '#lib/metering/requests'
import { deleteSignInsUnderWay } from '#lib/oauth/store'
import { type DeletedUser, deleteUserRow } from '#lib/users/delete-store'

/**
 * Deletes a user with all their data, abandons their open jobs, revokes their keys and their clients' tokens, and evicts
 * their cache entries. Undefined if the user does not exist.
 */
export async function removeUser(userId: string): Promise<DeletedUser | undefined> {
  const deleted = await deleteUserRow(userId)
  if (!deleted) return undefined
  await Promise.all([
    notifyDeletedJobs(deleted.open),
    revokeCredentials([...deleted.keyHashes, ...deleted.tokenHashes], { state: 'unknown' }),
    deleteSignInsUnderWay(userId),
  ])
  const histories = deleted.conversationIds.map(historyKey)
  const keys = [sessionKey(userId), ...allCounterKeys(userId, new Date()), ...histories]
  await Promise.all([evictCache(keys, deleted.isFresh), dropNotedRequests(userId)])
  return deleted
}
