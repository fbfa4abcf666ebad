import { findWindow, rollUp } from '#lib/metering/rollup-store'
import { tunables } from '#lib/tunables'

/**
 * Rolls up the ledger since the last final hour, in at most `rollupBatchesMax` batches. The next run continues there.
 * Stops when a parallel run is already rolling up. Returns the number of completed batches.
 */
export async function rollUpUsage(): Promise<number> {
  let from = new Date(0)
  for (let batches = 0; batches < tunables.rollupBatchesMax; batches++) {
    const window = await findWindow(from)
    if (!window || !(await rollUp(window))) return batches
    from = window.to_at
  }
  return tunables.rollupBatchesMax
}
