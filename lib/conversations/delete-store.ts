import { againIfDeadlocked, sql } from '#lib/db/index'
import type { DeletedJob } from '#lib/jobs/end'
import { tunables } from '#lib/tunables'

/** What was deleted, and what is to be told and forgotten because of it. */
export type Deleted = {
  conversationId: number
  userId: string
  messages: number
  jobs: number
  /** Jobs that had not ended. */
  open: DeletedJob[]
  /** Whether something of it may still be on its way to KV. */
  isFresh: boolean
}

/** Deletes a conversation with all that belongs to it, or returns undefined when this user has no such conversation. */
export async function deleteConversationRow(id: number, userId: string): Promise<Deleted | undefined> {
  const [row] = await againIfDeadlocked(
    () => sql<{ deleted: Deleted | null }>('deleteConversation')`
      select delete_conversation(${id}::int, ${userId}::text) as deleted`,
  )
  return row?.deleted ?? undefined
}

export type DeleteFilter = {
  updatedBefore?: string
  updatedAfter?: string
  title?: string
  limit: number
}

/**
 * Deletes a user's conversations that fit every filter, the oldest first and at most `limit`, each with all that belongs
 * to it: all in one statement. Undefined when there is no such user.
 */
export async function deleteConversationRows(
  userId: string,
  { updatedBefore, updatedAfter, title, limit }: DeleteFilter,
): Promise<{ deleted: Deleted[]; hasMore: boolean } | undefined> {
  const [row] = await againIfDeadlocked(
    () => sql<{ found: { deleted: Deleted[]; hasMore: boolean } | null }>('deleteConversations')`
      select delete_conversations(${userId}::text, ${updatedBefore ?? null}::timestamptz,
                                  ${updatedAfter ?? null}::timestamptz, ${title ?? null}::text, ${limit}::int) as found`,
  )
  return row?.found ?? undefined
}

/** A conversation that was deleted, or of which only the oldest turns were: it has too many for one statement. */
export type Expired = { conversationId: number; userId: string; isWhole: boolean }

/** Deletes transient conversations whose time is over, at most `deletionBatch`. Two callers at once never get the same ones. */
export async function deleteTransient(): Promise<Omit<Expired, 'isWhole'>[]> {
  return againIfDeadlocked(
    () => sql<Omit<Expired, 'isWhole'>>('deleteTransient')`
      select conversation_id as "conversationId", user_id as "userId"
      from expire_transient(${tunables.deletionBatch}::int, ${tunables.deletionMessages}::int)`,
  )
}

/**
 * Deletes conversations that were not updated for so many days and have no unfinished jobs: the oldest, at most
 * `deletionBatch` with about `deletionMessages`. Two callers at once never get the same ones.
 */
export async function deleteExpired(days: number): Promise<Expired[]> {
  return againIfDeadlocked(
    () => sql<Expired>('deleteExpired')`
      select conversation_id as "conversationId", user_id as "userId", is_whole as "isWhole"
      from expire_conversations(${days}::int, ${tunables.deletionBatch}::int, ${tunables.deletionMessages}::int)`,
  )
}
