import { renewLease } from '#lib/jobs/attempt/claim-store'
import { type Listening, listen } from '#lib/jobs/events'
import { errorFields, log } from '#lib/log'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'
import { tunables } from '#lib/tunables'

export type Watch = {
  /** Aborted once the attempt does not hold its job any more: it was cancelled, or another attempt has taken over. */
  signal: AbortSignal
  stop(): void
}

/**
 * Keeps an attempt's lease while its model call lasts. It is told of the job's end by the channel that tells the
 * waiting requests, and finds out at the next renewal at the latest. Short calls are not watched: the first renewal
 * comes after `watchAfterMs`, when the subscription stands, so that nothing in between is missed.
 */
export function watchAttempt(held: { id: string; attempt: number }): Watch {
  const lost = new AbortController()
  let listening: Listening | undefined
  let stopped = false
  let timer = setTimeout(begin, tunables.watchAfterMs)

  async function begin() {
    listening = listen(held.id)
    void listening.ended.then((job) => job && lost.abort())
    await listening.ready
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
      listening?.close()
    },
  }
}
