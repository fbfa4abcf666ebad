import { sql } from '#lib/db/index'
import { isDay } from '#lib/usage/range'
import type { UsageQuery } from '#lib/usage/schema'

/** One step of the series, or the totals when `start` is null. `local` is the local time of `start` in the zone. */
export type UsageRow = {
  start: Date | null
  local: string | null
  label: string | null
  key_name: string | null
  requests: string
  answers: string
  failures: string
  prompt_tokens: string
  cached_tokens: string
  completion_tokens: string
  reasoning_tokens: string
  total_tokens: string
  estimated_tokens: string
  unpriced_tokens: string
  cost: string
  latency_median_ms: number | null
  latency_p95_ms: number | null
  from_at: Date
  to_at: Date
  user_known: boolean
}

/**
 * Returns the usage in a range, by steps and groups, with the totals first. One statement reads everything, so the
 * figures are consistent. Only the owner (`seesAllKeys`) gets the names of keys that are not bound to a user.
 */
export async function findUsage(
  query: UsageQuery,
  from: string,
  to: string | undefined,
  seesAllKeys: boolean,
): Promise<UsageRow[]> {
  const { granularity, timezone, userId = null, model = null, keyId = null, groupBy = null } = query
  const day = (moment?: string) => (moment && isDay(moment) ? moment : null)
  const instant = (moment?: string) => (moment && !isDay(moment) ? moment : null)
  return sql<UsageRow>('findUsage')`
    with asked as materialized (
      select coalesce(${instant(from)}::timestamptz, first_instant(${day(from)}::timestamp, ${timezone})) as from_at,
             coalesce(${instant(to)}::timestamptz, first_instant(${day(to)}::timestamp, ${timezone}), now()) as to_at,
             (select id from users where user_id = ${userId}::text) as user_id
    )
    select report.*, to_char(start at time zone ${timezone}, 'YYYY-MM-DD"T"HH24:MI:SS') as local,
           case ${groupBy}::text when 'user' then users.user_id else member end as label, k.name as key_name, from_at, to_at,
           ${userId}::text is null or asked.user_id is not null as user_known
    from asked
    cross join lateral report_usage(
      from_at, to_at, ${granularity}::text, ${timezone}::text,
      case when ${userId}::text is not null then coalesce(asked.user_id, 0) end, ${model}::text, ${keyId}::text,
      ${groupBy}::text) report
    left join users on users.id = case ${groupBy}::text when 'user' then member::int end
    left join api_keys k on k.id = case ${groupBy}::text when 'key' then member end
                        and (${seesAllKeys}::boolean or k.user_id = asked.user_id)
    order by start nulls first, label nulls first`
}
