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
 * Sends lost jobs and webhooks again, ends hopeless ones, enters what lost calls have cost, gives stale reservations
 * back, deletes transient conversations, and notes users' last messages, each in a bounded batch and whatever becomes of the others. While jobs are open the next sweep does not
 * wait for the clock.
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

/** When the last sweep that this process has asked for is due, in milliseconds. */
let nextSweepMs = 0

/** The Postgres queue needs none of it: there the clock costs nothing, and strikes every minute. */
async function sweepAgain(): Promise<void> {
  if (env().QUEUE === 'postgres' || Date.now() < nextSweepMs || !(await hasOpenJobs())) return
  nextSweepMs = Date.now() + tunables.sweepAgainSeconds * 1000
  await dispatch([sweepMessage], { delaySeconds: tunables.sweepAgainSeconds })
}
