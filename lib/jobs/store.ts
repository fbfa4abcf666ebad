import { sql } from '#lib/db'
import type { Failure } from '#lib/jobs/retry'
import type { JobStatus, JobView } from '#lib/jobs/schema'
import { tunables } from '#lib/tunables'

/** A job's row beside its answer, as every query here selects it. */
export type JobRow = {
  id: string
  status: JobStatus
  user_id: string
  conversation_id: number
  turn: number
  attempt: number
  next_attempt_at: Date
  dispatched_at: Date
  lease_until: Date | null
  deadline_at: Date | null
  error_code: string | null
  error_message: string | null
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
  blocked: boolean
  message_id: number | null
  response: string | null
  answer_metadata: AnswerMetadata | null
  now: Date
}

/** What an assistant message keeps about how it came to be. */
type AnswerMetadata = {
  model: string
  usage: { promptTokens: number; completionTokens: number; totalTokens: number }
  warnings?: string[]
}

/** The job as callers see it. */
export function toJobView(row: JobRow): JobView {
  return {
    jobId: row.id,
    status: row.status,
    conversationId: row.conversation_id,
    ...(row.message_id !== null && { messageId: row.message_id, response: row.response ?? '' }),
    ...(row.answer_metadata && {
      usage: row.answer_metadata.usage,
      model: row.answer_metadata.model,
      ...(row.answer_metadata.warnings?.length && { warnings: row.answer_metadata.warnings }),
    }),
    ...(row.error_code && { error: { code: row.error_code, message: row.error_message ?? '' } }),
    attempts: row.attempt,
    createdAt: row.created_at.toISOString(),
    ...(row.started_at && { startedAt: row.started_at.toISOString() }),
    ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
    ...(row.status === 'queued' && row.attempt > 0 && { nextAttemptAt: row.next_attempt_at.toISOString() }),
  }
}

/** One job with its answer and the database's time, or undefined. */
export async function findJob(jobId: string): Promise<JobRow | undefined> {
  const [row] = await sql<JobRow>`
    select j.id, j.status, u.user_id, j.conversation_id, j.turn, j.attempt, j.next_attempt_at, j.dispatched_at,
           j.lease_until, j.deadline_at, j.error_code, j.error_message, j.created_at, j.started_at, j.finished_at,
           exists (select from jobs earlier where earlier.conversation_id = j.conversation_id
                   and earlier.turn < j.turn and earlier.status in ('queued', 'running')) as blocked,
           m.id as message_id, m.content as response, m.metadata as answer_metadata, now() as now
    from jobs j
    join users u on u.id = j.user_id
    left join messages m on m.job_id = j.id
    where j.id = ${jobId}`
  return row
}

export type HistoryRow = { role: 'user' | 'assistant' | 'system'; content: string }
export type JobParams = { model?: string; temperature?: number; maxTokens?: number; systemPrompt?: string }

export type Claim = {
  state: 'claimed' | 'not_due' | 'taken'
  dueInSeconds: number
  job: {
    id: string
    user_id: string
    conversation_id: number
    attempt: number
    params: JobParams
    secondsToDeadline: number
  }
  version: string
  message: string
  /** The answered turns before this one, oldest first; null when the caller's cached version is current. */
  history: HistoryRow[] | null
}

/**
 * Takes a job for one attempt: a queued and due one, or a running one whose lease has run out, if no earlier job
 * of its conversation is unfinished. Exactly one of several callers gets it. The history comes along unless the
 * caller's cache (`cachedVersion` of `cachedConversation`) has the conversation's current version.
 */
