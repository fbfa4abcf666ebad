import { env } from '#lib/env'
import { type Settlement, settleAttempt } from '#lib/jobs/attempt/settle-store'
import { dispatchFollowing } from '#lib/jobs/dispatch'
import { announce } from '#lib/jobs/events'
import { measureEnd } from '#lib/jobs/measure'
import { type CancelledJob, cancelJobs, findPendingDeliveries, releaseNext } from '#lib/jobs/store'
import { deleteTexts } from '#lib/jobs/stream/channel'
import { type JobRow, type JobViewRow, toJobView } from '#lib/jobs/view'
import { withoutKv } from '#lib/kv/unavailable'
import { errorFields, log } from '#lib/log'
import { modelId } from '#lib/models/providers'
import { queue } from '#lib/queue/index'

/** After a job has ended without an answer: notifies its waiting requests and dispatches what follows. */
export async function afterFailedJob(ended: NonNullable<Settlement>): Promise<void> {
  measureEnd(ended.row)
  await Promise.all([announceRows([ended.row]), dispatchFollowing(ended)])
}

/** Notifies the waiting requests and the workers of these jobs that they have ended. */
async function announceRows(rows: JobViewRow[]): Promise<void> {
  await announce(rows.map(toJobView)).catch(withoutKv('announce'))
}

/** Fails a job that has no attempts or no time left and that no worker holds. Does nothing if that has changed. */
export async function failAbandonedJob(row: JobRow): Promise<void> {
  const failure = {
    code: row.error_code ?? 'deadline_exceeded',
    message: row.error_message ?? 'The job could not be finished in time.',
  }
  const ended = await settleAttempt(
    { id: row.id, attempt: row.attempt, abandoned: true },
    { status: 'failed', failure, model: modelId(env().OPENAI_MODEL) },
  )
  if (ended) await afterFailedJob(ended)
}

/**
 * Cancels jobs with the store's `cancelJobs`, notifies waiting requests and workers, and dispatches what follows. A
 * worker that is notified aborts its model call. Returns the cancelled jobs.
 */
export async function cancel(
  which: Parameters<typeof cancelJobs>[0],
  reason: string,
): Promise<CancelledJob[]> {
  const cancelled = await cancelJobs(which, reason)
  const [row] = cancelled
  if (!row) return []
  for (const each of cancelled) measureEnd(each)
  await Promise.all([
    announceRows(cancelled),
    sendFollowing(row, cancelled),
    ...cancelled.map(({ id }) => queue().cancel(id).catch(queueDown)),
  ])
  return cancelled
}

async function sendFollowing(row: CancelledJob, cancelled: CancelledJob[]): Promise<void> {
  const [nextId, deliveryIds] = await Promise.all([
    row.open_jobs > 0 ? releaseNext(row.conversation_id) : null,
    findPendingDeliveries(cancelled.map(({ id }) => id)),
  ])
  await dispatchFollowing({ row, nextId, deliveryIds })
}

/** A job that was deleted before it ended. */
export type DeletedJob = { jobId: string; conversationId: number; attempts: number; createdAt: string }

/**
 * After jobs were deleted with their conversation: notifies the waiting requests, and the workers, which then abort
 * their model calls.
 */
export async function notifyDeletedJobs(jobs: DeletedJob[]): Promise<void> {
  const error = { code: 'cancelled', message: 'The conversation was deleted.' }
  const ended = jobs.map((job) => ({ ...job, status: 'cancelled' as const, error }))
  await Promise.all([
    announce(ended).catch(withoutKv('announce')),
    ...jobs.map(({ jobId }) => queue().cancel(jobId).catch(queueDown)),
    deleteTexts(jobs.map(({ jobId }) => jobId)),
  ])
}

const queueDown = (error: unknown) => log('warn', 'queue.unavailable', errorFields(error))
