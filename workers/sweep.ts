import { releaseStale } from '#lib/budgets/store'
import { sweepJobs } from '#lib/jobs/sweep'
import type { Outcome } from '#lib/queue/outcome'
import { sweepDeliveries } from '#lib/webhooks/sweep'
import { runChores } from '#workers/chores'

/**
 * Sends lost jobs and webhooks again, ends hopeless ones, and gives stale reservations back, each in a bounded batch and
 * whatever becomes of the others.
 */
export async function sweep(): Promise<Outcome> {
  await runChores('sweep', { jobs: sweepJobs, webhooks: sweepDeliveries, reservations: releaseStale })
  return { kind: 'done' }
}
