import type { ConversationView, MessageView } from '#lib/conversations/schema'
import { isOrphaned, sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'

type ConversationRow = {
  id: number
  session_id: string | null
  title: string | null
  created_at: Date
  updated_at: Date
  message_count: number
}

const toView = (row: ConversationRow, userId: string): ConversationView => ({
  conversationId: row.id,
  userId,
  sessionId: row.session_id,
  title: row.title,
  messageCount: row.message_count,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

/** Starts an empty conversation, or returns undefined when there is no such user. */
export async function insertConversation(
  userId: string,
  title?: string,
): Promise<ConversationView | undefined> {
  const [row] = await sql<ConversationRow>('insertConversation')`
    insert into conversations (user_id, title)
    select id, ${title ?? null} from users where user_id = ${userId}
    returning *, 0 as message_count`.catch((error) => {
    // The user was deleted at the same moment.
    if (isOrphaned(error)) return []
    throw error
  })
  return row && toView(row, userId)
}

/** One page of a user's conversations, newest first, with the number of all; undefined without such a user. */
export async function findConversations(userId: string, limit: number, offset: number) {
  const rows = await sql<ConversationRow & { total: number; listed: boolean }>('findConversations')`
    select page.*, page.id is not null as listed,
           (select count(*)::int from conversations where user_id = u.id) as total
    from users u
    left join lateral (
      select c.id, c.session_id, c.title, c.created_at, c.updated_at,
             (select count(*)::int from messages m where m.conversation_id = c.id) as message_count
      from conversations c where c.user_id = u.id
      order by c.updated_at desc, c.id desc limit ${limit} offset ${offset}) page on true
    where u.user_id = ${userId}
    order by page.updated_at desc, page.id desc`
  const [first] = rows
  if (!first) return undefined
  return {
    total: first.total,
    conversations: rows.filter((row) => row.listed).map((row) => toView(row, userId)),
  }
}

/** One page of the conversations of a user, or of all, newest first. */
export async function findNewestConversations(
  userId: string | null,
  limit: number,
  offset: number,
): Promise<ConversationView[]> {
  const rows = await sql<ConversationRow & { user_id: string }>('findNewestConversations')`
    select c.id, c.session_id, c.title, c.created_at, c.updated_at, u.user_id,
           (select count(*)::int from messages m where m.conversation_id = c.id) as message_count
    from conversations c
    join users u on u.id = c.user_id
    where ${userId}::text is null or u.user_id = ${userId}
    order by c.updated_at desc, c.id desc limit ${limit} offset ${offset}`
  return rows.map((row) => toView(row, row.user_id))
}

type MessageRow = {
  id: number | null
  role: MessageView['role']
  content: string
  full_length: number
  job_id: string | null
  metadata: Record<string, unknown>
  created_at: Date
}

/**
 * One page of a conversation, oldest turn first, each question before its answer, with the number of all;
 * undefined when there is no such conversation, or not of this user. Longer texts are cut to a page's size.
 */
export async function findMessages(
  conversationId: number,
  userId: string | undefined,
  limit: number,
  offset: number,
) {
  const rows = await sql<MessageRow & { total: number }>('findMessages')`
    select page.*, (select count(*)::int from messages where conversation_id = c.id) as total
    from conversations c
    join users u on u.id = c.user_id
    left join lateral (
      select m.id, m.turn, m.role, left(m.content, ${tunables.pageCharactersMax}) as content,
             length(m.content) as full_length, m.job_id, m.metadata, m.created_at
      from messages m where m.conversation_id = c.id
      order by m.turn, m.id limit ${limit} offset ${offset}) page on true
    where c.id = ${conversationId} and (${userId ?? null}::text is null or u.user_id = ${userId ?? null})
    order by page.turn, page.id`
  const [first] = rows
  if (!first) return undefined
  return { total: first.total, messages: rows.filter((row) => row.id !== null).map(toMessageView) }
}

function toMessageView(row: MessageRow): MessageView {
  return {
    messageId: row.id!,
    role: row.role,
    content: row.content,
    ...(row.full_length > tunables.pageCharactersMax && { truncated: true }),
    ...(row.job_id && { jobId: row.job_id }),
    metadata: row.metadata,
    createdAt: row.created_at.toISOString(),
  }
}