export async function claimJob(
  jobId: string,
  cached: { conversationId: number; version: string } | null,
): Promise<Claim | undefined> {
  const [row] = await sql<Claim>`
    with claimed as (
      update jobs j
      set status = 'running', attempt = attempt + 1, started_at = coalesce(started_at, now()),
          lease_until = now() + make_interval(secs => ${tunables.leaseSeconds}::int),
          deadline_at = coalesce(deadline_at, now() + make_interval(secs => ${tunables.deadlineSeconds}::int))
      where id = ${jobId}
        and (status = 'queued' and next_attempt_at <= now() or status = 'running' and lease_until <= now())
        and attempt < ${tunables.attemptsMax} and (deadline_at is null or deadline_at > now())
        and not exists (select from jobs earlier where earlier.conversation_id = j.conversation_id
                        and earlier.turn < j.turn and earlier.status in ('queued', 'running'))
      returning id, attempt, turn
    )
    select case when claimed.id is not null then 'claimed'
                when j.status = 'queued' and j.next_attempt_at > now() then 'not_due'
                else 'taken' end as state,
           greatest(0, extract(epoch from j.next_attempt_at - now()))::float as "dueInSeconds",
           json_build_object('id', j.id, 'user_id', u.user_id, 'conversation_id', j.conversation_id,
                             'attempt', claimed.attempt, 'params', j.params,
                             'secondsToDeadline', coalesce(extract(epoch from j.deadline_at - now()),
                                                           ${tunables.deadlineSeconds}::int)) as job,
           c.version, asked.content as message,
           case when claimed.id is null or c.id = ${cached?.conversationId ?? null}::int
                     and c.version = ${cached?.version ?? null}::uuid then null
                else (select coalesce(json_agg(json_build_object('role', h.role, 'content', h.content)
                                               order by h.turn, h.id), '[]')
                      from (select m.* from messages m
                            join jobs answered on answered.conversation_id = m.conversation_id
                              and answered.turn = m.turn and answered.status = 'completed'
                            where m.conversation_id = j.conversation_id and m.turn < j.turn
                            order by m.turn desc, m.id desc
                            limit ${tunables.historyMessagesMax}) h) end as history
    from jobs j
    join users u on u.id = j.user_id
    join conversations c on c.id = j.conversation_id
    join messages asked on asked.conversation_id = j.conversation_id and asked.turn = j.turn and asked.role = 'user'
    left join claimed on claimed.id = j.id
    where j.id = ${jobId}`
  return row
}

/** The tokens of one model call, for the ledger. */
export type Spent = {
  model: string
  promptTokens: number
  cachedTokens: number
  completionTokens: number
  reasoningTokens: number
  totalTokens: number
  latencyMs: number
  /** As `priced` says; none of them while the model has no known price. */
  cost?: string | null
  currency?: 'USD' | null
  price?: Record<string, string> | null
}

/** How an attempt ends: with an answer, with a failure that is tried again after a delay, or for good. */
export type Ending = {
  status: 'completed' | 'queued' | 'failed'
  delaySeconds?: number
  answer?: { content: string; metadata: AnswerMetadata }
  failure?: Pick<Failure, 'code' | 'message'>
  spent?: Spent
}

/** The job as it is now and how many others of its conversation wait; undefined if the attempt did not own it. */
export type Ended = { row: JobRow; version: string; openJobs: number } | undefined

/**
 * Ends an attempt, all or nothing: the job's state, the assistant message and the conversation's new version,
 * if the job is still in the attempt (and, for `abandoned` ones, held by nobody).
 * The ledger row is written in any case, since the tokens were spent.
 */
