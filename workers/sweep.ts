import { releaseStale } from '#lib/budgets/store'
import { expireTransient } from '#lib/conversations/delete'
import { env } from '#lib/env'
import { sweepLostCalls } from '#lib/jobs/attempt/lost'
import { hasOpenJobs } from '#lib/jobs/store'
import { sweepJobs } from '#lib/jobs/sweep'
import { dispatch } from '#lib/queue/dispatch'
import type { Outcome } from '#lib/queue/outcome'
import { sweepMessage } from '#lib/queue/types'
import { tunables } from '#lib/tunables'
import { sweepDeletions } from '#lib/users/deletion'
import { noteActivity } from '#lib/users/note-activity'
import { sweepDeliveries } from '#lib/webhooks/sweep'
import { runChores } from '#workers/chores'

/**
 * The sweep: sends lost jobs and webhooks again, fails those without attempts or time, writes the cost of lost calls to
 * the ledger, releases stale reservations, deletes transient conversations, and records users' last messages. Each step
 * has a bounded batch and runs even if others fail. While jobs are open, the next sweep comes before the schedule.
 */
export async function sweep(): Promise<Outcome> {
  await runChores('sweep', {
    jobs: sweepJobs,
    lostCalls: sweepLostCalls,
    webhooks: sweepDeliveries,
    reservations: releaseStale,
    deletions: sweepDeletions,
    transient: expireTransient,
    activity: noteActivity,
    next: sweepAgain,
  })
  return { kind: 'done' }
}

/** The time of the last sweep that this process has requested, in milliseconds. */
let nextSweepMs = 0

/** The Postgres queue does not need it: its schedule costs nothing and runs every minute. */
async function sweepAgain(): Promise<void> {
  if (env().QUEUE === 'postgres' || Date.now() < nextSweepMs || !(await hasOpenJobs())) return
  nextSweepMs = Date.now() + tunables.sweepAgainSeconds * 1000
  await dispatch([sweepMessage], { delaySeconds: tunables.sweepAgainSeconds })
}
