import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { isBurst, noteUnawaited } from '#lib/queue/burst'
import { tunables } from '#lib/tunables'
import { createConsumer } from '#workers/postgres/consumer'

// All tests share one clock: a burst of one test is over in the next.
beforeAll(() => void vi.useFakeTimers())
beforeEach(() => void vi.advanceTimersByTime(tunables.burstMs))
afterAll(() => void vi.useRealTimers())

const notes = (count: number) => {
  for (let i = 0; i < count; i++) noteUnawaited()
}

/** A consumer that finds one due job until it has claimed it, and its claims. */
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

it('is a burst after many unawaited messages at once, and ends after its time', () => {
  notes(tunables.burstMessages - 1)
  expect(isBurst()).toBe(false)
  notes(1)
  expect(isBurst()).toBe(true)
  vi.advanceTimersByTime(tunables.burstMs)
  expect(isBurst()).toBe(false)
})

it('is not a burst when as many messages come one after another', () => {
  for (let i = 0; i < 3 * tunables.burstMessages; i++) {
    notes(1)
    vi.advanceTimersByTime(Math.ceil(tunables.burstMs / (tunables.burstMessages - 1)))
    expect(isBurst()).toBe(false)
  }
})

it('makes due work wait until it ends, but not a message with a waiting caller', async () => {
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

it('does not make due work wait forever', async () => {
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

it('wakes nothing after close', async () => {
  const { consumer, claimed } = startConsumer()
  notes(tunables.burstMessages)
  consumer.wake()
  await consumer.close()
  await vi.advanceTimersByTimeAsync(tunables.burstWaitMsMax + tunables.burstMs)
  expect(claimed).toEqual([])
})
