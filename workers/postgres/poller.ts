import { errorFields, log } from '#lib/log'
import { type Due, lookForDue } from '#lib/queue/postgres/store'
import { tunables } from '#lib/tunables'

export type Poller = {
  /** Looks for due work now, or right after the current query. */
  now(): void
  /** Looks after a delay. A delay longer than the regular interval needs no timer. */
  in(seconds: number): void
  stop(): void
}

/** Looks for due work once a second, and at the time when the next work becomes due. */
export function startPolling(onDue: (due: Due) => void): Poller {
  const timers = new Set<NodeJS.Timeout>()
  let isLooking = false
  let isWanted = false
  let isStopped = false

  async function look(): Promise<void> {
    if (isStopped) return
    isWanted = true
    if (isLooking) return
    isLooking = true
    while (isWanted && !isStopped) {
      isWanted = false
      await lookOnce()
    }
    isLooking = false
  }

  async function lookOnce(): Promise<void> {
    try {
      const due = await lookForDue()
      if (isStopped) return
      onDue(due)
      if (due.nextInSeconds !== null) lookIn(due.nextInSeconds)
    } catch (error) {
      log('warn', 'queue.not_scanned', errorFields(error))
    }
  }

  function lookIn(seconds: number): void {
    const ms = Math.ceil(seconds * 1000)
    if (ms > tunables.dueScanMs || isStopped) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      void look()
    }, ms)
    timers.add(timer)
  }

  const interval = setInterval(look, tunables.dueScanMs)
  void look()
  return {
    now: () => void look(),
    in: lookIn,
    stop() {
      isStopped = true
      clearInterval(interval)
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
