import {
  type ListPage,
  type PagePosition,
  type SortKey,
  type SortKeyParts,
  toListPage,
} from '#lib/api/paging'
import type { ListedBudget } from '#lib/budgets/schema'
import { type BudgetRow, toView } from '#lib/budgets/store'
import { sql } from '#lib/db/index'

/** The sort key of budgets: the used share in millionths, the largest first. */
export const budgetKey: SortKeyParts = ['micros', 'integer']
/** Sorts before every budget: larger than any possible share. */
const largestKey: SortKey = ['9000000000000000', '2147483647']

type Filter = { userId: string | null; usedPercentMin: number }
type ListedRow = BudgetRow & { user_name: string | null; share: string; key: SortKey; total: number | null }

/**
 * Returns one page of the budgets of all users and of the server, or of one user, sorted by the used share. It reads
 * every budget, because each answer changes the shares.
 */
export async function findUsedBudgets(filter: Filter, place: PagePosition): Promise<ListPage<ListedBudget>> {
  const { userId, usedPercentMin } = filter
  const { limit, offset, isBackward, countMax } = place
  const [share, id] = place.key ?? largestKey
  const rows = await sql<ListedRow>('findUsedBudgets')`
    with fitting as materialized (
      select b.*, least(floor(share * 1000000), 8999999999999999)::bigint as place from budget_shares b
      where share * 100 >= ${usedPercentMin}::numeric
        and (${userId}::text is null or user_id = (select u.id from users u where u.user_id = ${userId}::text))
    ), page as (
      (select * from fitting where not ${isBackward}::boolean and (place, id) < (${share}::bigint, ${id}::int)
       order by place desc, id desc limit ${limit + 1}::int offset ${offset}::int)
      union all
      (select * from fitting where ${isBackward}::boolean and (place, id) > (${share}::bigint, ${id}::int)
       order by place, id limit ${limit + 1}::int offset ${offset}::int)
    )
    select b.user_name, b.period, b.unit, trim_scale(b.soft_limit) as soft_limit, trim_scale(b.hard_limit) as hard_limit,
           b.alert_percent, trim_scale(alert_at(budgets)) as alert_at, trim_scale(b.amount) as spent,
           trim_scale(b.reserved) as reserved,
           case when b.hard_limit is not null
                then trim_scale(greatest(0, b.hard_limit - b.amount - b.reserved)) end as remaining,
           budget_reset(b.period) as resets_at, round(b.share, 4)::text as share,
           array[b.place::text, b.id::text] as key, counted.total
    from (select case when ${countMax}::int is not null
                      then (select count(*)::int from (select from fitting limit ${countMax}::int) capped) end as total) counted
    left join page b on true
    left join budgets on budgets.id = b.id
    order by b.place desc, b.id desc`
  const listed = rows.filter((row) => row.period !== null)
  return toListPage(listed, rows[0]?.total ?? null, place, (row) => ({
    ...toView(row, row.user_name),
    share: Number(row.share),
  }))
}
