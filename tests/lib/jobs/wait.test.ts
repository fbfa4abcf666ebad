import { describe, expect, it } from 'vitest'
import { clampWaitMs, preferredWait } from '#lib/jobs/wait'
import { tunables } from '#lib/tunables'

describe('clampWaitMs', () => {
  it('is the default when the caller names none', () => {
    expect(clampWaitMs()).toBe(tunables.waitSecondsDefault * 1000)
  })

  it('is the caller’s wait, up to the maximum of the runtime', () => {
    expect(clampWaitMs(0)).toBe(0)
    expect(clampWaitMs(1.5)).toBe(1_500)
    expect(clampWaitMs(tunables.waitSecondsMax.nodejs)).toBe(40_000)
    expect(clampWaitMs(600)).toBe(40_000)
  })
})

describe('preferredWait', () => {
  it.each<[string, number | undefined]>([
    ['wait=5', 5],
    ['wait="5"', 5],
    ['WAIT = 7', 7],
    ['respond-async', 0],
    ['respond-async, wait=10', 10],
    ['respond-async; wait=10', 10],
    ['return=minimal, wait=3', 3],
    ['wait=999999', 600],
    ['wait=0', 0],
    ['wait=-1', undefined],
    ['wait=soon', undefined],
    ['wait=1.5', undefined],
    ['wait=', undefined],
    ['await=5', undefined],
    ['handling=lenient', undefined],
    ['', undefined],
  ])('reads "Prefer: %s" as %s', (prefer, seconds) => {
    expect(preferredWait(new Headers({ prefer }))).toBe(seconds)
  })

  it('is undefined without the header', () => {
    expect(preferredWait(new Headers())).toBeUndefined()
  })
})
