import { sql } from '#lib/db/index'
import type { JobStatus } from '#lib/jobs/schema'
import type { JobRow } from '#lib/jobs/view'
import { tunables } from '#lib/tunables'

/**
 * One job with its answer, the job that it waits for, and the database's time; undefined when there is none, or not of
 * this user.
 */
export async function findJob(jobId: string, userId: string | null = null): Promise<JobRow | undefined> {
  const [row] = await sql<JobRow>('findJob')`
    select j.*, u.user_id, ahead.job as ahead, m.id as message_id, m.content as response,
           m.metadata as answer_metadata, now() as now
    from jobs j
    join users u on u.id = j.user_id
    left join messages m on m.job_id = j.id
    left join lateral (
      select json_build_object('id', o.id, 'status', o.status, 'attempt', o.attempt,
                               'nextAttemptAt', o.next_attempt_at) as job
      from jobs o
      where o.conversation_id = j.conversation_id and o.id <> j.id and o.status in ('queued', 'running')
        and (o.turn < j.turn or o.status = 'running')
      order by o.status = 'running' desc, o.turn limit 1) ahead on j.status = 'queued'
    where j.id = ${jobId} and (${userId}::text is null or u.user_id = ${userId}::text)`
  return row
}

export type JobFilter = { status?: JobStatus; userId?: string; conversationId?: number }

/** One page of jobs, newest first and without the answers' texts, with the number of all. */
export async function findJobs(filter: JobFilter, limit: number, offset: number) {
  const { status = null, userId = null, conversationId = null } = filter
  const rows = await sql<Omit<JobRow, 'id'> & { id: string | null; total: number }>('findJobs')`
    with matching as (
      select j.*, u.user_id as caller_id from jobs j join users u on u.id = j.user_id
      where (${status}::text is null or j.status = ${status}::text)
        and (${userId}::text is null or u.user_id = ${userId}::text)
        and (${conversationId}::int is null or j.conversation_id = ${conversationId}::int)
    )
    select page.*, page.caller_id as user_id, null as ahead, null as message_id, null as response,
           null as answer_metadata, now() as now, total
    from (select count(*)::int as total from matching) counted
    left join lateral (select * from matching order by id desc limit ${limit} offset ${offset}) page on true
    order by page.id desc`
  const page = rows.filter((row) => row.id !== null) as (JobRow & { total: number })[]
  return { total: rows[0]?.total ?? 0, jobs: page }
}

/** The job as it ended, what waits behind it, and the webhook delivery that its end calls for. */
export type Cancelled = JobRow & { open_jobs: number; delivery_id: string | null; was_running: boolean }

/**
 * Cancels one job, of this user if one is named, or the unfinished ones before a turn of a conversation, unless they
 * have ended: they are final from this moment, whoever works on them. Returns those that it has cancelled.
 */
export async function cancelJobs(
  which: { jobId: string; userId?: string | null } | { conversationId: number; beforeTurn: number },
  reason: string,
): Promise<Cancelled[]> {
  const { jobId, userId = null } = 'jobId' in which ? which : { jobId: null }
  const { conversationId, beforeTurn } = 'jobId' in which ? { conversationId: null, beforeTurn: null } : which
  return sql<Cancelled>('cancelJobs')`
    with open as (
      select id, status from jobs
      where status in ('queued', 'running')
        and (id = ${jobId}::text or conversation_id = ${conversationId}::int and turn < ${beforeTurn}::int)
        and (${userId}::text is null or user_id = (select u.id from users u where u.user_id = ${userId}::text))
      order by id for update
    ), done as (
      update jobs set status = 'cancelled', finished_at = now(), lease_until = null,
                      error_code = 'cancelled', error_message = ${reason}, error_details = null
      from open where jobs.id = open.id
      returning jobs.*, open.status = 'running' as was_running
    ), conversation as (
      update conversations c
      set open_jobs = open_jobs - ended.n, updated_at = now(),
          last_request_hash = case when last_job_id = any(ended.ids) then null else last_request_hash end
      from (select conversation_id, count(*)::int as n, array_agg(id) as ids from done group by 1) ended
      where c.id = ended.conversation_id
      returning c.open_jobs
    ), delivery as (
      insert into webhook_deliveries (job_id, event, url)
      select id, 'job.cancelled', callback_url from done where callback_url is not null
      returning id, job_id
    )
    select done.*, u.user_id, null as ahead, null as message_id, null as response, null as answer_metadata,
           now() as now, conversation.open_jobs, delivery.id as delivery_id
    from done
    join users u on u.id = done.user_id
    cross join conversation
    left join delivery on delivery.job_id = done.id
    order by done.turn`
}

