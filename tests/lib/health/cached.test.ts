import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { cachedCheck } from '#lib/health/cached'
import { noteServiceFailure } from '#lib/service-failures'
import { tunables } from '#lib/tunables'

let checks: number
let status: string
/** The number of the check whose result a call gets. */
let numberNow: () => Promise<number>

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  checks = 0
  status = 'ok'
  const check = cachedCheck(async () => ({ status, number: ++checks }))
  numberNow = async () => (await check()).number
})

it('a check is shared by all calls that arrive while it runs', async () => {
  expect(await Promise.all([numberNow(), numberNow(), numberNow()])).toEqual([1, 1, 1])
})

it.each([
  ['ok', tunables.healthCacheMs],
  ['degraded', tunables.healthTroubleCacheMs],
])('the result %s is kept for %d ms', async (found, ms) => {
  status = found
  expect(await numberNow()).toBe(1)
  vi.advanceTimersByTime(ms - 1)
  expect(await numberNow()).toBe(1)
  vi.advanceTimersByTime(1)
  expect(await numberNow()).toBe(2)
})

it('a service that fails a request ends a kept result', async () => {
  expect(await numberNow()).toBe(1)
  noteServiceFailure()
  expect(await numberNow()).toBe(2)
})

it('a check that throws is not kept', async () => {
  const failing = cachedCheck(async () => {
    checks++
    throw new Error('no result')
  })
  for (const number of [1, 2]) {
    await expect(failing()).rejects.toThrow('no result')
    expect(checks).toBe(number)
  }
})
