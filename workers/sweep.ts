import { releaseStale } from '#lib/budgets/store'
import { sweepLostCalls } from '#lib/jobs/attempt/lost'
import { sweepJobs } from '#lib/jobs/sweep'
import type { Outcome } from '#lib/queue/outcome'
import { sweepDeliveries } from '#lib/webhooks/sweep'

/** Sends lost jobs and webhooks again, ends hopeless ones, enters what lost calls have cost, and gives stale reservations back, each in a bounded batch. */
export async function sweep(): Promise<Outcome> {
  await sweepJobs()
  await sweepLostCalls()
  await sweepDeliveries()
  await releaseStale()
  return { kind: 'done' }
}
