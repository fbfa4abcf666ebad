import { decide } from '#lib/jobs/decide'
import { dispatchJobs } from '#lib/jobs/dispatch'
import { failAbandonedJob } from '#lib/jobs/end'
import { stateOf } from '#lib/jobs/read'
import { findStale, markDispatched } from '#lib/jobs/store'
import type { JobRow } from '#lib/jobs/view'
import { errorFields, log } from '#lib/log'

/**
 * Sweeps one bounded batch of stale jobs: sends lost ones to the queue again and fails those without attempts or time.
 * Every step is a compare-and-set, so two sweeps at once do no harm.
 */
export async function sweepJobs(): Promise<void> {
  const stale = await findStale()
  const actions = stale.map((row) => ({ row, action: decide(stateOf(row), row.now) }))
  const lost: JobRow[] = []
  // An error with one row must not stop the sweep of the others.
  const failed = (row: JobRow) => (error: unknown) => {
    log('error', 'sweep.failed', { jobId: row.id, ...errorFields(error) })
    return false
  }
  for (const { row, action } of actions)
    if (action === 'resend' && (await markDispatched(row).catch(failed(row)))) lost.push(row)
  await dispatchJobs(lost)
  for (const { row } of actions.filter(({ action }) => action === 'fail'))
    await failAbandonedJob(row).catch(failed(row))
  if (stale.length > 0) log('info', 'sweep', { stale: stale.length, resent: lost.length })
}
