import { findWindow, rollUp } from '#lib/metering/rollup-store'
import { tunables } from '#lib/tunables'

/**
 * Rolls up what the ledger has since the last final hour, batch by batch, at most `rollupBatchesMax` of them: the next
 * run goes on from there. Leaves the rest to another run that is at it. Returns the batches that were done.
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
