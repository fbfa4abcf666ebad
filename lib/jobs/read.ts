import { ApiError } from '#lib/api/errors'
import { decide } from '#lib/jobs/decide'
import { dispatchJobs } from '#lib/jobs/dispatch'
import { failAbandonedJob } from '#lib/jobs/end'
import { listenForEnd, untilEnded } from '#lib/jobs/events'
import { hasEnded, type JobView } from '#lib/jobs/schema'
import { findJob, markDispatched } from '#lib/jobs/store'
import { type JobRow, toJobView } from '#lib/jobs/view'

/**
 * Reads a job, and waits until it has ended or until `deadlineMs` (as Date.now() counts). Calls `ifQueued` first if the
 * job is queued. Throws `not_found`, also for a job of another user unless `userId` is null.
 */
export async function readAndWait(
  id: string,
  userId: string | null,
  deadlineMs: number,
  ifQueued?: () => Promise<void>,
): Promise<JobView> {
  const subscription = Date.now() < deadlineMs ? listenForEnd(id) : undefined
  try {
    await subscription?.ready
    const job = await readJob(id, userId)
    if (job.status === 'queued') await ifQueued?.()
    if (!subscription || hasEnded(job.status)) return job
    return await untilEnded(subscription, deadlineMs, () => readJob(id, userId))
  } finally {
    subscription?.close()
  }
}

/**
 * Reads a job. Sends it to the queue again if it was lost, or fails it if it has no attempts or time left. Throws
 * `not_found`, also for a job of another user unless `userId` is null.
 */
export const readJob = async (id: string, userId: string | null): Promise<JobView> =>
  toJobView(await readRow(id, userId))

/** Like `readJob`, but returns the row. */
export async function readRow(id: string, userId: string | null): Promise<JobRow> {
  const row = await findJob(id, userId)
  if (!row) throw new ApiError('not_found', `There is no job ${id}.`)
  const action = decide(stateOf(row), row.now)
  if (action === 'fail') {
    await failAbandonedJob(row)
    return (await findJob(id)) ?? row
  }
  if (action === 'resend' && (await markDispatched(row))) await dispatchJobs([row])
  return row
}

/** The input of `decide` from a row. */
export function stateOf(row: JobRow) {
  return {
    status: row.status,
    attempts: row.attempt - row.uncounted_attempts,
    nextAttemptAt: row.next_attempt_at,
    dispatchedAt: row.dispatched_at,
    leaseUntil: row.lease_until,
    deadlineAt: row.deadline_at,
    blocked: row.ahead !== null,
  }
}
