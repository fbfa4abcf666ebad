import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { isRush, noteUnawaited } from '#lib/queue/rush'
import { tunables } from '#lib/tunables'
import { createConsumer } from '#workers/postgres/consumer'

// All tests share one clock: a rush of one test is over in the next.
beforeAll(() => void vi.useFakeTimers())
beforeEach(() => void vi.advanceTimersByTime(tunables.rushMs))
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
    { slots: 4, mayClaim: () => true, onRetry: () => {}, isRush },
  )
  return { consumer, claimed }
}

it('is a rush after many unawaited messages at once, and ends after its time', () => {
  notes(tunables.rushMessages - 1)
  expect(isRush()).toBe(false)
  notes(1)
  expect(isRush()).toBe(true)
  vi.advanceTimersByTime(tunables.rushMs)
  expect(isRush()).toBe(false)
})

it('is not a rush when as many messages come one after another', () => {
  for (let i = 0; i < 3 * tunables.rushMessages; i++) {
    notes(1)
    vi.advanceTimersByTime(Math.ceil(tunables.rushMs / (tunables.rushMessages - 1)))
    expect(isRush()).toBe(false)
  }
})

it('makes due work wait until it ends, but not a message with a waiting caller', async () => {
  const { consumer, claimed } = startConsumer()
  notes(tunables.rushMessages)
  consumer.wake()
  await vi.advanceTimersByTimeAsync(tunables.rushMs / 2)
  expect(claimed).toEqual([])
  const slot = consumer.take()
  expect(slot).toBeDefined()
  slot!.release()
  await vi.advanceTimersByTimeAsync(tunables.rushMs / 2)
  expect(claimed).toEqual([1])
})

it('does not make due work wait forever', async () => {
  const { consumer, claimed } = startConsumer()
  const beganMs = performance.now()
  while (claimed.length === 0) {
    notes(tunables.rushMessages)
    consumer.wake()
    await vi.advanceTimersByTimeAsync(tunables.rushMs / 2)
  }
  const waitedMs = performance.now() - beganMs
  expect(waitedMs).toBeGreaterThanOrEqual(tunables.rushWaitMsMax)
  expect(waitedMs).toBeLessThanOrEqual(tunables.rushWaitMsMax + 2 * tunables.rushMs)
})

it('wakes nothing after close', async () => {
  const { consumer, claimed } = startConsumer()
  notes(tunables.rushMessages)
  consumer.wake()
  await consumer.close()
  await vi.advanceTimersByTimeAsync(tunables.rushWaitMsMax + tunables.rushMs)
  expect(claimed).toEqual([])
})
