import { tunables } from '#lib/tunables'

/** When the last messages came that nobody waits for, as performance.now() counts; the oldest one is at `oldest`. */
const lastMs = new Array<number>(tunables.rushMessages).fill(Number.NEGATIVE_INFINITY)
let oldest = 0

/** Notes a message whose caller does not wait for the answer. */
export function noteUnawaited(): void {
  lastMs[oldest] = performance.now()
  oldest = (oldest + 1) % lastMs.length
}

/**
 * Whether messages that nobody waits for come so fast that this process stores them first and answers them afterwards.
 * Their callers wait for the acceptance alone, and the answers take the processor's time from it.
 */
export const isRush = (): boolean => performance.now() - lastMs[oldest]! < tunables.rushMs
