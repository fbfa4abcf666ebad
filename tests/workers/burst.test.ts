import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { isBurst, noteUnawaited } from '#lib/queue/burst'
import { tunables } from '#lib/tunables'
import { createConsumer } from '#workers/postgres/consumer'

// One clock for all: what one test notes is over in the next.
beforeAll(() => void vi.useFakeTimers())
beforeEach(() => void vi.advanceTimersByTime(tunables.burstMs))
afterAll(() => void vi.useRealTimers())

const notes = (count: number) => {
  for (let i = 0; i < count; i++) noteUnawaited()
}

/** A consumer of work that never ends, and how much of it was claimed. */
function startConsumer() {
  const claimed: number[] = []
  const consumer = createConsumer<number>(
    {
      name: 'jobs',
      claimDue: async () => (claimed.length === 0 ? [1] : []),
      run: async (claim) => {
        claimed.push(claim)
        return { kind: 'done' }
      },
    },
    { slots: 4, mayClaim: () => true, onRetry: () => {}, isBurst },
  )
  return { consumer, claimed }
}

it('is a rush when many messages come at once that nobody waits for, and for no longer', () => {
  notes(tunables.burstMessages - 1)
  expect(isBurst()).toBe(false)
  notes(1)
  expect(isBurst()).toBe(true)
  vi.advanceTimersByTime(tunables.burstMs)
  expect(isBurst()).toBe(false)
})

it('is none when as many come one after the other', () => {
  for (let i = 0; i < 3 * tunables.burstMessages; i++) {
    notes(1)
    vi.advanceTimersByTime(Math.ceil(tunables.burstMs / (tunables.burstMessages - 1)))
    expect(isBurst()).toBe(false)
  }
})

it('lets due work wait for its end, and a message that somebody waits for go ahead', async () => {
  const { consumer, claimed } = startConsumer()
  notes(tunables.burstMessages)
  consumer.wake()
  await vi.advanceTimersByTimeAsync(tunables.burstMs / 2)
  expect(claimed).toEqual([])
  const slot = consumer.take()
  expect(slot).toBeDefined()
  slot!.release()
  await vi.advanceTimersByTimeAsync(tunables.burstMs / 2)
  expect(claimed).toEqual([1])
})

it('does not let due work wait for ever', async () => {
  const { consumer, claimed } = startConsumer()
  const beganMs = performance.now()
  while (claimed.length === 0) {
    notes(tunables.burstMessages)
    consumer.wake()
    await vi.advanceTimersByTimeAsync(tunables.burstMs / 2)
  }
  const waitedMs = performance.now() - beganMs
  expect(waitedMs).toBeGreaterThanOrEqual(tunables.burstWaitMsMax)
  expect(waitedMs).toBeLessThanOrEqual(tunables.burstWaitMsMax + 2 * tunables.burstMs)
})

it('wakes nothing once it is closed', async () => {
  const { consumer, claimed } = startConsumer()
  notes(tunables.burstMessages)
  consumer.wake()
  await consumer.close()
  await vi.advanceTimersByTimeAsync(tunables.burstWaitMsMax + tunables.burstMs)
  expect(claimed).toEqual([])
})
