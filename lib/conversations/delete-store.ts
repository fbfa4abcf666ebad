import { sql } from '#lib/db/index'
import type { DeletedJob } from '#lib/jobs/end'
import { tunables } from '#lib/tunables'

/** A deleted conversation, with the data for notifications and cache eviction. */
export type DeletedConversation = {
  conversationId: number
  userId: string
  messages: number
  jobs: number
  /** The jobs that had not ended. */
  open: DeletedJob[]
  /** True when a write about it may still be on its way to KV. */
  isFresh: boolean
}

/** Deletes a conversation with its messages and jobs. Undefined when this user has no such conversation. */
export async function deleteConversationRow(
  id: number,
  userId: string,
): Promise<DeletedConversation | undefined> {
  const [row] = await sql<{ deleted: DeletedConversation | null }>('deleteConversation')`
    select delete_conversation(${id}::int, ${userId}::text) as deleted`
  return row?.deleted ?? undefined
}

export type DeleteFilter = {
  updatedBefore?: string
  updatedAfter?: string
  title?: string
  limit: number
}

/**
 * Deletes a user's conversations that match every filter, oldest first, at most `limit`, with their messages and jobs, in
 * one statement. Undefined when there is no such user.
 */
export async function deleteConversationRows(
  userId: string,
  { updatedBefore, updatedAfter, title, limit }: DeleteFilter,
): Promise<{ deleted: DeletedConversation[]; hasMore: boolean } | undefined> {
  const [row] = await sql<{ found: { deleted: DeletedConversation[]; hasMore: boolean } | null }>(
    'deleteConversations',
  )`
    select delete_conversations(${userId}::text, ${updatedBefore ?? null}::timestamptz,
                                ${updatedAfter ?? null}::timestamptz, ${title ?? null}::text, ${limit}::int) as found`
  return row?.found ?? undefined
}

/** A deleted conversation. If `isWhole` is false, only its oldest turns were deleted, the limit of one statement. */
export type ExpiredConversation = { conversationId: number; userId: string; isWhole: boolean }

/** Deletes expired transient conversations, at most `deletionBatch`. Concurrent callers get different ones. */
export async function deleteTransient(): Promise<Omit<ExpiredConversation, 'isWhole'>[]> {
  return sql<Omit<ExpiredConversation, 'isWhole'>>('deleteTransient')`
    select conversation_id as "conversationId", user_id as "userId"
    from expire_transient(${tunables.deletionBatch}::int, ${tunables.deletionMessages}::int)`
}

/**
 * Deletes conversations without updates for this many days and without unfinished jobs: the oldest, at most
 * `deletionBatch` with about `deletionMessages`. Concurrent callers get different ones.
 */
export async function deleteExpired(days: number): Promise<ExpiredConversation[]> {
  return sql<ExpiredConversation>('deleteExpired')`
    select conversation_id as "conversationId", user_id as "userId", is_whole as "isWhole"
    from expire_conversations(${days}::int, ${tunables.deletionBatch}::int, ${tunables.deletionMessages}::int)`
}
