import { sql } from '#lib/db/index'
import { itemsOf } from '#lib/items/text'
import type { Item } from '#lib/items/types'

export type ConversationRow = { id: number; created_at: Date; metadata: Record<string, string> | null }

/**
 * Starts a conversation with metadata, of a user who may be new. Undefined when somebody else adds the user at this
 * moment: the next try finds them.
 */
export async function insertConversation(
  userId: string,
  metadata: Record<string, string>,
): Promise<ConversationRow | undefined> {
  const [row] = await sql<ConversationRow>('insertV1Conversation')`
    with added as (
      insert into users (user_id) values (${userId}) on conflict (user_id) do nothing returning id),
    owner as (
      select id from users where user_id = ${userId} union all select id from added)
    insert into conversations (user_id, metadata)
    select id, ${JSON.stringify(metadata)}::jsonb from owner
    returning id, created_at, metadata`
  return row
}

/** A conversation that is kept; undefined when there is none of this id, or not of this user (null: of any). */
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

/** Whose conversation it is. */
export async function findOwner(id: number, userId: string | null): Promise<string | undefined> {
  const [row] = await sql<{ owner: string }>('findV1Owner')`
    select u.user_id as owner from conversations c join users u on u.id = c.user_id
    where c.id = ${id}::int and c.expires_at is null and (${userId}::text is null or u.user_id = ${userId}::text)`
  return row?.owner
}

/** Adds items as a turn that no job answers: it is a part of the history from now on. Returns the id of its row. */
export async function addItems(id: number, items: Item[], text: string): Promise<number | undefined> {
  const [row] = await sql<{ id: number }>('addV1Items')`
    with turn as (
      update conversations
      set last_turn = last_turn + 1, version = gen_random_uuid(), updated_at = now(), last_request_hash = null
      where id = ${id}::int
      returning id, last_turn)
    insert into messages (conversation_id, turn, role, content, items)
    select id, last_turn, 'user', ${text}, ${JSON.stringify(items)}::jsonb from turn
    returning id`
  return row?.id
}

/** A row of messages of an answered turn, or of one without a job. */
export type ItemRow = {
  id: number
  conversation_id: number
  turn: number
  role: 'user' | 'assistant'
  content: string
  items: Item[] | null
  job_id: string | null
  attempt: number | null
  is_revised: boolean
}

/** Where a row stands in its conversation. */
export type RowPlace = { turn: number; id: number }

/** Rows of a conversation, from a place on in either direction, with the row that stands there. */
export async function findRows(
  conversationId: number,
  { order, from, limit }: { order: 'asc' | 'desc'; from?: RowPlace | undefined; limit: number },
): Promise<ItemRow[]> {
  const isForward = order === 'asc'
  const { turn, id } = from ?? (isForward ? { turn: 0, id: 0 } : { turn: 2 ** 31 - 1, id: 2 ** 31 - 1 })
  return sql<ItemRow>('findV1Items')`
    select m.id, m.conversation_id, m.turn, m.role, m.content, m.items, j.id as job_id, j.attempt,
           coalesce((m.metadata->>'isRevised')::boolean, false) as is_revised
    from messages m left join jobs j on j.conversation_id = m.conversation_id and j.turn = m.turn
    where m.conversation_id = ${conversationId}::int and (j.status = 'completed' or j.id is null)
      and case when ${isForward}::boolean then (m.turn, m.id) >= (${turn}::int, ${id}::int)
               else (m.turn, m.id) <= (${turn}::int, ${id}::int) end
    order by case when ${isForward}::boolean then m.turn else -m.turn end,
             case when ${isForward}::boolean then m.id else -m.id end
    limit ${limit}::int`
}

/** One row by its id, or by its job and side; of this user (null: of any). */
export async function findRow(
  which: { messageId: number } | { jobId: string; role: ItemRow['role'] },
  userId: string | null,
): Promise<ItemRow | undefined> {
  const { messageId, jobId, role } =
    'messageId' in which ? { ...which, jobId: null, role: null } : { ...which, messageId: null }
  const [row] = await sql<ItemRow>('findV1Item')`
    select m.id, m.conversation_id, m.turn, m.role, m.content, m.items, j.id as job_id, j.attempt,
           coalesce((m.metadata->>'isRevised')::boolean, false) as is_revised
    from messages m
    join conversations c on c.id = m.conversation_id
    join users u on u.id = c.user_id
    left join jobs j on j.conversation_id = m.conversation_id and j.turn = m.turn
    where (${userId}::text is null or u.user_id = ${userId}::text)
      and case when ${messageId}::int is not null then m.id = ${messageId}::int and j.id is null
               else j.id = ${jobId}::text and m.role = ${role}::text end`
  return row
}

/** Puts other items in the place of a row's, unless they have changed meanwhile. The history is another one from then on. */
export async function replaceItems(row: ItemRow, items: Item[], text: string): Promise<boolean> {
  const rows = await sql('replaceV1Items')`
    with changed as (
      update messages set items = ${JSON.stringify(items)}::jsonb, content = ${text}
      where id = ${row.id}::int and items is not distinct from ${row.items && JSON.stringify(row.items)}::jsonb
      returning conversation_id)
    update conversations set version = gen_random_uuid() where id in (select conversation_id from changed)
    returning id`
  return rows.length > 0
}

/** The items of a row in their order. */
export const itemsOfRow = ({ role, content, items }: ItemRow): Item[] => itemsOf({ role, content, items })
