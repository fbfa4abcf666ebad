import { type ListPage, type PagePosition, type SortKeyParts, toListPage } from '#lib/api/paging'
import { sql } from '#lib/db/index'
import type { Session } from '#lib/jobs/session'
import type { UserView, UserWithUsage } from '#lib/users/schema'

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

/** Adds a user. Returns undefined and changes nothing if the id is taken. */
export async function insertUser(user: { userId: string; name?: string; email?: string }) {
  const [row] = await sql<UserRow>('insertUser')`
    insert into users (user_id, name, email)
    values (${user.userId}, ${user.name ?? null}, ${user.email ?? null})
    on conflict (user_id) do nothing
    returning *`
  return row && toView(row)
}

/** Changes the given fields of a user; null removes a value. Undefined if the user does not exist. */
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

/** The orders of users: newest first, or last message first. */
export type UserOrder = 'newest' | 'lastMessage'

/** The sort keys of users, by order. */
export const userKeys: Record<UserOrder, SortKeyParts> = {
  newest: ['integer'],
  lastMessage: ['micros', 'integer'],
}
const latest = { newest: ['2147483647'], lastMessage: ['9000000000000000', '2147483647'] }

type ListedUser = UserRow & {
  key: string[]
  total: number | null
  is_listed: boolean
  seen_at: Date | null
  requests: number
  total_tokens: string
  cost: string
}

/**
 * Finds one page of users with their usage of this month. `query` selects users whose id, name or e-mail address contain
 * all its words; `ownId` selects only that user.
 */
export async function searchUserRows(
  {
    query = null,
    ownId = null,
    order = 'newest',
  }: { query?: string | null; ownId?: string | null; order?: UserOrder },
  place: PagePosition,
): Promise<ListPage<UserWithUsage>> {
  const { limit, offset, isBackward, countMax } = place
  const key = place.key ?? latest[order]
  const id = key.at(-1)!
  const micros = order === 'lastMessage' ? key[0]! : null
  const rows = await sql<ListedUser>('searchUsers')`
    with parts as materialized (
      select part.source, part.since, part.until
      from usage_rollup_state
      cross join lateral usage_parts(date_trunc('month', now(), 'UTC'), now(), closed_until, 'month', 'UTC') part
    )
    select u.*, array_remove(array[case when ${micros}::text is not null then to_micros(active.last_message_at)::text end,
                                   u.id::text], null) as key,
           u.id is not null as is_listed, counted.total, used.*,
           (select max(last_request_at) from api_usage where user_id = u.id) as seen_at
    from (select case when ${countMax}::int is not null
                      then (select count(*)::int
                            from search_users(${query}::text, 2147483647, false, ${countMax}::int, 0, ${ownId}::text)) end
                 as total) counted
    left join search_users(${query}::text, ${id}::int, ${isBackward}::boolean, ${limit + 1}::int, ${offset}::int,
                           ${ownId}::text, from_micros(${micros}::bigint)) u on true
    left join user_activity active on active.user_id = u.id
    left join lateral (
      select coalesce(sum(spent.requests), 0)::int as requests, coalesce(sum(spent.total_tokens), 0) as total_tokens,
             trim_scale(coalesce(sum(spent.cost), 0))::text as cost
      from parts p
      cross join lateral (
        select r.requests, r.total_tokens, r.cost from usage_rollups r
        where p.source <> 'ledger' and r.user_id = u.id and not r.everybody and r.granularity = p.source
          and r.bucket >= p.since and r.bucket < p.until
        union all
        select 1, l.total_tokens, coalesce(l.cost, 0) from usage_ledger l
        where p.source = 'ledger' and l.user_id = u.id and l.created_at >= p.since and l.created_at < p.until) spent
    ) used on true
    order by case when ${micros}::text is not null then active.last_message_at end desc, u.id desc`
  const listed = rows.filter(({ is_listed }) => is_listed)
  return toListPage(listed, rows[0]?.total ?? null, place, toUserWithUsage)
}

const toUserWithUsage = (row: ListedUser): UserWithUsage => ({
  ...toView(row),
  lastSeenAt: row.seen_at?.toISOString() ?? null,
  month: { requests: row.requests, totalTokens: Number(row.total_tokens), cost: row.cost },
})

/** Finds a user, with the id and version of the newest conversation. */
export async function findUser(userId: string) {
  const [row] = await sql<UserRow & { conversation_id: number | null; version: string | null }>('findUser')`
    select u.*, newest.id as conversation_id, newest.version
    from users u
    left join lateral (select id, version from conversations c where c.user_id = u.id and c.expires_at is null
                       order by c.updated_at desc, c.id desc limit 1) newest on true
    where u.user_id = ${userId}`
  return row && { user: toView(row), conversationId: row.conversation_id, version: row.version }
}

/** Builds the session of a conversation from its last answer; undefined without an answer. */
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
