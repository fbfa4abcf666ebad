import { type Found, type Place, type SortKeyParts, toFound } from '#lib/api/paging'
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
    select job.*, ahead.job as ahead, m.id as message_id, m.content as response, m.metadata - 'thoughts' as answer_metadata,
           m.items as answer_items, now() as now
    from job_rows job
    left join messages m on m.job_id = job.id
    left join lateral (
      select json_build_object('id', o.id, 'status', o.status, 'attempt', o.attempt,
                               'nextAttemptAt', o.next_attempt_at) as job
      from jobs j cross join jobs_ahead(j) o
      where j.id = job.id
      order by o.status = 'running' desc, o.turn limit 1) ahead on job.status = 'queued'
    where job.id = ${jobId} and (${userId}::text is null or job.user_id = ${userId}::text)`
  return row
}

/** Notes that somebody reads an unfinished job as a stream, so that its next attempt has the model stream. */
export async function markStreamed(jobId: string): Promise<void> {
  await sql('markStreamed')`
    update jobs set params = params || '{"stream":true}'
    where id = ${jobId} and status in ('queued', 'running') and params->>'stream' is null`
}

/** Which jobs are wanted: those that fit all that is given. */
export type JobFilter = {
  status?: JobStatus | undefined
  jobIds?: string[] | undefined
  userId?: string | undefined
  conversationId?: number | undefined
  keyId?: string | undefined
  model?: string | undefined
  errorCode?: string | undefined
  /** Created at this time or later, and before that one. */
  createdAfter?: string | undefined
  createdBefore?: string | undefined
}

/** What jobs are sorted by: their ids, which begin with the time. */
export const jobKey: SortKeyParts = ['id']

/** One page of jobs, newest first and without the answers' texts. */
export async function findJobs(filter: JobFilter, place: Place): Promise<Found<JobRow>> {
  const { status = null, userId = null, conversationId = null, ...conditions } = filter
  const { key, isBackward, limit, offset, countMax } = place
  const rows = await sql<JobRow & { total: number | null }>('findJobs')`
    select job.*, null as ahead, null as message_id, null as response, null as answer_metadata,
           null as answer_items, now() as now, page.total
    from list_jobs(${status}::text, ${userId}::text, ${conversationId}::int, ${key?.[0] ?? null}::text,
                   ${isBackward}::boolean, ${limit + 1}::int, ${offset}::int, ${countMax}::int,
                   ${JSON.stringify(conditions)}::jsonb)
         with ordinality as page (id, total, position)
    left join job_rows job on job.id = page.id
    order by page.position`
  const jobs = rows.filter(({ id }) => id !== null).map((row) => ({ ...row, key: [row.id] }))
  return toFound(jobs, rows[0]?.total ?? null, place, (row) => row)
}

/** The job as it ended, and what waits behind it. */
export type Cancelled = JobRow & { open_jobs: number; was_running: boolean }

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
    select (job).*, null as ahead, null as message_id, null as response, null as answer_metadata,
           null as answer_items, now() as now,
           was_running, open_jobs
    from cancel_jobs(${reason}::text, ${jobId}::text, ${userId}::text, ${conversationId}::int, ${beforeTurn}::int)`
}

/** The webhook deliveries of these jobs that are to be sent. */
export async function findPendingDeliveries(jobIds: string[]): Promise<string[]> {
  const rows = await sql<{ id: string }>('findPendingDeliveries')`
    select id from webhook_deliveries where job_id = any (${jobIds}::text[]) and status = 'pending'`
  return rows.map(({ id }) => id)
}

/**
 * Takes failed jobs out of the dead letters, the oldest first: they are queued again with all their attempts and
 * time, at their old place in the conversation, and keep the reason of their failure until they end anew.
 */
export async function reviveJobs({ limit, ...filter }: Omit<JobFilter, 'status'> & { limit: number }) {
  return sql<{ id: string; conversation_id: number }>('reviveJobs')`
    select id, conversation_id from revive_jobs(null, null, null, ${limit}::int, ${JSON.stringify(filter)}::jsonb)`
}

/** Unfinished jobs, the newest first. */
export async function findOpenJobs(filter: JobFilter, limit: number) {
  return sql<{ id: string; conversation_id: number }>('findOpenJobs')`
    select id, conversation_id from open_jobs(${JSON.stringify(filter)}::jsonb, ${limit}::int)`
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
    select job.*, null as ahead, null as message_id, null as response, null as answer_metadata,
           null as answer_items, now() as now
    from jobs j join job_rows job on job.id = j.id
    where j.status in ('queued', 'running')
      and j.dispatched_at < now() - make_interval(secs => ${tunables.redispatchSeconds}::float)
      and (j.lease_until <= now()
           or j.status = 'queued' and j.next_attempt_at < now() and not exists (select from jobs_ahead(j)))
    order by j.dispatched_at
    limit ${tunables.sweepBatch}`
}

/** Whether any job has not ended. */
export async function hasOpenJobs(): Promise<boolean> {
  const [row] = await sql<{ open: boolean }>('hasOpenJobs')`
    select exists (select from jobs where status in ('queued', 'running')) as open`
  return row!.open
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
