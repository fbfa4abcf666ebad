import { errorFields, log } from '#lib/log'
import type { Outcome } from '#lib/queue/outcome'
import { createSlots, type Slot } from '#lib/queue/slots'
import { tunables } from '#lib/tunables'

/** Where a consumer gets its work: claims that are due, and what to do with one. */
export type Source<Claim> = {
  name: string
  claimDue(limit: number): Promise<Claim[]>
  run(claim: Claim): Promise<Outcome>
}

export type Consumer = {
  /** A free place, unless due work may wait for it. */
  take(): Slot | undefined
  /** Claims due work as far as there are free places, and behind a rush. */
  wake(): void
  /** Takes no more, and resolves when nothing runs. */
  close(): Promise<void>
}

type Options = {
  places: number
  /** False while this process must not claim. */
  mayClaim(): boolean
  /** Hears of work that is due again after a delay. */
  onRetry(delaySeconds: number): void
  /** While it is true, `wake` waits, for at most `rushWaitMsMax`. */
  isRush?(): boolean
}

/**
 * Runs due work in a fixed number of places. It claims in batches, one statement at a time, until one comes back
 * empty. While due work waits, nothing newer gets a place before it.
 */
export function createConsumer<Claim>(source: Source<Claim>, options: Options): Consumer {
  const slots = createSlots(options.places, onFree)
  let mayBeDue = false
  let isClaiming = false
  let heldSinceMs: number | undefined
  let timer: NodeJS.Timeout | undefined

  function wake(): void {
    const nowMs = performance.now()
    if (options.isRush?.() && nowMs - (heldSinceMs ?? nowMs) < tunables.rushWaitMsMax) {
      heldSinceMs ??= nowMs
      timer ??= setTimeout(wakeAgain, tunables.rushMs)
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
    // A batch that is not full may have left out what another statement had locked.
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
