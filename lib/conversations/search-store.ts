import type { SortKey } from '#lib/api/paging'
import { type ConversationFilter, filterValues } from '#lib/conversations/filter-store'
import type { ConversationView } from '#lib/conversations/schema'
import { type ConversationRow, toView } from '#lib/conversations/store'
import { sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'

/** A conversation with its newest match. Results are sorted by `place`. */
export type Hit = {
  view: ConversationView
  place: number
  match: { in: 'title' } | { in: 'message'; messageId: number }
  /** The beginning of the matching text, as far as it is indexed. */
  text: string
}

type HitRow = ConversationRow & {
  owner: string
  place: number | null
  is_title: boolean
  text: string
  is_found: boolean
  is_indexed: boolean
}

const afterAll: SortKey = ['2147483647', '2147483647']

/**
 * Conversations with all words of the query, newest match first, of one user or of all. `stoppedAt` is the start of the
 * next page if the time limit was reached. `isComplete` is false while messages are not in the index yet.
 */
export async function searchRows(
  query: string,
  userId: string | undefined,
  [place, id] = afterAll,
  limit: number,
  filter: ConversationFilter = {},
): Promise<{ hits: Hit[]; stoppedAt?: SortKey; isComplete: boolean }> {
  const { searchTailMax, searchTailCharactersMax, searchSecondsMax, searchCharactersMax } = tunables
  const { status, model, updatedAfter, updatedBefore } = filterValues(filter)
  const rows = await sql<HitRow>('searchConversations')`
    select c.id, c.session_id, c.title, c.created_at, c.updated_at, c.message_count, c.branch_of, c.branch_message_id,
           conversation_status(c) as status, c.model, u.user_id as owner,
           hit.place, hit.is_title, hit.is_indexed, c.id is not null as is_found,
           left(case when hit.is_title then c.title else m.content end, ${searchCharactersMax}::int) as text
    from search_conversations(${query}::text, ${userId}::text, ${place}::int, ${id}::int, ${limit}::int,
                              ${searchTailMax}::int, ${searchSecondsMax}::float,
                              ${status}::text, ${model}::text, ${updatedAfter}::timestamptz,
                              ${updatedBefore}::timestamptz, ${searchTailCharactersMax}::int)
         with ordinality as hit (conversation_id, place, is_title, is_indexed, position)
    left join conversations c on c.id = hit.conversation_id
    left join users u on u.id = c.user_id
    left join messages m on m.id = hit.place and not hit.is_title
    order by hit.position`
  const marks = rows.filter(({ is_found }) => !is_found)
  const stop = marks.find((row) => row.place !== null)
  return {
    hits: rows.filter(({ is_found }) => is_found).map(toHit),
    ...(stop && { stoppedAt: [String(stop.place), '0'] }),
    isComplete: marks.every(({ is_indexed }) => is_indexed),
  }
}

const toHit = (row: HitRow): Hit => ({
  view: toView(row, row.owner),
  place: row.place!,
  match: row.is_title ? { in: 'title' } : { in: 'message', messageId: row.place! },
  text: row.text,
})

/** Adds at most `searchBatch` messages to the search index. Returns their number; 0 when none is left. */
export async function indexMessages(): Promise<number> {
  const [row] = await sql<{ count: number }>('indexMessages')`
    select index_messages(${tunables.searchBatch}::int, ${tunables.searchSettleSeconds}::int,
                          ${tunables.searchBatchCharacters}::int) as count`
  return row!.count
}
