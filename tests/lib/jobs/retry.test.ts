import { describe, expect, it } from 'vitest'
import { afterFailure, backoffSeconds, type Failure } from '#lib/jobs/retry'
import { tunables } from '#lib/tunables'

const { attemptsMax, deadlineSeconds, retryAfterSecondsMax } = tunables
const retryable: Failure = { code: 'model_failed', message: 'It failed.', retryable: true }
const permanent: Failure = { ...retryable, retryable: false }
const highest = 1 - Number.EPSILON
const attempts = Array.from({ length: attemptsMax - 1 }, (_, i) => i + 1)

describe('backoffSeconds', () => {
  it('waits 0.5 to 1 second after the first attempt, doubling up to 30 to 60', () => {
    expect(attempts.map((attempt) => backoffSeconds(attempt, 0))).toEqual([0.5, 1, 2, 4, 8, 16, 30, 30, 30])
    expect(attempts.map((attempt) => Math.round(backoffSeconds(attempt, highest)))).toEqual([
      1, 2, 4, 8, 16, 32, 60, 60, 60,
    ])
  })

  it('stays at its cap for any attempt number', () => {
    expect(backoffSeconds(2_000, 0)).toBe(30)
    expect(backoffSeconds(2_000, highest)).toBeLessThanOrEqual(60)
  })
})

describe('afterFailure', () => {
  /** Lets every attempt fail and adds up the waits between them. */
  function waits(failure: Failure, random: number): number[] {
    const delays: number[] = []
    for (let attempt = 1; ; attempt++) {
      const elapsed = delays.reduce((sum, delay) => sum + delay, 0)
      const verdict = afterFailure(failure, { attempt, secondsToDeadline: deadlineSeconds - elapsed }, random)
      if (verdict.status === 'failed') return delays
      delays.push(verdict.delaySeconds)
    }
  }
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

  it('outlives an outage of two minutes even with the shortest waits', () => {
    expect(sum(waits(retryable, 0))).toBeGreaterThanOrEqual(120)
  })

  it('uses every attempt within the deadline even with the longest waits', () => {
    expect(waits(retryable, highest)).toHaveLength(attemptsMax - 1)
  })

  it('ends a job at once when another attempt cannot help', () => {
    expect(afterFailure(permanent, { attempt: 1, secondsToDeadline: 900 }, 0)).toEqual({ status: 'failed' })
  })

  it('ends a job after its last attempt', () => {
    const job = { attempt: attemptsMax, secondsToDeadline: 900 }
    expect(afterFailure(retryable, job, 0)).toEqual({ status: 'failed' })
    expect(afterFailure(retryable, { ...job, attempt: attemptsMax - 1 }, 0)).toEqual({
      status: 'queued',
      delaySeconds: 30,
    })
  })

  it('waits as long as the provider asks', () => {
    const failure = { ...retryable, retryAfterSeconds: 42.5 }
    expect(afterFailure(failure, { attempt: 1, secondsToDeadline: 900 }, 0)).toEqual({
      status: 'queued',
      delaySeconds: 42.5,
    })
  })

  it('backs off longer than the provider asks, which may be not at all', () => {
    const job = { attempt: 5, secondsToDeadline: 900 }
    for (const retryAfterSeconds of [0, 0.1, 7.9])
      expect(afterFailure({ ...retryable, retryAfterSeconds }, job, 0)).toEqual({
        status: 'queued',
        delaySeconds: 8,
      })
  })

  it('cuts what the provider asks to ten minutes', () => {
    const failure = { ...retryable, retryAfterSeconds: 86_400 }
    expect(afterFailure(failure, { attempt: 1, secondsToDeadline: 900 }, 0)).toEqual({
      status: 'queued',
      delaySeconds: retryAfterSecondsMax,
    })
    expect(retryAfterSecondsMax).toBe(600)
  })

  it('ends a job whose next attempt would come at its deadline or later', () => {
    const failure = { ...retryable, retryAfterSeconds: 30 }
    expect(afterFailure(failure, { attempt: 1, secondsToDeadline: 30 }, 0)).toEqual({ status: 'failed' })
    expect(afterFailure(failure, { attempt: 1, secondsToDeadline: 30.1 }, 0).status).toBe('queued')
  })
})