export async function endAttempt(
  held: { id: string; attempt: number; abandoned?: boolean },
  ending: Ending,
): Promise<Ended> {
  const { status, delaySeconds = 0, answer, failure, spent } = ending
  const [row] = await sql<JobRow & { version: string; open_jobs: number }>`
    with done as (
      update jobs set status = ${status}, lease_until = null,
                      finished_at = case when ${status}::text <> 'queued' then now() end,
                      next_attempt_at = now() + make_interval(secs => ${delaySeconds}::float),
                      dispatched_at = now(),
                      error_code = ${failure?.code ?? null}, error_message = ${failure?.message ?? null}
      where id = ${held.id} and attempt = ${held.attempt}
        and case when ${held.abandoned ?? false}::boolean
                 then status = 'queued' or status = 'running' and lease_until <= now()
                 else status = 'running' end
      returning *
    ), answer as (
      insert into messages (conversation_id, turn, role, content, metadata, job_id)
      select conversation_id, turn, 'assistant', ${answer?.content ?? null}::text,
             ${JSON.stringify(answer?.metadata ?? null)}::jsonb, id
      from done where status = 'completed'
      returning id, content, metadata
    ), ledger as (
      insert into usage_ledger (job_id, attempt, user_id, model, prompt_tokens, cached_tokens, completion_tokens,
                                reasoning_tokens, total_tokens, latency_ms, cost, currency, price)
      select jobs.id, ${held.attempt}::int, jobs.user_id, spent.*
      from jobs, jsonb_to_record(${JSON.stringify(spent ?? null)}::jsonb) as spent
        (model text, "promptTokens" int, "cachedTokens" int, "completionTokens" int, "reasoningTokens" int,
         "totalTokens" int, "latencyMs" int, cost numeric, currency text, price jsonb)
      where jobs.id = ${held.id} and ${spent !== undefined}::boolean
      on conflict do nothing
    ), conversation as (
      update conversations c
      set version = case done.status when 'completed' then gen_random_uuid() else version end,
          open_jobs = open_jobs - 1, updated_at = now()
      from done where c.id = done.conversation_id and done.status <> 'queued'
      returning c.version, c.open_jobs
    )
    select done.*, u.user_id, false as blocked, now() as now, conversation.version,
           coalesce(conversation.open_jobs, 0) as open_jobs,
           answer.id as message_id, answer.content as response, answer.metadata as answer_metadata
    from done
    join users u on u.id = done.user_id
    left join conversation on true
    left join answer on true`
  return row && { row, version: row.version, openJobs: row.open_jobs }
}

/**
 * The end of an attempt whose reply was lost: what `endAttempt` would have returned, or undefined when it was another
 * attempt that ended the job. The version is one that never fits: a later turn may have been answered meanwhile.
 */
export async function findEnded(held: { id: string; attempt: number }): Promise<Ended> {
  const row = await findJob(held.id)
  if (!row || row.attempt !== held.attempt || row.status === 'running') return undefined
  const [conversation] = await sql<{ open_jobs: number }>`
    select open_jobs from conversations where id = ${row.conversation_id}`
  return conversation && { row, version: crypto.randomUUID(), openJobs: conversation.open_jobs }
}

/**
 * Makes the first unfinished job of a conversation the one to be sent now, and returns its id. It is a statement
 * of its own because only a new snapshot sees a turn accepted just now.
 */
export async function releaseNext(conversationId: number): Promise<string | undefined> {
  const [row] = await sql<{ id: string }>`
    update jobs
    set dispatched_at = now()
    where status = 'queued' and id = (
      select id from jobs where conversation_id = ${conversationId} and status in ('queued', 'running')
      order by turn limit 1)
    returning id`
  return row?.id
}

/**
 * Unfinished jobs that nothing has touched for a while and whose turn it is: the oldest first, at most
 * `sweepBatch` of them. `decide` says what is to be done about each.
 */
export async function findStale(): Promise<JobRow[]> {
  return sql<JobRow>`
    select j.*, u.user_id, false as blocked, null as message_id, null as response, null as answer_metadata,
           now() as now
    from jobs j join users u on u.id = j.user_id
    where j.status in ('queued', 'running')
      and j.dispatched_at < now() - make_interval(secs => ${tunables.redispatchSeconds}::float)
      and (j.status = 'queued' and j.next_attempt_at < now() or j.lease_until <= now())
      and not exists (select from jobs earlier where earlier.conversation_id = j.conversation_id
                      and earlier.turn < j.turn and earlier.status in ('queued', 'running'))
    order by j.dispatched_at
    limit ${tunables.sweepBatch}`
}

/** Notes that a job is about to be sent again; false if somebody else has just done so, or has claimed it. */
export async function markDispatched(
  seen: Pick<JobRow, 'id' | 'attempt' | 'dispatched_at'>,
): Promise<boolean> {
  const rows = await sql`
    update jobs set dispatched_at = now()
    where id = ${seen.id} and attempt = ${seen.attempt} and status in ('queued', 'running')
      and dispatched_at < now() - make_interval(secs => ${tunables.redispatchSeconds}::float)
    returning id`
  return rows.length > 0
}
