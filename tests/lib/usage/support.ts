import type { Client } from 'pg'

/** A row of the ledger as a test describes it. */
export type Call = {
  at: Date
  userId?: number | null
  keyId?: string | null
  model?: string
  tokens?: number
  estimated?: boolean
  cost?: string | null
}

/** Adds rows to the ledger, in one statement. */
export async function addCalls(database: Client, calls: Call[]): Promise<void> {
  const rows = calls.map(({ at, userId = null, keyId = null, model = 'm', tokens = 10, ...rest }) => ({
    job_id: crypto.randomUUID(),
    created_at: at.toISOString(),
    user_id: userId,
    key_id: keyId,
    model,
    total_tokens: tokens,
    estimated: rest.estimated ?? false,
    cost: rest.cost ?? null,
  }))
  await database.query(
    `insert into usage_ledger (job_id, attempt, user_id, key_id, model, prompt_tokens, cached_tokens,
                               completion_tokens, reasoning_tokens, total_tokens, latency_ms, estimated, cost,
                               currency, created_at)
     select job_id, 1, user_id, key_id, model, total_tokens - total_tokens / 3, total_tokens / 5, total_tokens / 3,
            total_tokens / 7, total_tokens, 5, estimated, cost, case when cost is not null then 'USD' end, created_at
     from jsonb_to_recordset($1) as calls (job_id text, user_id int, key_id text, model text, total_tokens int,
                                           estimated boolean, cost numeric, created_at timestamptz)`,
    [JSON.stringify(rows)],
  )
}

/** New users, by the ids that the database and the callers know them by. */
export async function addUsers(database: Client, count: number): Promise<{ id: number; user_id: string }[]> {
  const { rows } = await database.query(
    `insert into users (user_id) select 'user-' || gen_random_uuid() from generate_series(1, $1)
     returning id, user_id`,
    [count],
  )
  return rows
}

/** Empties what usage is kept in, as if nothing had ever been rolled up. */
export async function forgetUsage(database: Client): Promise<void> {
  await database.query(`delete from usage_ledger`)
  await database.query(`delete from usage_rollups`)
  await database.query(`delete from api_usage`)
  await database.query(`update usage_rollup_state set closed_until = 'epoch', requests_batch = ''`)
}

const sums = `count(*)::int as requests, sum(prompt_tokens)::int as prompt, sum(cached_tokens)::int as cached,
  sum(completion_tokens)::int as completion, sum(reasoning_tokens)::int as reasoning, sum(total_tokens)::int as total,
  coalesce(sum(total_tokens) filter (where estimated), 0)::int as estimated,
  coalesce(sum(total_tokens) filter (where cost is null), 0)::int as unpriced,
  trim_scale(coalesce(sum(cost), 0))::text as cost`

/** What a plain SQL sum over the ledger says the rollups are, for the rows before `until`. */
export async function expectedRollups(database: Client, until: Date | 'infinity' = 'infinity') {
  const { rows } = await database.query(
    `select everybody, granularity, date_trunc(granularity, created_at, 'UTC') as bucket,
            case when not everybody then user_id end as user_id, key_id, model, ${sums}
     from usage_ledger cross join (values ('hour'), ('day')) as granularities (granularity)
     cross join (values (false), (true)) as scopes (everybody)
     where created_at < $1
     group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`,
    [until],
  )
  return rows
}

/** The rollups as they are; several rows of deleted users count as one. */
export async function actualRollups(database: Client, until: Date | 'infinity' = 'infinity') {
  const { rows } = await database.query(
    `select everybody, granularity, bucket, user_id, key_id, model, sum(requests)::int as requests,
            sum(prompt_tokens)::int as prompt, sum(cached_tokens)::int as cached,
            sum(completion_tokens)::int as completion, sum(reasoning_tokens)::int as reasoning,
            sum(total_tokens)::int as total, sum(estimated_tokens)::int as estimated,
            sum(unpriced_tokens)::int as unpriced, trim_scale(sum(cost))::text as cost
     from usage_rollups where bucket < $1 group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`,
    [until],
  )
  return rows
}

/** What a plain SQL sum says of the ledger in a range by the local hour, day or month of each row itself. */
export async function expectedSteps(
  database: Client,
  query: { granularity: string; timezone: string; from: Date; to: Date; userId?: number; member?: string },
) {
  const { rows } = await database.query(
    `select case when $1 = 'hour' then to_char(date_trunc('hour', created_at, 'UTC') at time zone $2, 'YYYY-MM-DD"T"HH24:MI')
                 else to_char(date_trunc($1, created_at at time zone $2), 'YYYY-MM-DD') end as step,
            ${query.member ?? 'null'}::text as member, ${sums}
     from usage_ledger
     where created_at >= $3 and created_at < $4 and ($5::int is null or user_id = $5)
     group by 1, 2, case when $1 = 'hour' then date_trunc('hour', created_at, 'UTC') end
     order by case when $1 = 'hour' then date_trunc('hour', created_at, 'UTC') end, 1, 2 nulls first`,
    [query.granularity, query.timezone, query.from, query.to, query.userId ?? null],
  )
  return rows
}
