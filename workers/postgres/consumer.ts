import { errorFields, log } from '#lib/log'
import type { Outcome } from '#lib/queue/outcome'
import { createSlots, type Slot } from '#lib/queue/slots'
import { tunables } from '#lib/tunables'

/** The source of a consumer's work. */
export type Source<Claim> = {
  name: string
  claimDue(limit: number): Promise<Claim[]>
  run(claim: Claim): Promise<Outcome>
}

export type Consumer = {
  /** A free slot, unless due work may be waiting for it. */
  take(): Slot | undefined
  /** Claims due work for the free slots, after a burst. */
  wake(): void
  /** Stops claiming, and resolves when nothing runs. */
  close(): Promise<void>
}

type Options = {
  slots: number
  /** False while this process must not claim. */
  mayClaim(): boolean
  /** Called for work that is due again after a delay. */
  onRetry(delaySeconds: number): void
  /** While true, `wake` waits, at most `burstWaitMsMax`. */
  isBurst?(): boolean
}

/**
 * Runs due work in a fixed number of slots. It claims in batches, one statement at a time, until a batch is empty. While
 * due work waits, newer work gets no slot.
 */
export function createConsumer<Claim>(source: Source<Claim>, options: Options): Consumer {
  const slots = createSlots(options.slots, onFree)
  let mayBeDue = false
  let isClaiming = false
  let heldSinceMs: number | undefined
  let timer: NodeJS.Timeout | undefined

  function wake(): void {
    const nowMs = performance.now()
    if (options.isBurst?.() && nowMs - (heldSinceMs ?? nowMs) < tunables.burstWaitMsMax) {
      heldSinceMs ??= nowMs
      timer ??= setTimeout(wakeAgain, tunables.burstMs)
      return
    }
    heldSinceMs = undefined
    mayBeDue = true
    void fill()
  }

  function wakeAgain(): void {
    timer = undefined
    wake()
  }

  function onFree(result: unknown): void {
    if (isRetry(result)) options.onRetry(result.delaySeconds)
    if (mayBeDue) void fill()
  }

  async function fill(): Promise<void> {
    if (isClaiming) return
    isClaiming = true
    try {
      while (mayBeDue && slots.free() > 0 && options.mayClaim()) await claimBatch()
    } catch (error) {
      log('warn', 'queue.not_claimed', { of: source.name, ...errorFields(error) })
    } finally {
      isClaiming = false
    }
  }

  async function claimBatch(): Promise<void> {
    const limit = Math.min(slots.free(), tunables.claimBatch)
    const reserved = Array.from({ length: limit }, () => slots.take()!)
    mayBeDue = false
    const claims = await source.claimDue(limit).catch((error) => {
      for (const slot of reserved) slot.release()
      throw error
    })
    // A batch that is not full may have skipped rows that another statement had locked.
    if (claims.length > 0) mayBeDue = true
    reserved.forEach((slot, index) => {
      const claim = claims[index]
      if (claim === undefined) slot.release()
      else slot.run(() => source.run(claim))
    })
  }

  return {
    take: () => (mayBeDue || !options.mayClaim() ? undefined : slots.take()),
    wake,
    close() {
      clearTimeout(timer)
      slots.close()
      return slots.idle()
    },
  }
}

type Retry = Extract<Outcome, { kind: 'retry' }>
const isRetry = (result: unknown): result is Retry => (result as Outcome | undefined)?.kind === 'retry'
