import type { JobRow } from '#lib/jobs/view'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'

type EndedJob = Pick<JobRow, 'status' | 'created_at' | 'finished_at'>

/** Records a job that this process has ended, and the time since its message was accepted. */
export function measureEnd({ status, created_at, finished_at }: EndedJob): void {
  record(instruments.jobsEnded, 1, { status })
  const ms = (finished_at ?? new Date()).getTime() - created_at.getTime()
  record(instruments.turnDuration, Math.max(0, ms) / 1000, { status })
}

export type AttemptOutcome =
  | 'completed'
  | 'retried'
  | 'failed'
  | 'deferred'
  | 'skipped'
  | 'rejected'
  | 'released'
  | 'overtaken'

/** Counts an attempt by its outcome and error code. */
export const measureAttempt = (outcome: AttemptOutcome, code?: string): void =>
  record(instruments.attempts, 1, { outcome, 'error.type': code })
