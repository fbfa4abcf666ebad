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
  isAnswer?: boolean
  latencyMs?: number
}

/** A job that failed, as a test describes it. */
export type Failed = Pick<Call, 'at' | 'userId' | 'keyId' | 'model'>

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
    is_answer: rest.isAnswer ?? true,
    latency_ms: rest.latencyMs ?? 5,
  }))
  await database.query(
    `insert into usage_ledger (job_id, attempt, user_id, key_id, model, prompt_tokens, cached_tokens,
                               completion_tokens, reasoning_tokens, total_tokens, latency_ms, estimated, cost,
                               currency, is_answer, created_at)
     select job_id, 1, user_id, key_id, model, total_tokens - total_tokens / 3, total_tokens / 5, total_tokens / 3,
            total_tokens / 7, total_tokens, latency_ms, estimated, cost, case when cost is not null then 'USD' end,
            is_answer, created_at
     from jsonb_to_recordset($1) as calls (job_id text, user_id int, key_id text, model text, total_tokens int,
                                           estimated boolean, cost numeric, is_answer boolean, latency_ms int,
                                           created_at timestamptz)`,
    [JSON.stringify(rows)],
  )
}

/** Adds failures, in one statement. */
export async function addFailures(database: Client, failures: Failed[]): Promise<void> {
  const rows = failures.map(({ at, userId = null, keyId = null, model = 'm' }) => ({
    ...{ job_id: crypto.randomUUID(), created_at: at.toISOString(), user_id: userId, key_id: keyId, model },
  }))
  await database.query(
    `insert into usage_failures (job_id, attempt, user_id, key_id, model, error_code, created_at)
     select job_id, 1, user_id, key_id, model, 'model_timeout', created_at
     from jsonb_to_recordset($1) as failures (job_id text, user_id int, key_id text, model text,
                                              created_at timestamptz)`,
    [JSON.stringify(rows)],
  )
}

/** New users, with the id in the database and the id that callers use. */
export async function addUsers(database: Client, count: number): Promise<{ id: number; user_id: string }[]> {
  const { rows } = await database.query(
    `insert into users (user_id) select 'user-' || gen_random_uuid() from generate_series(1, $1)
     returning id, user_id`,
    [count],
  )
  return rows
}

/** Empties the ledger and the rollups, as if nothing had ever been rolled up. */
export async function clearUsage(database: Client): Promise<void> {
  await database.query(`delete from usage_ledger`)
  await database.query(`delete from usage_failures`)
  await database.query(`delete from usage_rollups`)
  await database.query(`delete from api_usage`)
  await database.query(`update usage_rollup_state set closed_until = 'epoch', requests_batch = ''`)
}

/** The rows of the ledger and of the failures. In a failure, all other numbers are zero. */
const rows = `(
  select user_id, key_id, model, created_at, 1 as request, is_answer, 0 as failure, latency_ms, prompt_tokens, cached_tokens,
         completion_tokens, reasoning_tokens, total_tokens, estimated, cost
  from usage_ledger
  union all
  select user_id, key_id, model, created_at, 0, false, 1, 0, 0, 0, 0, 0, 0, false, 0 from usage_failures) used`

const sums = `sum(request)::int as requests, count(*) filter (where is_answer)::int as answers,
  sum(failure)::int as failures, sum(prompt_tokens)::int as prompt, sum(cached_tokens)::int as cached,
  sum(completion_tokens)::int as completion, sum(reasoning_tokens)::int as reasoning, sum(total_tokens)::int as total,
  coalesce(sum(total_tokens) filter (where estimated), 0)::int as estimated,
  coalesce(sum(total_tokens) filter (where cost is null), 0)::int as unpriced,
  trim_scale(coalesce(sum(cost), 0))::text as cost`

type Rollup = {
  everybody: boolean
  granularity: string
  user_id: number | null
  total: number
  latencies: string | null
}

/** The rows, with their latency buckets in order. */
const inOrder = (found: Rollup[]) =>
  found.map((row) => ({ ...row, latencies: row.latencies?.split(',').filter(Boolean).sort() ?? [] }))

/** The rollups as plain SQL sums over the ledger, for the rows before `until`. */
export async function expectedRollups(database: Client, until: Date | 'infinity' = 'infinity') {
  const found = await database.query(
    `select everybody, granularity, date_trunc(granularity, created_at, 'UTC') as bucket,
            case when not everybody then user_id end as user_id, key_id, model, ${sums},
            string_agg(latency_bucket(latency_ms)::text, ',') filter (where is_answer) as latencies
     from ${rows} cross join (values ('hour'), ('day')) as granularities (granularity)
     cross join (values (false), (true)) as scopes (everybody)
     where created_at < $1
     group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`,
    [until],
  )
  return inOrder(found.rows)
}

/** The stored rollups. Several rows of deleted users count as one. */
export async function actualRollups(database: Client, until: Date | 'infinity' = 'infinity') {
  const found = await database.query(
    `select everybody, granularity, bucket, user_id, key_id, model, sum(requests)::int as requests,
            sum(answers)::int as answers, sum(failures)::int as failures,
            sum(prompt_tokens)::int as prompt, sum(cached_tokens)::int as cached,
            sum(completion_tokens)::int as completion, sum(reasoning_tokens)::int as reasoning,
            sum(total_tokens)::int as total, sum(estimated_tokens)::int as estimated,
            sum(unpriced_tokens)::int as unpriced, trim_scale(sum(cost))::text as cost,
            string_agg(array_to_string(array(
              select h.bucket from unnest(latency_buckets, latency_counts) h (bucket, count)
              cross join generate_series(1, h.count)), ','), ',') as latencies
     from usage_rollups where bucket < $1 group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`,
    [until],
  )
  return inOrder(found.rows)
}

/** The plain SQL sums of the ledger in a range, by the local hour, day or month of each row. */
export async function expectedSteps(
  database: Client,
  query: { granularity: string; timezone: string; from: Date; to: Date; userId?: number; member?: string },
) {
  const percentile = (share: number) =>
    `case when bool_or(is_answer) then bucket_latency(latency_bucket(
       percentile_disc(${share}) within group (order by latency_ms) filter (where is_answer))) end`
  const found = await database.query(
    `select case when $1 = 'hour' then to_char(date_trunc('hour', created_at, 'UTC') at time zone $2, 'YYYY-MM-DD"T"HH24:MI')
                 else to_char(date_trunc($1, created_at at time zone $2), 'YYYY-MM-DD') end as step,
            ${query.member ?? 'null'}::text as member, ${sums}, ${percentile(0.5)} as median, ${percentile(0.95)} as p95
     from ${rows}
     where created_at >= $3 and created_at < $4 and ($5::int is null or user_id = $5)
     group by 1, 2, case when $1 = 'hour' then date_trunc('hour', created_at, 'UTC') end
     order by case when $1 = 'hour' then date_trunc('hour', created_at, 'UTC') end, 1, 2 nulls first`,
    [query.granularity, query.timezone, query.from, query.to, query.userId ?? null],
  )
  return found.rows
}
