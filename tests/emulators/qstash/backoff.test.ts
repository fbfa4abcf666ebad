import { describe, expect, it } from 'vitest'
import { defaultBackoffMs, nextWaitMs, requestedWaitMs } from '#emulators/qstash/backoff'
import { parseDuration } from '#emulators/qstash/duration'

const now = Date.parse('2026-11-23T12:00:00Z')

describe('durations', () => {
  it.each([
    ['50s', 50_000],
    ['3m', 180_000],
    ['1d10h30m', 124_200_000],
    ['90', 90_000],
    ['250ms', 250],
    ['1.5h', 5_400_000],
  ])('%s is %d ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds)
  })

  it.each(['', 'soon', '5 s', '-5s', '5w', 's'])('%j is not a duration', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })
})

describe('the wait before a retry', () => {
  it('is the documented default: 12 s, 2 m 28 s, 30 m 8 s, 6 h 7 m 6 s, then a day', () => {
    const seconds = [1, 2, 3, 4, 5, 6].map((retry) => Math.floor(defaultBackoffMs(retry) / 1000))
    expect(seconds).toEqual([12, 148, 1808, 22026, 86400, 86400])
  })

  it.each([
    ['7', 7000],
    ['0', 0],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['6m5s', 365_000],
  ])('follows Retry-After: %s', (value, expected) => {
    expect(requestedWaitMs(value, now)).toBe(expected)
  })

  it('ignores a Retry-After that is unreadable or beyond one day', () => {
    expect(requestedWaitMs('later', now)).toBeUndefined()
    expect(requestedWaitMs('86401', now)).toBeUndefined()
  })

  it('follows Retry-After before the expression, and the expression before the default', () => {
    const message = { retried: 1, retryDelayExpression: '100 * retried' }
    expect(nextWaitMs(message, '2', now)).toBe(2000)
    expect(nextWaitMs(message, undefined, now)).toBe(100)
  })

  it('limits an expression to between zero and a day, and uses the default when its value is not finite', () => {
    expect(nextWaitMs({ retried: 0, retryDelayExpression: '-5' }, undefined, now)).toBe(0)
    expect(nextWaitMs({ retried: 0, retryDelayExpression: 'pow(10, 12)' }, undefined, now)).toBe(86_400_000)
    expect(nextWaitMs({ retried: 0, retryDelayExpression: '1 / retried' }, undefined, now)).toBe(
      defaultBackoffMs(1),
    )
  })
})
