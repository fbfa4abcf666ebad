import { sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'

/** A part of the ledger to be rolled up in one statement: whole UTC days. */
export type Window = { version: number; from_at: Date; to_at: Date }

/**
 * The next window that is not final yet: from the first day with ledger rows on or after that of `closed_until`, and
 * not before `from`, as many days as hold about `rollupRowsBatch` rows, at least one. Undefined when the ledger has
 * nothing more.
 */
export async function findWindow(from: Date): Promise<Window | undefined> {
  const [row] = await sql<Window>('findWindow')`
    select state.version, day.from_at,
           coalesce(greatest(day.from_at + interval '1 day', date_trunc('day', far.created_at, 'UTC')),
                    date_trunc('day', now(), 'UTC') + interval '1 day') as to_at
    from usage_rollup_state state
    cross join lateral (
      select date_trunc('day', min(created_at), 'UTC') as from_at from usage_ledger
      where created_at >= greatest(date_trunc('day', state.closed_until, 'UTC'), ${from}::timestamptz)) day
    left join lateral (
      select created_at from usage_ledger where created_at >= day.from_at
      order by created_at offset ${tunables.rollupRowsBatch} limit 1) far on true
    where day.from_at is not null`
  return row
}

/**
 * Computes the rollups of a window anew from the ledger, and moves `closed_until` up to its end, or to
 * `rollupLagSeconds` ago: later hours may still get rows of transactions that have begun. Of two at once only one does
 * anything, since everything hangs on the compare-and-set of the version. Returns whether it was this one.
 */
export async function rollUp({ version, from_at, to_at }: Window): Promise<boolean> {
  const [row] = await sql<{ held: boolean }>('rollUpUsage')`
    with held as (
      update usage_rollup_state
      set version = version + 1,
          closed_until = greatest(closed_until, least(${to_at}::timestamptz, date_trunc('hour',
            now() - make_interval(secs => ${tunables.rollupLagSeconds}::int), 'UTC')))
      where version = ${version}
      returning 1
    ), gone as (
      delete from usage_rollups
      where bucket >= ${from_at}::timestamptz and bucket < ${to_at}::timestamptz and exists (table held)
      returning 1
    ), hourly as materialized (
      select user_id, key_id, model, date_trunc('hour', created_at, 'UTC') as bucket, count(*)::int as requests,
             sum(prompt_tokens)::bigint as prompt, sum(cached_tokens)::bigint as cached,
             sum(completion_tokens)::bigint as completion, sum(reasoning_tokens)::bigint as reasoning,
             sum(total_tokens)::bigint as total,
             coalesce(sum(total_tokens) filter (where estimated), 0)::bigint as estimated,
             coalesce(sum(total_tokens) filter (where cost is null), 0)::bigint as unpriced,
             coalesce(sum(cost), 0) as cost
      from usage_ledger
      where created_at >= ${from_at}::timestamptz and created_at < ${to_at}::timestamptz and exists (table held)
      group by 1, 2, 3, 4
    ), summed as (
      insert into usage_rollups (everybody, user_id, key_id, model, granularity, bucket, requests, prompt_tokens,
                                 cached_tokens, completion_tokens, reasoning_tokens, total_tokens,
                                 estimated_tokens, unpriced_tokens, cost)
      select everybody, case when not everybody then user_id end, key_id, model, granularity,
             case granularity when 'hour' then bucket else date_trunc('day', bucket, 'UTC') end,
             sum(requests), sum(prompt), sum(cached), sum(completion), sum(reasoning), sum(total), sum(estimated),
             sum(unpriced), sum(cost)
      from hourly
      cross join (values ('hour'), ('day')) as granularities (granularity)
      cross join (values (false), (true)) as scopes (everybody)
      -- Reading the deleted rows makes the delete come first: the new ones have the same keys.
      where (select count(*) from gone) >= 0
      group by 1, 2, 3, 4, 5, 6
    )
    select exists (table held) as held`
  return row!.held
}
