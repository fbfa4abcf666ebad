import { sql } from '#lib/db/index'
import { isDay } from '#lib/usage/range'
import type { UsageQuery } from '#lib/usage/schema'

type Figures = {
  requests: string
  prompt_tokens: string
  cached_tokens: string
  completion_tokens: string
  reasoning_tokens: string
  total_tokens: string
  estimated_tokens: string
  unpriced_tokens: string
  cost: string
}

/** One step of the series, or the totals when `start` is null; `local` is what a clock in the zone shows then. */
export type UsageRow = Figures & {
  start: Date | null
  local: string | null
  label: string | null
  from_at: Date
  to_at: Date
  user_known: boolean
}

/**
 * The usage in a range, by steps and groups, with the totals, in one statement and so from one moment. What is final
 * comes from the rollups: whole UTC days and hours that lie within one step. The rest, which is the hours since
 * `closed_until`, the ends of the range, and hours in which a day of the zone begins, comes from the ledger.
 */
export async function findUsage(
  query: UsageQuery,
  from: string,
  to: string | undefined,
): Promise<UsageRow[]> {
  const { granularity, timezone, userId = null, model = null, keyId = null, groupBy = null } = query
  const day = (moment?: string) => (moment && isDay(moment) ? moment : null)
  const instant = (moment?: string) => (moment && !isDay(moment) ? moment : null)
  return sql<UsageRow>('findUsage')`
    with asked as materialized (
      select coalesce(${instant(from)}::timestamptz, first_instant(${day(from)}::timestamp, ${timezone})) as from_at,
             coalesce(${instant(to)}::timestamptz, first_instant(${day(to)}::timestamp, ${timezone}), now()) as to_at,
             closed_until,
             (select id from users where user_id = ${userId}::text) as user_id
      from usage_rollup_state
    ), parts as materialized (
      select part.start, part.source, part.since, part.until
      from asked cross join lateral usage_parts(from_at, to_at, closed_until, ${granularity}::text, ${timezone}::text) part
    ), used as (
      select start, user_id, model, key_id, requests, prompt_tokens, cached_tokens, completion_tokens,
             reasoning_tokens, total_tokens, estimated_tokens, unpriced_tokens, cost
      from parts cross join lateral (
        select * from usage_rollups r
        where everybody = ${userId === null && groupBy !== 'user'}::boolean
          and granularity = source and bucket >= since and bucket < until
          and (${userId}::text is null or r.user_id = (select user_id from asked))
        offset 0) r
      where source <> 'ledger'
      union all
      select start, user_id, model, key_id, 1, prompt_tokens, cached_tokens, completion_tokens,
             reasoning_tokens, total_tokens, case when estimated then total_tokens else 0 end,
             case when cost is null then total_tokens else 0 end, coalesce(cost, 0)
      from parts cross join lateral (
        select * from usage_ledger l
        where created_at >= since and created_at < until
          and (${userId}::text is null or l.user_id = (select user_id from asked))
        offset 0) l
      where source = 'ledger'
    ), summed as (
      select start, case ${groupBy}::text when 'user' then user_id::text when 'model' then model
                                          when 'key' then key_id end as member,
             coalesce(sum(requests), 0) as requests, coalesce(sum(prompt_tokens), 0) as prompt_tokens,
             coalesce(sum(cached_tokens), 0) as cached_tokens, coalesce(sum(completion_tokens), 0) as completion_tokens,
             coalesce(sum(reasoning_tokens), 0) as reasoning_tokens, coalesce(sum(total_tokens), 0) as total_tokens,
             coalesce(sum(estimated_tokens), 0) as estimated_tokens,
             coalesce(sum(unpriced_tokens), 0) as unpriced_tokens, trim_scale(coalesce(sum(cost), 0))::text as cost
      from used
      where (${model}::text is null or model = ${model}) and (${keyId}::text is null or key_id = ${keyId})
      group by grouping sets ((1, 2), ())
    )
    select summed.*, to_char(start at time zone ${timezone}, 'YYYY-MM-DD"T"HH24:MI:SS') as local,
           case ${groupBy}::text when 'user' then users.user_id else member end as label, from_at, to_at,
           ${userId}::text is null or asked.user_id is not null as user_known
    from summed cross join asked
    left join users on users.id = case ${groupBy}::text when 'user' then member::int end
    order by start nulls first, label nulls first`
}
