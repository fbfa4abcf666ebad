import {
  type ListPage,
  type PagePosition,
  type SortKey,
  type SortKeyParts,
  toListPage,
} from '#lib/api/paging'
import type { ConversationStatus, ConversationView, MessageView } from '#lib/conversations/schema'
import { isOrphaned, sql } from '#lib/db/index'
import type { FinishReason } from '#lib/items/schema'
import type { Item } from '#lib/items/types'
import { tunables } from '#lib/tunables'

export type ConversationRow = {
  id: number
  session_id: string | null
  title: string | null
  created_at: Date
  updated_at: Date
  message_count: number
  branch_of: number | null
  branch_message_id: number | null
  status: ConversationStatus | null
  model: string | null
}

/** A conversation as callers see it. */
export const toView = (row: ConversationRow, userId: string): ConversationView => ({
  conversationId: row.id,
  userId,
  sessionId: row.session_id,
  title: row.title,
  messageCount: row.message_count,
  ...(row.status && { status: row.status }),
  ...(row.model && { model: row.model }),
  ...(row.branch_of !== null && {
    branchOf: {
      conversationId: row.branch_of,
      ...(row.branch_message_id !== null && { messageId: row.branch_message_id }),
    },
  }),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

/** Inserts an empty conversation. Undefined when there is no such user. */
export async function insertConversation(
  userId: string,
  title?: string,
): Promise<ConversationView | undefined> {
  const [row] = await sql<ConversationRow>('insertConversation')`
    with added as (
      insert into conversations (user_id, title)
      select id, ${title ?? null} from users where user_id = ${userId}
      returning *
    )
    select id, session_id, title, created_at, updated_at, message_count, null as branch_of,
           null as branch_message_id, null as status, null as model, index_title(added)::text as indexed from added`.catch(
    (error) => {
      // The user was deleted at the same time.
      if (isOrphaned(error)) return []
      throw error
    },
  )
  return row && toView(row, userId)
}

/** A conversation. Undefined when it does not exist or belongs to another user. */
export async function findConversation(id: number, userId?: string): Promise<ConversationView | undefined> {
  const [row] = await sql<ConversationRow & { owner: string }>('findConversation')`
    select c.id, c.session_id, c.title, c.created_at, c.updated_at, c.message_count, c.branch_of, c.branch_message_id,
           conversation_status(c) as status, c.model, u.user_id as owner
    from conversations c join users u on u.id = c.user_id
    where c.id = ${id}::int and (${userId ?? null}::text is null or u.user_id = ${userId ?? null}::text)`
  return row && toView(row, row.owner)
}

/** Renames a conversation. Undefined, and nothing changed, when it does not exist or belongs to another user. */
export async function renameRow(
  id: number,
  userId: string | undefined,
  title: string,
): Promise<ConversationView | undefined> {
  const [row] = await sql<ConversationRow & { owner: string }>('renameConversation')`
    select c.id, c.session_id, c.title, c.created_at, c.updated_at, c.message_count, c.branch_of, c.branch_message_id,
           conversation_status(c) as status, c.model, u.user_id as owner
    from rename_conversation(${id}::int, ${userId ?? null}::text, ${title}::text) c join users u on u.id = c.user_id`
  return row && toView(row, row.owner)
}

/** The sort key of conversations: the last change, then the id. */
export const conversationKey: SortKeyParts = ['micros', 'integer']
/** A key after all conversations. */
export const latestKey: SortKey = ['9000000000000000', '2147483647']

export type ListedConversation = ConversationRow & { key: SortKey; is_listed: boolean; total: number | null }

/** One page of a user's conversations. Undefined when there is no such user. */
export async function findConversations(
  userId: string,
  place: PagePosition,
): Promise<ListPage<ConversationView> | undefined> {
  const { limit, offset, isBackward, countMax } = place
  const [at, id] = place.key ?? latestKey
  const rows = await sql<ListedConversation>('findConversations')`
    select c.id, c.session_id, c.title, c.created_at, c.updated_at, c.message_count,
           c.branch_of, c.branch_message_id,
           conversation_status(c) as status, c.model, array[to_micros(c.updated_at)::text, c.id::text] as key, c.id is not null as is_listed,
           counted.total
    from users u
    cross join (
      select case when ${countMax}::int is not null
                  then (select count(*)::int
                        from (select from conversations known
                              where known.user_id = (select id from users where user_id = ${userId}::text)
                                and known.expires_at is null
                              limit ${countMax}::int) found) end as total) counted
    left join lateral list_conversations(u.id, from_micros(${at}::bigint), ${id}::int, ${isBackward}::boolean,
                                         ${limit + 1}::int, ${offset}::int) as page (id) on true
    left join conversations c on c.id = page.id
    where u.user_id = ${userId}::text
    order by c.updated_at desc, c.id desc`
  const [first] = rows
  if (!first) return undefined
  return toListPage(
    rows.filter((row) => row.is_listed),
    first.total,
    place,
    (row) => toView(row, userId),
  )
}

/** One page of all users' conversations, newest change first, without a total. */
export async function findAllConversations({
  limit,
  offset,
  ...place
}: PagePosition): Promise<ListPage<ConversationView>> {
  const [at, id] = place.key ?? latestKey
  const rows = await sql<ConversationRow & { key: SortKey; user_id: string }>('findAllConversations')`
    select c.id, c.session_id, c.title, c.created_at, c.updated_at, c.message_count, c.branch_of, c.branch_message_id,
           conversation_status(c) as status, c.model, u.user_id,
           array[to_micros(c.updated_at)::text, c.id::text] as key
    from list_conversations(null, from_micros(${at}::bigint), ${id}::int, false, ${limit + 1}::int, ${offset}::int)
         as page (id)
    join conversations c on c.id = page.id
    join users u on u.id = c.user_id
    order by c.updated_at desc, c.id desc`
  return toListPage(rows, null, { limit, offset, ...place }, (row) => toView(row, row.user_id))
}

type MessageRow = {
  id: number | null
  role: MessageView['role']
  content: string
  full_length: number
  job_id: string | null
  metadata: Record<string, unknown> & { finishReason?: FinishReason }
  /** Null also when they are too large for any reply. */
  items: Item[] | null
  has_items: boolean
  created_at: Date
}

/** The sort key of messages: the turn, then the id, so a question comes before its answer. */
export const messageKey: SortKeyParts = ['integer', 'integer']
const beforeAll: SortKey = ['0', '0']
const afterAll: SortKey = ['2147483647', '2147483647']

/**
 * One page of a conversation's messages, in either order. Undefined when the conversation does not exist or belongs to
 * another user. Longer texts are cut to the size of a page.
 */
export async function findMessages(
  conversationId: number,
  userId: string | undefined,
  place: PagePosition,
  order: 'oldest' | 'newest' = 'oldest',
): Promise<ListPage<MessageView> | undefined> {
  const { limit, offset, countMax } = place
  const isNewest = order === 'newest'
  const [turn, id] = place.key ?? (isNewest ? afterAll : beforeAll)
  const rows = await sql<MessageRow & { key: SortKey; total: number }>('findMessages')`
    select m.id, m.role, left(m.content, ${tunables.pageCharactersMax}::int) as content,
           length(m.content) as full_length, m.job_id, m.metadata - 'thoughts' as metadata, m.created_at,
           case when pg_column_size(m.items) <= ${tunables.shownItemsBytesMax}::int
                     and octet_length(m.items::text) <= ${tunables.shownItemsBytesMax}::int then m.items end as items,
           m.items is not null as has_items,
           array[m.turn::text, m.id::text] as key, c.message_count as total
    from conversations c
    join users u on u.id = c.user_id
    left join lateral list_messages(c.id, ${turn}::int, ${id}::int,
                                    ${place.isBackward !== isNewest}::boolean, ${limit + 1}::int, ${offset}::int) as page (id) on true
    left join messages m on m.id = page.id
    where c.id = ${conversationId}::int and (${userId ?? null}::text is null or u.user_id = ${userId ?? null}::text)
    order by m.turn, m.id`
  const [first] = rows
  if (!first) return undefined
  const listed = rows.filter((row) => row.id !== null)
  if (isNewest) listed.reverse()
  return toListPage(listed, countMax === null ? null : first.total, place, toMessageView)
}

function toMessageView(row: MessageRow): MessageView {
  const { finishReason, ...metadata } = row.metadata
  return {
    messageId: row.id!,
    role: row.role,
    content: row.content,
    ...(row.full_length > tunables.pageCharactersMax && { truncated: true, nextOffset: row.content.length }),
    ...(row.items ? { items: row.items } : row.has_items && { itemsOmitted: true as const }),
    ...(finishReason && { finishReason }),
    ...(row.job_id && { jobId: row.job_id }),
    metadata,
    createdAt: row.created_at.toISOString(),
  }
}

/** One message with its whole text. Undefined when it does not exist or belongs to another user. */
export async function findMessage(
  id: number,
  userId?: string,
): Promise<(MessageView & { conversationId: number }) | undefined> {
  const [row] = await sql<MessageRow & { conversation_id: number }>('findMessage')`
    select m.id, m.role, m.content, 0 as full_length, m.job_id, m.metadata - 'thoughts' as metadata, m.created_at, m.conversation_id,
           case when pg_column_size(m.items) <= ${tunables.shownItemsBytesMax}::int
                     and octet_length(m.items::text) <= ${tunables.shownItemsBytesMax}::int then m.items end as items,
           m.items is not null as has_items
    from messages m join conversations c on c.id = m.conversation_id join users u on u.id = c.user_id
    where m.id = ${id}::int and (${userId ?? null}::text is null or u.user_id = ${userId ?? null}::text)`
  return row && { conversationId: row.conversation_id, ...toMessageView(row) }
}
