import { tunables } from '#lib/tunables'

/** The performance.now() times of the last messages without a waiting caller. `oldest` is the index of the oldest. */
const lastMs = new Array<number>(tunables.burstMessages).fill(Number.NEGATIVE_INFINITY)
let oldest = 0

/** Records a message whose caller does not wait for the answer. */
export function noteUnawaited(): void {
  lastMs[oldest] = performance.now()
  oldest = (oldest + 1) % lastMs.length
}

/**
 * True when messages without a waiting caller arrive so fast that this process should store them first and answer them
 * later. Their callers wait only for the acceptance, and answering would slow it down.
 */
export const isBurst = (): boolean => performance.now() - lastMs[oldest]! < tunables.burstMs
