import type { BudgetView } from '#lib/budgets/schema'
import { sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'

/** A budget as `findBudgets` reads it. */
export type BudgetRow = {
  period: BudgetView['period']
  unit: BudgetView['unit']
  soft_limit: string | null
  hard_limit: string | null
  alert_percent: number | null
  alert_at: string
  spent: string
  reserved: string
  remaining: string | null
  resets_at: Date
}

export const toView = (row: BudgetRow, userId: string | null): BudgetView => ({
  userId,
  period: row.period,
  unit: row.unit,
  soft: row.soft_limit,
  hard: row.hard_limit,
  alertPercent: row.alert_percent,
  alertAt: row.alert_at,
  spent: row.spent,
  reserved: row.reserved,
  remaining: row.remaining,
  resetsAt: row.resets_at.toISOString(),
})

/** Returns the budgets of a user, or of the whole server for null. Undefined when the user does not exist. */
export async function findBudgets(userId: string | null): Promise<BudgetView[] | undefined> {
  const rows = await sql<BudgetRow & { id: number | null }>('findBudgets')`
    select b.id, b.period, b.unit, trim_scale(b.soft_limit) as soft_limit, trim_scale(b.hard_limit) as hard_limit,
           b.alert_percent, trim_scale(alert_at(b)) as alert_at,
           trim_scale(now_spent.amount) as spent, trim_scale(b.reserved) as reserved,
           case when b.hard_limit is not null
                then trim_scale(greatest(0, b.hard_limit - now_spent.amount - b.reserved)) end as remaining,
           budget_reset(b.period) as resets_at
    from (select null::int as id where ${userId}::text is null
          union all select id from users where user_id = ${userId}::text) owner
    left join budgets b on b.user_id is not distinct from owner.id
    left join lateral (
      select case when b.window_start >= budget_window(b.period) then b.spent else 0 end as amount) now_spent on true
    order by b.period, b.unit`
  if (rows.length === 0) return undefined
  return rows.filter((row) => row.id !== null).map((row) => toView(row, userId))
}

export type Budget = {
  userId: string | null
  period: BudgetView['period']
  unit: BudgetView['unit']
  soft: string | null
  hard: string | null
  alertPercent?: number | null
}

/**
 * Sets one budget, or removes it when it has no limit. A new budget starts with the ledger's sum of its period. After a
 * limit is raised, webhook endpoints are notified again when it is passed. Returns false when the user does not exist.
 */
export async function setBudget(budget: Budget): Promise<boolean> {
  const { userId, period, unit, soft, hard, alertPercent = null } = budget
  const [row] = await sql<{ known: boolean }>('setBudget')`
    select set_budget(${userId}::text, ${period}, ${unit}, ${soft}::numeric, ${hard}::numeric,
                      ${alertPercent}::int) as known`
  return row!.known
}

/**
 * The result of a reservation: the amount is reserved, may fit later (busy), never fits in this period, or is unknown
 * because the model has no price.
 */
export type Reservation =
  | Exceeded
  | Unpriced
  | (Nullable<AffectedBudget> & { state: 'reserved' | 'busy'; softPassed: boolean })
export type Exceeded = AffectedBudget & { state: 'exceeded'; softPassed: false }
export type Unpriced = AffectedBudget & { state: 'unpriced'; softPassed: false }

/** The budget that is exceeded, or whose soft limit is passed. */
type AffectedBudget = {
  period: BudgetView['period']
  unit: BudgetView['unit']
  limit: string
  resetsAt: Date
}
type Nullable<T> = { [name in keyof T]: T[name] | null }

type Most = { tokens: number; usd: string | null }

/**
 * Reserves the highest possible cost of a call in every budget of its user and of the server, or in none of them.
 * Reserves nothing when the job is deleted at the same time.
 */
export async function reserve(held: { id: string; attempt: number }, most: Most): Promise<Reservation> {
  const [row] = await sql<Reservation>('reserve')`
    select state, period, unit, "limit", "resetsAt", "softPassed"
    from reserve_budget(${held.id}::text, ${held.attempt}::int, ${most.tokens}::int, ${most.usd}::numeric)`
  return row!
}

/** Returns the amounts that a job's hard limits leave in this period; null for a unit without a hard limit. */
export async function findLeft(jobId: string): Promise<{ tokens: number | null; usd: string | null }> {
  const [row] = await sql<{ tokens: number | null; usd: string | null }>('findLeft')`
    select tokens::float, usd::text from budget_left(${jobId}::text)`
  return row!
}

/** Releases the reservations of calls that can no longer report a result, in a bounded batch. */
export async function releaseStale(): Promise<void> {
  await sql('releaseStale')`
    with stale as materialized (
      select r.job_id, r.attempt, r.budget_id
      from budget_reservations r join jobs j on j.id = r.job_id
      where not (j.status = 'running' and j.attempt = r.attempt)
        and r.created_at < now() - make_interval(secs => ${tunables.reservationSecondsMax}::int)
      order by r.budget_id limit ${tunables.sweepBatch}
    ), locked as materialized (
      select id from budgets where id in (select budget_id from stale) order by id for update
    )
    delete from budget_reservations r using stale join locked on locked.id = stale.budget_id
    where r.job_id = stale.job_id and r.attempt = stale.attempt and r.budget_id = stale.budget_id`
}
