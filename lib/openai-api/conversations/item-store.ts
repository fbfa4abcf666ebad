import { sql } from '#lib/db/index'
import { itemsOf } from '#lib/items/text'
import type { Item } from '#lib/items/types'
import type { HistoryRow } from '#lib/models/types'
import type { ItemPosition } from '#lib/openai-api/responses/item-ids'
import { tunables } from '#lib/tunables'

/** Adds items to the history as a turn without a job. Returns the new row's id; undefined without the conversation. */
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

/** A row of `messages`, with the job of its turn if there is one. */
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
  /** False while its turn has no answer, and when the turn ended without one. Such rows are not part of the history. */
  is_answered: boolean
}

/** A row that was not read has no content and no items here. */
export type ListedRow = ItemRow & { is_read: boolean }

/** The position of a row in its conversation. */
export type RowPosition = { turn: number; id: number }

type Page = {
  order: 'asc' | 'desc'
  behind?: RowPosition | undefined
  limit: number
  bytesMax: number
  /** Reads the first answered row whatever its size. */
  readsFirst: boolean
}

/**
 * Returns rows of a conversation after a position, in either order. It reads at most `bytesMax`: an answered row beyond
 * that is returned last and unread, and means that more rows follow. Rows of unanswered turns are not read either.
 */
export async function findRows(conversationId: number, page: Page): Promise<ListedRow[]> {
  const { order, behind, limit, bytesMax, readsFirst } = page
  const isBackward = order === 'desc'
  const last = 2 ** 31 - 1
  const { turn, id } = behind ?? (isBackward ? { turn: last, id: last } : { turn: 0, id: 0 })
  const rows = await sql<ListedRow>('findV1Rows')`
    select m.id, m.conversation_id, m.turn, m.role, page.is_read,
           case when page.is_read and m.items is null then m.content else '' end as content,
           case when page.is_read then m.items end as items, j.id as job_id, j.attempt,
           coalesce((m.metadata->>'isRevised')::boolean, false) as is_revised,
           j.id is null or j.status = 'completed' as is_answered
    from list_items(${conversationId}::int, ${turn}::int, ${id}::int, ${isBackward}::boolean, ${limit}::int,
                    ${bytesMax}::int, ${readsFirst}::boolean) as page (id, is_read)
    join messages m on m.id = page.id
    left join jobs j on j.conversation_id = m.conversation_id and j.turn = m.turn
    order by m.turn, m.id`
  return isBackward ? rows.reverse() : rows
}

/** Returns a row without a job; undefined when this user (null: any user) has no such row. */
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

/** Returns the row with this role in a job's turn; undefined as in `findRow`. */
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

/** A row with only the item that an item id names. The query reads no other items. */
type PlacedRow = Pick<ItemRow, 'role' | 'content' | 'items'>

/** Returns the item at a position in a user's rows, or undefined. A row without items is one message. */
export async function findItemAt(place: ItemPosition, userId: string): Promise<Item | undefined> {
  const jobId = 'jobId' in place ? place.jobId : null
  const messageId = 'messageId' in place ? place.messageId : null
  const index = 'index' in place ? place.index : null
  const role = place.kind === 'input' ? 'user' : 'assistant'
  const [row] = await sql<PlacedRow>('findV1ItemAt')`
    select m.role, case when m.items is null then m.content else '' end as content,
           case when m.items is not null then
             jsonb_build_array(case when ${index}::int is not null then m.items -> ${index}::int
                                    else jsonb_path_query_first(m.items, '$[*] ? (@.type == "message")') end)
           end as items
    from messages m
    join conversations c on c.id = m.conversation_id
    join users u on u.id = c.user_id
    where m.id = coalesce(${messageId}::int,
                          (select asked.id from jobs j
                           join messages asked on asked.conversation_id = j.conversation_id and asked.turn = j.turn
                           where j.id = ${jobId}::text and asked.role = ${role}::text))
      and u.user_id = ${userId}::text
      and (${jobId}::text is not null
           or not exists (select from jobs j where j.conversation_id = m.conversation_id and j.turn = m.turn))`
  const isOther = row?.items === null && index !== null && index > 0
  return row && !isOther ? (itemsOf(row)[0] ?? undefined) : undefined
}

/** Replaces a row's items and gives the history a new version. Returns false when the items changed in the meantime. */
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

/** The items of a row, in order. */
export const itemsOfRow = ({ role, content, items }: ItemRow): Item[] => itemsOf({ role, content, items })

/** Returns the messages before a prompt that follows `afterTurn` (default: the last turn), oldest first. */
export async function findHistory(
  id: number,
  userId: string,
  afterTurn?: number,
): Promise<HistoryRow[] | undefined> {
  const [row] = await sql<{ history: HistoryRow[] }>('findV1History')`
    select answered_turns(c.id, coalesce(${afterTurn ?? null}::int, c.last_turn) + 1, ${tunables.historyMessagesMax}::int) as history
    from conversations c join users u on u.id = c.user_id
    where c.id = ${id}::int and c.expires_at is null and u.user_id = ${userId}::text`
  return row?.history
}
