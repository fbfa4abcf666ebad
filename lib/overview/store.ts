import { sql } from '#lib/db/index'
import type { Overview } from '#lib/overview/schema'
import { tunables } from '#lib/tunables'
import type { UsageRow } from '#lib/usage/store'

/** The result of `needs_attention`. Its times have PostgreSQL's JSON format. */
export type Attention = {
  jobs: Omit<Overview['jobs'], 'lists'>
  deadLetters: number
  oldestDeadLetterAt: string | null
  failures: Overview['deadLetters']['failures']
  deliveries: { failed: number; newestFailedAt: string | null }
  endpoints: { disabled: number; failing: number }
  budgetsNear: number
  budgetsOver: number
  budgets: Omit<Overview['budgets']['used'][number], 'list'>[]
}

/** Returns what needs an operator's attention, for a user or, without one, all users. Undefined for an unknown user. */
export async function findAttention(
  userId: string | undefined,
): Promise<{ now: Date; found: Attention } | undefined> {
  const { listCountMax, overviewFailuresMax, overviewItemsMax } = tunables
  const [row] = await sql<{ now: Date; found: Attention }>('findAttention')`
    select now() as now, needs_attention(
      owner.id, ${listCountMax}::int, ${overviewFailuresMax}::int, ${overviewItemsMax}::int) as found
    from (select null::int as id where ${userId}::text is null
          union all select id from users where user_id = ${userId}::text) owner`
  return row
}

export type PeriodRow = UsageRow & { name: keyof Overview['usage']; from_at: Date }

/** Returns the usage of today and of the last 7 and 30 days, including today, in a time zone. */
export async function findPeriods(userId: string | undefined, timezone: string): Promise<PeriodRow[]> {
  return sql<PeriodRow>('findPeriods')`
    select period.name, from_at, report.*
    from (values ('today', 0), ('last7Days', 6), ('last30Days', 29)) as period (name, days)
    cross join lateral (
      select first_instant(date_trunc('day', now() at time zone ${timezone}) - make_interval(days => days), ${timezone})
               as from_at) begins
    cross join lateral report_usage(
      from_at, now(), 'month', ${timezone},
      case when ${userId}::text is not null
           then coalesce((select id from users where user_id = ${userId}::text), 0) end,
      null, null, null) report
    where report.start is null`
}
