import { type ListPage, type PagePosition, toListPage } from '#lib/api/paging'
import type { ConversationStatus, ConversationView } from '#lib/conversations/schema'
import { findConversations, type ListedConversation, latestKey, toView } from '#lib/conversations/store'
import { sql } from '#lib/db/index'

/** A filter of conversations. A conversation must match every field that is given. */
export type ConversationFilter = {
  status?: ConversationStatus | undefined
  model?: string | undefined
  /** Inclusive; `updatedBefore` is exclusive. */
  updatedAfter?: string | undefined
  updatedBefore?: string | undefined
}

/** The filter as the parameters of a statement. */
export const filterValues = ({ status, model, updatedAfter, updatedBefore }: ConversationFilter) => ({
  status: status ?? null,
  model: model ?? null,
  updatedAfter: updatedAfter ?? null,
  updatedBefore: updatedBefore ?? null,
})

/** One page of the matching conversations, of one user or of all. Undefined when there is no such user. */
export async function filterConversations(
  userId: string | undefined,
  { branchOf, ...filter }: ConversationFilter & { branchOf?: number | undefined },
  place: PagePosition,
): Promise<ListPage<ConversationView> | undefined> {
  const isWhole = [branchOf, ...Object.values(filter)].every((value) => value === undefined)
  if (isWhole && userId !== undefined) return findConversations(userId, place)
  const { status, model, updatedAfter, updatedBefore } = filterValues(filter)
  const { limit, offset, isBackward, countMax } = place
  const [at, id] = place.key ?? latestKey
  const [lastAt, lastId] = latestKey
  const rows = await sql<ListedConversation & { owner: string; has_user: boolean }>('filterConversations')`
    select c.id, c.session_id, c.title, c.created_at, c.updated_at, c.message_count, c.branch_of, c.branch_message_id,
           conversation_status(c) as status, c.model, owner.user_id as owner,
           array[to_micros(c.updated_at)::text, c.id::text] as key, c.id is not null as is_listed, counted.total,
           ${userId ?? null}::text is null or of_user.id is not null as has_user
    from (select known.id, case when ${userId ?? null}::text is not null then coalesce(known.id, 0) end as key
          from (select (select id from users where user_id = ${userId ?? null}::text) as id) known) of_user
    cross join lateral (
      select case when ${countMax}::int is not null
                  then (select count(*)::int
                        from filter_conversations(of_user.key, ${status}::text, ${model}::text, ${updatedAfter}::timestamptz,
                                                  ${updatedBefore}::timestamptz, ${branchOf ?? null}::int,
                                                  from_micros(${lastAt}::bigint), ${lastId}::int, false, ${countMax}::int,
                                                  0)) end as total) counted
    left join lateral filter_conversations(of_user.key, ${status}::text, ${model}::text, ${updatedAfter}::timestamptz,
                                           ${updatedBefore}::timestamptz, ${branchOf ?? null}::int,
                                           from_micros(${at}::bigint), ${id}::int, ${isBackward}::boolean,
                                           ${limit + 1}::int, ${offset}::int) as page (id) on true
    left join conversations c on c.id = page.id
    left join users owner on owner.id = c.user_id
    order by c.updated_at desc, c.id desc`
  const [first] = rows
  if (!first?.has_user) return undefined
  return toListPage(
    rows.filter((row) => row.is_listed),
    first.total,
    place,
    (row) => toView(row, row.owner),
  )
}
