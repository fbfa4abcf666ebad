import { hasEnded, type JobStatus } from '#lib/jobs/schema'
import { tunables } from '#lib/tunables'

/** The input of `decide`. All times come from the database, so only its clock counts. */
export type JobState = {
  status: JobStatus
  /** The attempts that count against the limit. */
  attempts: number
  nextAttemptAt: Date
  dispatchedAt: Date
  leaseUntil: Date | null
  /** Null until the first attempt. */
  deadlineAt: Date | null
  /** True while an earlier job of the conversation is unfinished. */
  blocked: boolean
}

/**
 * Decides about a job that may be lost: do nothing, send it to the queue again, or fail it. A job with a valid lease,
 * or one that waits for its turn, is left alone.
 */
export function decide(job: JobState, now: Date): 'wait' | 'resend' | 'fail' {
  if (hasEnded(job.status) || (job.status === 'queued' && job.blocked)) return 'wait'
  if (job.leaseUntil && job.leaseUntil > now) return 'wait'
  if (job.attempts >= tunables.attemptsMax || (job.deadlineAt && job.deadlineAt <= now)) return 'fail'
  const redispatchMs = tunables.redispatchSeconds * 1000
  const sentMs = job.dispatchedAt.getTime()
  // A queue message may still be on its way. After a lease has expired, the extra wait is not needed.
  const expectedByMs = job.leaseUntil
    ? Math.max(job.leaseUntil.getTime(), sentMs + redispatchMs)
    : Math.max(job.nextAttemptAt.getTime(), sentMs) + redispatchMs
  return expectedByMs <= now.getTime() ? 'resend' : 'wait'
}