export type Revival = { jobIds?: string[]; userId?: string; errorCode?: string; limit: number }

/**
 * Takes failed jobs out of the dead letters, the oldest first: they are queued again with all their attempts and
 * time, at their old place in the conversation, and keep the reason of their failure until they end anew.
 */
export async function reviveJobs({ jobIds, userId, errorCode, limit }: Revival) {
  return sql<{ id: string; conversation_id: number }>('reviveJobs')`
    with dead as (
      select j.id from jobs j join users u on u.id = j.user_id
      where j.status = 'failed'
        and (${jobIds ?? null}::text[] is null or j.id = any(${jobIds ?? null}::text[]))
        and (${userId ?? null}::text is null or u.user_id = ${userId ?? null}::text)
        and (${errorCode ?? null}::text is null or j.error_code = ${errorCode ?? null}::text)
      order by j.id limit ${limit} for update of j
    ), revived as (
      update jobs set status = 'queued', finished_at = null, deadline_at = null, uncounted_attempts = attempt,
                      model_index = 0, model_failures = 0, next_attempt_at = now(), dispatched_at = now()
      from dead where jobs.id = dead.id
      returning jobs.id, jobs.conversation_id
    ), locked as materialized (
      -- In the order of their ids: two retries at once do not wait for each other in a circle.
      select id from conversations where id in (select conversation_id from revived) order by id for update
    ), conversation as (
      update conversations c set open_jobs = open_jobs + back.n
      from (select conversation_id, count(*)::int as n from revived group by 1) back
      join locked on locked.id = back.conversation_id
      where c.id = back.conversation_id
    )
    table revived order by id`
}

/** Makes the first unfinished job of a conversation the one to be sent now, and returns its id; null when it runs. */
export async function releaseNext(conversationId: number): Promise<string | null> {
  const [row] = await sql<{ id: string | null }>('releaseNext')`select release_next(${conversationId}) as id`
  return row!.id
}

/**
 * Unfinished jobs that nothing has touched for a while and whose turn it is: the oldest first, at most
 * `sweepBatch` of them. `decide` says what is to be done about each.
 */
export async function findStale(): Promise<JobRow[]> {
  return sql<JobRow>('findStale')`
    select j.*, u.user_id, null as ahead, null as message_id, null as response, null as answer_metadata,
           now() as now
    from jobs j join users u on u.id = j.user_id
    where j.status in ('queued', 'running')
      and j.dispatched_at < now() - make_interval(secs => ${tunables.redispatchSeconds}::float)
      and (j.lease_until <= now()
           or j.status = 'queued' and j.next_attempt_at < now()
              and not exists (select from jobs o where o.conversation_id = j.conversation_id and o.id <> j.id
                              and (o.status = 'running' or o.status = 'queued' and o.turn < j.turn)))
    order by j.dispatched_at
    limit ${tunables.sweepBatch}`
}

/** Notes that a job is about to be sent again; false if somebody else has just done so, or has claimed it. */
export async function markDispatched(
  seen: Pick<JobRow, 'id' | 'attempt' | 'dispatched_at'>,
): Promise<boolean> {
  const rows = await sql('markDispatched')`
    update jobs set dispatched_at = now()
    where id = ${seen.id} and attempt = ${seen.attempt} and status in ('queued', 'running')
      and dispatched_at < now() - make_interval(secs => ${tunables.redispatchSeconds}::float)
    returning id`
  return rows.length > 0
}
