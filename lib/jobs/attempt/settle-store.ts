import { isOrphaned, sql } from '#lib/db/index'
import { findJob } from '#lib/jobs/store'
import type { AnswerMetadata, JobRow } from '#lib/jobs/view'
import type { Failure, Spent } from '#lib/models/types'
import { tunables } from '#lib/tunables'

/** How an attempt ends: with an answer, with a failure that is tried again after a delay, or for good. */
export type Ending = {
  status: 'completed' | 'queued' | 'failed'
  delaySeconds?: number
  /** False when no model was asked, so that the attempt does not count against the limit. */
  counts?: boolean
  /** The model of the next attempt, as a place in the list of candidates, and its failures so far. */
  next?: { modelIndex: number; modelFailures: number }
  answer?: { content: string; metadata: AnswerMetadata }
  failure?: Pick<Failure, 'code' | 'message' | 'details'>
  spent?: Spent
}

/** What an ended attempt leaves behind; undefined if the attempt did not own its job. */
export type Ended =
  | {
      row: JobRow
      version: string
      /** How many others of the conversation wait. */
      openJobs: number
      /** Whether no later turn of the conversation has been answered. */
      isNewest: boolean
      /** The webhook deliveries that the end calls for, at most one. */
      deliveryIds: string[]
    }
  | undefined

type EndedRow = JobRow & {
  version: string
  open_jobs: number
  is_newest: boolean
  delivery_id: string | null
}

type Held = { id: string; attempt: number; abandoned?: boolean }

/**
 * Ends an attempt, all or nothing: the job's state, the assistant message, the conversation's new version and the
 * webhook delivery, if the job is still in the attempt (and, for `abandoned` ones, held by nobody and still without
 * attempts or time: it may have been taken out of the dead letters since it was seen).
 * The ledger row is written in any case, since the tokens were spent: without a user when the job was deleted.
 */
export async function settleAttempt(held: Held, ending: Ending): Promise<Ended> {
  try {
    return await end(held, ending)
  } catch (error) {
    // The user or the conversation was deleted at the same moment.
    if (isOrphaned(error)) return end(held, ending)
    throw error
  }
}

async function end(held: Held, ending: Ending): Promise<Ended> {
  const { status, delaySeconds = 0, counts = true, next, answer, failure, spent } = ending
  const [row] = await sql<EndedRow>('settleAttempt')`
    with done as (
      update jobs set status = ${status}, lease_until = null,
                      finished_at = case when ${status}::text <> 'queued' then now() end,
                      next_attempt_at = now() + make_interval(secs => ${delaySeconds}::float),
                      dispatched_at = now(),
                      uncounted_attempts = uncounted_attempts + ${counts ? 0 : 1}::int,
                      model_index = coalesce(${next?.modelIndex ?? null}::int, model_index),
                      model_failures = coalesce(${next?.modelFailures ?? null}::int, model_failures),
                      error_code = ${failure?.code ?? null}, error_message = ${failure?.message ?? null},
                      error_details = ${failure?.details ? JSON.stringify(failure.details) : null}::jsonb
      where id = ${held.id} and attempt = ${held.attempt}
        and case when ${held.abandoned ?? false}::boolean
                 then (status = 'queued' or status = 'running' and lease_until <= now())
                   and (attempt - uncounted_attempts >= ${tunables.attemptsMax} or deadline_at <= now())
                 else status = 'running' end
      returning *
    ), answer as (
      insert into messages (conversation_id, turn, role, content, metadata, job_id)
      select conversation_id, turn, 'assistant', ${answer?.content ?? null}::text,
             ${JSON.stringify(answer?.metadata ?? null)}::jsonb, id
      from done where status = 'completed'
      returning id, content, metadata
    ), ledger as (
      insert into usage_ledger (job_id, attempt, user_id, key_id, model, prompt_tokens, cached_tokens, completion_tokens,
                                reasoning_tokens, total_tokens, latency_ms, estimated, cost, currency, price)
      select ${held.id}::text, ${held.attempt}::int, jobs.user_id, jobs.key_id, spent.model, spent."promptTokens", spent."cachedTokens",
             spent."completionTokens", spent."reasoningTokens", spent."totalTokens", spent."latencyMs",
             coalesce(spent.estimated, false), spent.cost, spent.currency, spent.price
      from jsonb_to_record(${JSON.stringify(spent ?? null)}::jsonb) as spent
        (model text, "promptTokens" int, "cachedTokens" int, "completionTokens" int, "reasoningTokens" int,
         "totalTokens" int, "latencyMs" int, estimated boolean, cost numeric, currency text, price jsonb)
      left join jobs on jobs.id = ${held.id}
      where ${spent !== undefined}::boolean
      on conflict do nothing
    ), conversation as (
      update conversations c
      set version = case done.status when 'completed' then gen_random_uuid() else version end,
          open_jobs = open_jobs - 1, updated_at = now(),
          last_answered_at = case when last_job_id = done.id and done.status = 'completed' then now()
                                  else last_answered_at end,
          last_request_hash = case when last_job_id = done.id and done.status = 'failed' then null
                                   else last_request_hash end
      from done where c.id = done.conversation_id and done.status <> 'queued'
      returning c.version, c.open_jobs
    ), delivery as (
      insert into webhook_deliveries (job_id, event, url)
      select id, 'job.' || status, callback_url from done where status <> 'queued' and callback_url is not null
      returning id
    )
    select done.*, u.user_id, null as ahead, now() as now, conversation.version,
           coalesce(conversation.open_jobs, 0) as open_jobs, delivery.id as delivery_id,
           not exists (select from jobs later where later.conversation_id = done.conversation_id
                       and later.turn > done.turn and later.status = 'completed') as is_newest,
           answer.id as message_id, answer.content as response, answer.metadata as answer_metadata
    from done
    join users u on u.id = done.user_id
    left join conversation on true
    left join answer on true
    left join delivery on true`
  return (
    row && {
      row,
      version: row.version,
      openJobs: row.open_jobs,
      isNewest: row.is_newest,
      deliveryIds: row.delivery_id ? [row.delivery_id] : [],
    }
  )
}

/**
 * The end of an attempt whose reply was lost: what `settleAttempt` would have returned, or undefined when it was another
 * attempt, or a cancellation, that ended the job. Nothing of it may be cached, since a later turn may have been answered
 * meanwhile.
 */
export async function findSettled(
  held: { id: string; attempt: number },
  status: Ending['status'],
): Promise<Ended> {
  const row = await findJob(held.id)
  if (!row || row.attempt !== held.attempt || row.status !== status) return undefined
  const [found] = await sql<{ open_jobs: number; version: string; delivery_id: string | null }>(
    'findSettled',
  )`
    select c.open_jobs, c.version, d.id as delivery_id
    from conversations c
    left join webhook_deliveries d on d.job_id = ${held.id} and d.status = 'pending'
    where c.id = ${row.conversation_id}
    order by d.created_at desc limit 1`
  return (
    found && {
      row,
      version: found.version,
      openJobs: found.open_jobs,
      isNewest: false,
      deliveryIds: found.delivery_id ? [found.delivery_id] : [],
    }
  )
}
