import { setTimeout } from 'node:timers/promises'
import { onTestFinished, vi } from 'vitest'

/** Stops this process's clock at half past the hour until the test ends, so that no rate-limit window ends meanwhile. */
export function freezeAtHalfPast(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date().setMinutes(30, 0, 0) })
  onTestFinished(() => void vi.useRealTimers())
}

/** For rate limits of another process: if the hour ends within the next minute, waits for the next hour. */
export async function avoidHourBoundary(): Promise<void> {
  const left = 3_600_000 - (Date.now() % 3_600_000)
  if (left < 60_000) await setTimeout(left)
}
