import { renewLease } from '#lib/jobs/attempt/claim-store'
import { type EndSubscription, listenForEnd } from '#lib/jobs/events'
import { errorFields, log } from '#lib/log'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'
import { tunables } from '#lib/tunables'

export type HeldLease = {
  /** Aborts when the attempt no longer holds its job: the job was cancelled, or another attempt has taken over. */
  signal: AbortSignal
  stop(): void
}

/**
 * Keeps an attempt's lease during its model call. It learns of the job's end from the announcement, or at the next
 * renewal at the latest. Calls shorter than `watchAfterMs` are too short for this. The first renewal comes after the
 * subscription is ready, so no end is missed in between.
 */
export function holdLease(held: { id: string; attempt: number }): HeldLease {
  const lost = new AbortController()
  let subscription: EndSubscription | undefined
  let stopped = false
  let timer = setTimeout(begin, tunables.watchAfterMs)

  async function begin() {
    subscription = listenForEnd(held.id)
    void subscription.ended.then((job) => job && lost.abort())
    await subscription.ready
    await renew()
  }

  async function renew() {
    if (stopped) return
    const kept = await renewLease(held).catch((error) => {
      log('warn', 'lease.not_renewed', { jobId: held.id, attempt: held.attempt, ...errorFields(error) })
      return true
    })
    if (!kept) {
      if (!lost.signal.aborted) record(instruments.leaseLosses, 1, { reason: 'overtaken' })
      lost.abort()
    }
    if (kept && !stopped) timer = setTimeout(renew, tunables.leaseRenewSeconds * 1000)
  }

  return {
    signal: lost.signal,
    stop: () => {
      stopped = true
      clearTimeout(timer)
      subscription?.close()
    },
  }
}
