import { sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'

export type ActiveUser = { id: number; user_id: string }

/** Returns a page of users with model calls in this month or in the last day, sorted by id, after the id `after`. */
export async function findActiveUsers(after: number, wholeMonth: boolean): Promise<ActiveUser[]> {
  return sql<ActiveUser>('findActiveUsers')`
    select id, user_id from users
    where id > ${after} and exists (
      select from usage_ledger
      where usage_ledger.user_id = users.id
        and created_at >= case when ${wholeMonth}::boolean then date_trunc('month', now(), 'UTC')
                               else now() - make_interval(secs => ${tunables.countersRecentSeconds}::int) end)
    order by id limit ${tunables.countersBatch}`
}

/** Returns a list with this user, or an empty list if the user does not exist. */
export async function findUserOfCounters(userId: string): Promise<ActiveUser[]> {
  return sql<ActiveUser>('findUserOfCounters')`select id, user_id from users where user_id = ${userId}`
}

/** The ledger's sums of one user since midnight or since the first of the month (UTC). Costs are in picodollars. */
export type CallSums = {
  user_id: string
  period: 'day' | 'month'
  now: Date
  requests: number
  tokens: string
  cost: string
  /** The same without the calls of the last `countersSettleSeconds`. */
  settled_requests: number
  settled_tokens: string
  settled_cost: string
}

/** Returns the sums of these users. Final days come from the rollups, the rest comes from the ledger. */
export async function sumCalls(ids: number[]): Promise<CallSums[]> {
  return sql<CallSums>('sumCalls')`
    with at as (
      select date_trunc('day', closed_until, 'UTC') as closed,
             now() - make_interval(secs => ${tunables.countersSettleSeconds}::int) as settled
      from usage_rollup_state
    )
    select users.user_id, period.name as period, now() as now,
           (kept.requests + open.requests)::int as requests, (kept.tokens + open.tokens)::text as tokens,
           round((kept.cost + open.cost) * 1e12)::text as cost,
           (kept.requests + open.settled_requests)::int as settled_requests,
           (kept.tokens + open.settled_tokens)::text as settled_tokens,
           round((kept.cost + open.settled_cost) * 1e12)::text as settled_cost
    from users
    cross join at
    cross join lateral (values ('day', date_trunc('day', now(), 'UTC')),
                               ('month', date_trunc('month', now(), 'UTC'))) as period (name, since)
    cross join lateral (
      select coalesce(sum(requests), 0) as requests, coalesce(sum(total_tokens), 0) as tokens,
             coalesce(sum(cost), 0) as cost
      from usage_rollups
      where user_id = users.id and granularity = 'day' and bucket >= period.since and bucket < at.closed) kept
    cross join lateral (
      select count(*) as requests, coalesce(sum(total_tokens), 0) as tokens, coalesce(sum(cost), 0) as cost,
             count(*) filter (where created_at < at.settled) as settled_requests,
             coalesce(sum(total_tokens) filter (where created_at < at.settled), 0) as settled_tokens,
             coalesce(sum(cost) filter (where created_at < at.settled), 0) as settled_cost
      from usage_ledger
      where user_id = users.id and created_at >= greatest(period.since, at.closed)) open
    where users.id = any (${ids}::int[])
    order by users.id, period.name`
}
