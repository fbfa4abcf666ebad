import { sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'

/** The whole UTC days of the ledger that one statement rolls up. */
export type Window = { version: number; from_at: Date; to_at: Date }

/**
 * Returns the next window that is not final. It starts at the first day with ledger rows or failures, on or after the
 * day of `closed_until` and `from`. It is at least one day long and holds about `rollupRowsBatch` rows. Undefined when
 * the ledger has no more rows.
 */
export async function findWindow(from: Date): Promise<Window | undefined> {
  const [row] = await sql<Window>('findWindow')`
    select state.version, day.from_at,
           coalesce(greatest(day.from_at + interval '1 day', date_trunc('day', far.created_at, 'UTC')),
                    date_trunc('day', now(), 'UTC') + interval '1 day') as to_at
    from usage_rollup_state state
    cross join lateral (
      select greatest(date_trunc('day', state.closed_until, 'UTC'), ${from}::timestamptz) as since) open
    cross join lateral (
      select date_trunc('day', least((select min(created_at) from usage_ledger where created_at >= since),
                                     (select min(created_at) from usage_failures where created_at >= since)),
                        'UTC') as from_at) day
    left join lateral (
      select created_at from usage_ledger where created_at >= day.from_at
      order by created_at offset ${tunables.rollupRowsBatch} limit 1) far on true
    where day.from_at is not null`
  return row
}

/**
 * Recomputes the rollups of a window from the ledger, and moves `closed_until` to the window's end, or to
 * `rollupLagSeconds` ago. Returns false, and changes nothing, when a parallel run did it.
 */
export async function rollUp({ version, from_at, to_at }: Window): Promise<boolean> {
  const [row] = await sql<{ held: boolean }>('rollUp')`
    select roll_up_usage(${version}::int, ${from_at}::timestamptz, ${to_at}::timestamptz,
                         ${tunables.rollupLagSeconds}::int) as held`
  return row!.held
}
