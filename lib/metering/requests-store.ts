import { sql } from '#lib/db/index'

/** Requests of one user to one endpoint. `userId` is empty for requests without a user. */
export type CountedRequests = { endpoint: string; userId: string; count: number; lastMs: number }

/** Returns the name of the last batch that was added to `api_usage`. */
export async function readFoldedBatch(): Promise<string> {
  const [row] = await sql<{ requests_batch: string }>(
    'readFoldedBatch',
  )`select requests_batch from usage_rollup_state`
  return row!.requests_batch
}

/**
 * Adds a batch of requests to `api_usage` and replaces the batch name `before` with `name`, atomically. Returns false
 * and changes nothing when another batch was added in the meantime.
 */
export async function foldRequests(
  before: string,
  name: string,
  counted: CountedRequests[],
): Promise<boolean> {
  const [row] = await sql<{ held: boolean }>('foldRequests')`
    with held as (
      update usage_rollup_state set requests_batch = ${name} where requests_batch = ${before} returning 1
    ), counted as (
      select endpoint, "userId", count, "lastMs"
      from jsonb_to_recordset(${JSON.stringify(counted)}::jsonb)
        as counted (endpoint text, "userId" text, count int, "lastMs" float)
    ), present as materialized (
      -- Locks users before their counts, in the same order as a deletion.
      select id, user_id from users where user_id in (select "userId" from counted) order by id for key share
    ), folded as (
      select present.id as user_id, endpoint, sum(count)::int as count, to_timestamp(max("lastMs") / 1000) as last
      from counted left join present on present.user_id = counted."userId"
      where exists (table held)
      group by 1, 2
    ), added as (
      insert into api_usage (user_id, endpoint, request_count, last_request_at)
      select user_id, endpoint, count, last from folded
      on conflict (user_id, endpoint) do update
        set request_count = api_usage.request_count + excluded.request_count,
            last_request_at = greatest(api_usage.last_request_at, excluded.last_request_at)
    )
    select exists (table held) as held`
  return row!.held
}
