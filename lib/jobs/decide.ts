import { hasEnded, type JobStatus } from '#lib/jobs/schema'
import { tunables } from '#lib/tunables'

/** What the decision about a job rests on. Times are the database's, so its clock alone decides. */
export type JobState = {
  status: JobStatus
  /** Those that count against the limit. */
  attempts: number
  nextAttemptAt: Date
  dispatchedAt: Date
  leaseUntil: Date | null
  /** Null until the first attempt. */
  deadlineAt: Date | null
  /** Whether another job of the conversation comes first. */
  blocked: boolean
}

/**
 * What to do about a job that may have been left behind: nothing, send it to the queue again, or end it.
 * A job whose worker still holds its lease, or that waits for its turn, is left alone.
 */
export function decide(job: JobState, now: Date): 'wait' | 'resend' | 'fail' {
  if (hasEnded(job.status) || (job.status === 'queued' && job.blocked)) return 'wait'
  if (job.leaseUntil && job.leaseUntil > now) return 'wait'
  if (job.attempts >= tunables.attemptsMax || (job.deadlineAt && job.deadlineAt <= now)) return 'fail'
  const patienceMs = tunables.redispatchSeconds * 1000
  const sentMs = job.dispatchedAt.getTime()
  // A message may still be on its way; a worker whose lease has run out has had its time.
  const expectedByMs = job.leaseUntil
    ? Math.max(job.leaseUntil.getTime(), sentMs + patienceMs)
    : Math.max(job.nextAttemptAt.getTime(), sentMs) + patienceMs
  return expectedByMs <= now.getTime() ? 'resend' : 'wait'
}
