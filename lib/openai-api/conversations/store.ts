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

/** A row of messages, with the job of its turn if that has one. */
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
  /** False while its turn has no answer, and when it ended without one: no history has it. */
  is_answered: boolean
}

/** Where a row stands in its conversation. */
type RowPlace = { turn: number; id: number }

type Page = { order: 'asc' | 'desc'; from?: RowPlace | undefined; limit: number }

/** Rows of a conversation in either order, beginning with the one at the place. */
export async function findRows(conversationId: number, { order, from, limit }: Page): Promise<ItemRow[]> {
  const isBackward = order === 'desc'
  const last = 2 ** 31 - 1
  const { turn, id } = from ?? (isBackward ? { turn: last, id: last } : { turn: 0, id: 0 })
  // The function gives what is behind a place.
  const before = from ? id + (isBackward ? 1 : -1) : id
  const rows = await sql<ItemRow>('findV1Rows')`
    select m.id, m.conversation_id, m.turn, m.role, m.content, m.items, j.id as job_id, j.attempt,
           coalesce((m.metadata->>'isRevised')::boolean, false) as is_revised,
           j.id is null or j.status = 'completed' as is_answered
    from list_messages(${conversationId}::int, ${turn}::int, ${before}::int, ${isBackward}::boolean, ${limit}::int, 0)
         as page (id)
    join messages m on m.id = page.id
    left join jobs j on j.conversation_id = m.conversation_id and j.turn = m.turn
    order by m.turn, m.id`
  return isBackward ? rows.reverse() : rows
}

/** A row that no job has to do with; undefined when there is none of this id, or not of this user (null: of any). */
export async function findRow(id: number, userId: string | null): Promise<ItemRow | undefined> {
  const [row] = await sql<ItemRow>('findV1Row')`
    select m.id, m.conversation_id, m.turn, m.role, m.content, m.items, null as job_id, null as attempt,
           false as is_revised, true as is_answered
    from messages m
    join conversations c on c.id = m.conversation_id
    join users u on u.id = c.user_id
    where m.id = ${id}::int and (${userId}::text is null or u.user_id = ${userId}::text)
      and not exists (select from jobs j where j.conversation_id = m.conversation_id and j.turn = m.turn)`
  return row
}

/** The row of one side of the turn that a job answers; as `findRow`. */
export async function findJobRow(
  jobId: string,
  role: ItemRow['role'],
  userId: string | null,
): Promise<ItemRow | undefined> {
  const [row] = await sql<ItemRow>('findV1JobRow')`
    select m.id, m.conversation_id, m.turn, m.role, m.content, m.items, j.id as job_id, j.attempt,
           coalesce((m.metadata->>'isRevised')::boolean, false) as is_revised, j.status = 'completed' as is_answered
    from jobs j
    join users u on u.id = j.user_id
    join messages m on m.conversation_id = j.conversation_id and m.turn = j.turn and m.role = ${role}::text
    where j.id = ${jobId} and (${userId}::text is null or u.user_id = ${userId}::text)`
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
