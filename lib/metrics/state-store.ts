import { sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'

export type QueueState = {
  /** Due jobs, including those behind another job of their conversation. */
  due: number
  /** Jobs between two attempts. */
  delayed: number
  running: number
  /** Failed jobs, which can be redriven. Counted up to `listCountMax`. */
  failed: number
  oldestDueSeconds: number
  processes: number
  deliveriesPending: number
  oldestDeliverySeconds: number
}

/** Counts jobs and deliveries by state, and returns how long the oldest due ones have waited. */
export async function findQueueState(): Promise<QueueState> {
  const [row] = await sql<QueueState>('findQueueState')`
    select (select count(*)::float from jobs where status = 'queued' and next_attempt_at <= now()) as due,
           (select count(*)::float from jobs where status = 'queued' and next_attempt_at > now()) as delayed,
           (select count(*)::float from jobs where status = 'running') as running,
           (select count(*)::float from (select from jobs where status = 'failed'
                                         limit ${tunables.listCountMax}::int) failed) as failed,
           coalesce((select extract(epoch from now() - j.next_attempt_at)::float from jobs j
                     where j.status = 'queued' and j.next_attempt_at <= now() and not exists (select from jobs_ahead(j))
                     order by j.next_attempt_at limit 1), 0) as "oldestDueSeconds",
           (select count(*)::float from processes
            where heartbeat_at > now() - make_interval(secs => ${tunables.processDeadSeconds}::float)) as processes,
           pending.count as "deliveriesPending", pending.oldest as "oldestDeliverySeconds"
    from (select count(*)::float as count,
                 coalesce(extract(epoch from max(now() - next_attempt_at) filter (where next_attempt_at <= now())), 0)::float
                   as oldest
          from webhook_deliveries where status = 'pending') pending`
  return row!
}

export type BudgetState = {
  scope: 'server' | 'user'
  period: string
  unit: string
  used: number
  over: number
}

/**
 * Returns the used share of the server's budgets, the highest used share of all users' budgets, and the number of
 * budgets that are used up. A share refers to the hard limit, or to the soft limit without a hard one.
 */
export async function findBudgetState(): Promise<BudgetState[]> {
  return sql<BudgetState>('findBudgetState')`
    select case when user_id is null then 'server' else 'user' end as scope, period, unit,
           max(used)::float as used, count(*) filter (where used >= 1)::float as over
    from (select user_id, period, unit,
                 case when window_start >= budget_window(period) then spent else 0 end
                   / nullif(coalesce(hard_limit, soft_limit), 0) as share,
                 coalesce(hard_limit, soft_limit) as "limit"
          from budgets) budget
    cross join lateral (select case when "limit" = 0 then 1 else share end as used) shares
    group by 1, 2, 3 order by 1, 2, 3`
}
