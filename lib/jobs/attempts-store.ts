import { type ListPage, type PagePosition, type SortKeyParts, toListPage } from '#lib/api/paging'
import { sql } from '#lib/db/index'

/** One attempt at a job, with its outcome and the cost of its model call where they are known. */
export type AttemptRow = {
  attempt: number
  outcome: string | null
  started_at: Date | null
  ended_at: Date | null
  model: string | null
  error_code: string | null
  error_message: string | null
  process_id: string | null
  has_cost: boolean
  prompt_tokens: number
  cached_tokens: number
  completion_tokens: number
  reasoning_tokens: number
  total_tokens: number
  cost: string | null
  currency: string | null
  estimated: boolean
  latency_ms: number
}

/** The sort key of attempts: their number. */
export const attemptKey: SortKeyParts = ['integer']

type Listed = AttemptRow & {
  key: string[]
  is_listed: boolean
  total: number | null
  trace_id: string | null
}

/** A page of attempts, with the trace of their job. */
type FoundAttempts = ListPage<AttemptRow> & { traceId: string | null }

/** One page of a job's attempts, first to last. Undefined if the job does not exist or belongs to another user. */
export async function findAttempts(
  jobId: string,
  userId: string | null,
  place: PagePosition,
): Promise<FoundAttempts | undefined> {
  const { key, limit, offset, isBackward, countMax } = place
  const rows = await sql<Listed>('findAttempts')`
    select page.*, array[page.attempt::text] as key, page.attempt is not null as is_listed,
           substr(j.params->'trace'->>'traceparent', 4, 32) as trace_id,
           case when ${countMax}::int is not null
                then (select count(*)::int from (select from job_timeline(j.id) limit ${countMax}::int) known) end as total
    from jobs j
    left join lateral (
      select t.* from job_timeline(j.id) t
      where case when ${isBackward}::boolean then t.attempt < ${key?.[0] ?? '0'}::int
                 else t.attempt > ${key?.[0] ?? '0'}::int end
      order by case when ${isBackward}::boolean then -t.attempt else t.attempt end
      limit ${limit + 1}::int offset ${offset}::int) page on true
    where j.id = ${jobId}
      and (${userId}::text is null or j.user_id = (select u.id from users u where u.user_id = ${userId}::text))
    order by page.attempt`
  const [first] = rows
  if (!first) return undefined
  const listed = rows.filter(({ is_listed }) => is_listed)
  const found = toListPage(listed, countMax === null ? null : first.total, place, (row) => row)
  return { ...found, traceId: first.trace_id }
}
