import { type ListPage, type PagePosition, type SortKeyParts, toListPage } from '#lib/api/paging'
import { sql } from '#lib/db/index'
import type { JobStatus } from '#lib/jobs/schema'
import type { JobRow } from '#lib/jobs/view'
import { tunables } from '#lib/tunables'

/**
 * One job with its answer, the job that it waits for, and the database's time. Undefined if it does not exist or
 * belongs to another user.
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

/** Marks an unfinished job as read by a stream, so that its next attempt streams the model's text. */
export async function markStreamed(jobId: string): Promise<void> {
  await sql('markStreamed')`
    update jobs set params = params || '{"stream":true}'
    where id = ${jobId} and status in ('queued', 'running') and params->>'stream' is null`
}

/** A filter of jobs. A job must match every field that is given. */
export type JobFilter = {
  status?: JobStatus | undefined
  jobIds?: string[] | undefined
  userId?: string | undefined
  conversationId?: number | undefined
  keyId?: string | undefined
  model?: string | undefined
  errorCode?: string | undefined
  /** Inclusive; `createdBefore` is exclusive. */
  createdAfter?: string | undefined
  createdBefore?: string | undefined
}

/** The sort key of jobs: their id, which begins with the time. */
export const jobKey: SortKeyParts = ['id']

/** One page of jobs, newest first, without answers. */
export async function findJobs(filter: JobFilter, place: PagePosition): Promise<ListPage<JobRow>> {
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
  return toListPage(jobs, rows[0]?.total ?? null, place, (row) => row)
}

/** A cancelled job, with the number of open jobs that its conversation still has. */
export type CancelledJob = JobRow & { open_jobs: number; was_running: boolean }

/**
 * Cancels one job (of this user, if given), or the unfinished jobs before a turn of a conversation. The state is final
 * at once, even if a worker holds the job. Returns the jobs that it cancelled.
 */
export async function cancelJobs(
  which: { jobId: string; userId?: string | null } | { conversationId: number; beforeTurn: number },
  reason: string,
): Promise<CancelledJob[]> {
  const { jobId, userId = null } = 'jobId' in which ? which : { jobId: null }
  const { conversationId, beforeTurn } = 'jobId' in which ? { conversationId: null, beforeTurn: null } : which
  return sql<CancelledJob>('cancelJobs')`
    select (job).*, null as ahead, null as message_id, null as response, null as answer_metadata,
           null as answer_items, now() as now,
           was_running, open_jobs
    from cancel_jobs(${reason}::text, ${jobId}::text, ${userId}::text, ${conversationId}::int, ${beforeTurn}::int)`
}

/** The ids of the pending webhook deliveries of these jobs. */
export async function findPendingDeliveries(jobIds: string[]): Promise<string[]> {
  const rows = await sql<{ id: string }>('findPendingDeliveries')`
    select id from webhook_deliveries where job_id = any (${jobIds}::text[]) and status = 'pending'`
  return rows.map(({ id }) => id)
}

/**
 * Redrives failed jobs, oldest first: queues them again at their old place in the conversation, with new attempts and
 * a new deadline. They keep their error until they end again.
 */
export async function reviveJobs({ limit, ...filter }: Omit<JobFilter, 'status'> & { limit: number }) {
  return sql<{ id: string; conversation_id: number }>('reviveJobs')`
    select id, conversation_id from revive_jobs(null, null, null, ${limit}::int, ${JSON.stringify(filter)}::jsonb)`
}

/** Unfinished jobs, newest first. */
export async function findOpenJobs(filter: JobFilter, limit: number) {
  return sql<{ id: string; conversation_id: number }>('findOpenJobs')`
    select id, conversation_id from open_jobs(${JSON.stringify(filter)}::jsonb, ${limit}::int)`
}

/** Makes the first unfinished job of a conversation due now and returns its id; null when it is running. */
export async function releaseNext(conversationId: number): Promise<string | null> {
  const [row] = await sql<{ id: string | null }>('releaseNext')`select release_next(${conversationId}) as id`
  return row!.id
}

/**
 * Unfinished jobs whose turn it is and that were not dispatched or claimed for a while: oldest first, at most
 * `sweepBatch`. `decide` chooses the action for each.
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

/** True if any job has not ended. */
export async function hasOpenJobs(): Promise<boolean> {
  const [row] = await sql<{ open: boolean }>('hasOpenJobs')`
    select exists (select from jobs where status in ('queued', 'running')) as open`
  return row!.open
}

/** Records that a job is about to be sent again. False if another process has just sent or claimed it. */
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
