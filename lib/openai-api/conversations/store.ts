import { sql } from '#lib/db/index'

export type ConversationRow = { id: number; created_at: Date; metadata: Record<string, string> | null }

/** Creates a conversation, and its user if necessary. The lock prevents the user's deletion in the meantime. */
export async function insertConversation(
  userId: string,
  metadata: Record<string, string>,
): Promise<ConversationRow> {
  const [row] = await sql<ConversationRow>('insertV1Conversation')`
    with owner as (
      insert into users (user_id) values (${userId})
      on conflict (user_id) do update set updated_at = users.updated_at
      returning id)
    insert into conversations (user_id, metadata)
    select id, ${JSON.stringify(metadata)}::jsonb from owner
    returning id, created_at, metadata`
  return row!
}

/** Returns a stored conversation; undefined when this user (null: any user) has no such conversation. */
export async function findConversation(
  id: number,
  userId: string | null,
): Promise<ConversationRow | undefined> {
  const [row] = await sql<ConversationRow>('findV1Conversation')`
    select c.id, c.created_at, c.metadata
    from conversations c join users u on u.id = c.user_id
    where c.id = ${id}::int and c.expires_at is null and (${userId}::text is null or u.user_id = ${userId}::text)`
  return row
}

/** Replaces the metadata of a conversation. */
export async function updateMetadata(
  id: number,
  userId: string | null,
  metadata: Record<string, string>,
): Promise<ConversationRow | undefined> {
  const [row] = await sql<ConversationRow>('updateV1Conversation')`
    update conversations c set metadata = ${JSON.stringify(metadata)}::jsonb
    from users u
    where c.id = ${id}::int and c.expires_at is null and u.id = c.user_id
      and (${userId}::text is null or u.user_id = ${userId}::text)
    returning c.id, c.created_at, c.metadata`
  return row
}

/** Returns the user id of a conversation's owner; undefined as in `findConversation`. */
export async function findOwner(id: number, userId: string | null): Promise<string | undefined> {
  const [row] = await sql<{ owner: string }>('findV1Owner')`
    select u.user_id as owner from conversations c join users u on u.id = c.user_id
    where c.id = ${id}::int and c.expires_at is null and (${userId}::text is null or u.user_id = ${userId}::text)`
  return row?.owner
}
