import { type Found, type Place, type SortKeyParts, toFound } from '#lib/api/paging'
import { sql } from '#lib/db/index'
import type { Session } from '#lib/jobs/session'
import type { UserView } from '#lib/users/schema'

type UserRow = {
  id: number
  user_id: string
  name: string | null
  email: string | null
  created_at: Date
  updated_at: Date
}

const toView = (row: UserRow): UserView => ({
  id: row.id,
  userId: row.user_id,
  name: row.name,
  email: row.email,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

/** Adds a user, or returns undefined and changes nothing when the id is taken. */
export async function insertUser(user: { userId: string; name?: string; email?: string }) {
  const [row] = await sql<UserRow>('insertUser')`
    insert into users (user_id, name, email)
    values (${user.userId}, ${user.name ?? null}, ${user.email ?? null})
    on conflict (user_id) do nothing
    returning *`
  return row && toView(row)
}

/** Changes a user's name and address as far as they are given; null takes one away. Undefined when there is no such user. */
export async function updateUserRow(
  userId: string,
  { name, email }: { name?: string | null; email?: string | null },
): Promise<UserView | undefined> {
  const [row] = await sql<UserRow>('updateUser')`
    update users
    set name = case when ${name !== undefined}::boolean then ${name ?? null}::text else name end,
        email = case when ${email !== undefined}::boolean then ${email ?? null}::text else email end,
        updated_at = now()
    where user_id = ${userId} returning *`
  return row && toView(row)
}

/** What users are sorted by: the newest first. */
export const userKey: SortKeyParts = ['integer']

/** One page of all users, or of those whose id, name or address contain all words of a query; of one caller's own user alone. */
export async function searchUserRows(
  query: string | null,
  ownId: string | null,
  { key, isBackward, limit, offset, countMax }: Place,
): Promise<Found<UserView>> {
  const from = key?.[0] ?? '2147483647'
  const rows = await sql<UserRow & { key: string[]; total: number | null; is_listed: boolean }>(
    'searchUsers',
  )`
    select u.*, array[u.id::text] as key, u.id is not null as is_listed, counted.total
    from (select case when ${countMax}::int is not null
                      then (select count(*)::int
                            from search_users(${query}::text, 2147483647, false, ${countMax}::int, 0, ${ownId}::text)) end
                 as total) counted
    left join search_users(${query}::text, ${from}::int, ${isBackward}::boolean, ${limit + 1}::int, ${offset}::int,
                           ${ownId}::text) u on true
    order by u.id desc`
  const listed = rows.filter(({ is_listed }) => is_listed)
  return toFound(listed, rows[0]?.total ?? null, { key, isBackward, limit, offset, countMax }, toView)
}

/** A user with the newest conversation and its version, or undefined. */
export async function findUser(userId: string) {
  const [row] = await sql<UserRow & { conversation_id: number | null; version: string | null }>('findUser')`
    select u.*, newest.id as conversation_id, newest.version
    from users u
    left join lateral (select id, version from conversations c where c.user_id = u.id and c.expires_at is null
                       order by c.updated_at desc, c.id desc limit 1) newest on true
    where u.user_id = ${userId}`
  return row && { user: toView(row), conversationId: row.conversation_id, version: row.version }
}

/** The session of a conversation from its last answer; undefined while it has none. */
export async function findSession(conversationId: number): Promise<Session | undefined> {
  const [row] = await sql<{ id: number; created_at: Date; model: string; version: string }>('findSession')`
    select m.id, m.created_at, m.metadata->>'model' as model, c.version
    from messages m join conversations c on c.id = m.conversation_id
    where m.conversation_id = ${conversationId} and m.role = 'assistant'
    order by m.turn desc limit 1`
  return (
    row && {
      conversationId,
      version: row.version,
      messageId: row.id,
      model: row.model,
      lastMessageAt: row.created_at.toISOString(),
    }
  )
}
