import { describe, expect, it } from 'vitest'
import { backoffSeconds, decideRetry as decide, type FailedAttempt } from '#lib/jobs/attempt/retry'
import type { Failure } from '#lib/models/types'
import { tunables } from '#lib/tunables'

const { attemptsMax, deadlineSeconds } = tunables
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

/** The verdict on an attempt when there is only one model, without the choice of the next model. */
function decideRetry(
  failure: Failure,
  attempt: { attempt: number; secondsToDeadline: number },
  random: number,
) {
  const { attempt: counted, secondsToDeadline } = attempt
  const verdict = decide(failure, { counted, secondsToDeadline, modelIndex: 0, modelFailures: 0 }, 1, random)
  if (verdict.status === 'failed') return verdict
  const { status, delaySeconds } = verdict
  return { status, delaySeconds }
}

describe('decideRetry', () => {
  /** Makes every attempt fail, and returns the waits between them. */
  function waits(failure: Failure, random: number): number[] {
    const delays: number[] = []
    for (let attempt = 1; ; attempt++) {
      const elapsed = delays.reduce((sum, delay) => sum + delay, 0)
      const verdict = decideRetry(failure, { attempt, secondsToDeadline: deadlineSeconds - elapsed }, random)
      if (verdict.status === 'failed') return delays
      delays.push(verdict.delaySeconds)
    }
  }
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

  it('retries for at least two minutes, even with the shortest waits', () => {
    expect(sum(waits(retryable, 0))).toBeGreaterThanOrEqual(120)
  })

  it('uses every attempt within the deadline even with the longest waits', () => {
    expect(waits(retryable, highest)).toHaveLength(attemptsMax - 1)
  })

  it('ends a job at once when another attempt cannot help', () => {
    expect(decideRetry(permanent, { attempt: 1, secondsToDeadline: 900 }, 0)).toEqual({ status: 'failed' })
  })

  it('ends a job after its last attempt', () => {
    const job = { attempt: attemptsMax, secondsToDeadline: 900 }
    expect(decideRetry(retryable, job, 0)).toEqual({ status: 'failed' })
    expect(decideRetry(retryable, { ...job, attempt: attemptsMax - 1 }, 0)).toEqual({
      status: 'queued',
      delaySeconds: 30,
    })
  })

  it('waits as long as the provider asks', () => {
    const failure = { ...retryable, retryAfterSeconds: 42.5 }
    expect(decideRetry(failure, { attempt: 1, secondsToDeadline: 900 }, 0)).toEqual({
      status: 'queued',
      delaySeconds: 42.5,
    })
  })

  it('waits for the backoff when that is longer than the provider asks', () => {
    const job = { attempt: 5, secondsToDeadline: 900 }
    for (const retryAfterSeconds of [0, 0.1, 7.9])
      expect(decideRetry({ ...retryable, retryAfterSeconds }, job, 0)).toEqual({
        status: 'queued',
        delaySeconds: 8,
      })
  })

  it('ends a job at once when the provider asks for more time than the job has', () => {
    const failure = { ...retryable, retryAfterSeconds: 86_400 }
    expect(decideRetry(failure, { attempt: 1, secondsToDeadline: 900 }, 0)).toEqual({ status: 'failed' })
    const long = { ...retryable, retryAfterSeconds: 880 }
    expect(decideRetry(long, { attempt: 1, secondsToDeadline: 900 }, 0)).toMatchObject({ delaySeconds: 880 })
  })

  it('repeats a paid call without an answer only as often as its failure allows', () => {
    const failure = { ...retryable, triesMax: 2 }
    const attempt: FailedAttempt = { counted: 5, secondsToDeadline: 800, modelIndex: 0, modelFailures: 0 }
    expect(decide(failure, attempt, 1, 0)).toMatchObject({ status: 'queued', next: { modelFailures: 1 } })
    expect(decide(failure, { ...attempt, modelFailures: 1 }, 1, 0)).toEqual({ status: 'failed' })
    expect(decide(failure, { ...attempt, modelFailures: 1 }, 2, 0)).toMatchObject({
      status: 'queued',
      next: { modelIndex: 1, modelFailures: 0 },
    })
  })

  it('ends a job whose next attempt would come at its deadline or later', () => {
    const failure = { ...retryable, retryAfterSeconds: 30 }
    expect(decideRetry(failure, { attempt: 1, secondsToDeadline: 30 }, 0)).toEqual({ status: 'failed' })
    expect(decideRetry(failure, { attempt: 1, secondsToDeadline: 30.1 }, 0).status).toBe('queued')
  })
})

describe('decideRetry with fallbacks', () => {
  const first: FailedAttempt = { counted: 1, secondsToDeadline: 900, modelIndex: 0, modelFailures: 0 }
  const gone: Failure = { ...permanent, modelSpecific: true }

  it('calls the next model at once after a failure that is specific to the model', () => {
    expect(decide(gone, first, 3, 0)).toEqual({
      status: 'queued',
      delaySeconds: 0,
      next: { modelIndex: 1, modelFailures: 0 },
    })
  })

  it('calls the next model of another provider after a failure of the provider, such as a wrong key', () => {
    const keyless: Failure = { ...permanent, providerSpecific: true }
    expect(decide(keyless, { ...first, otherProvider: 2 }, 3, 0)).toEqual({
      status: 'queued',
      delaySeconds: 0,
      next: { modelIndex: 2, modelFailures: 0 },
    })
    expect(decide(keyless, first, 3, 0)).toEqual({ status: 'failed' })
  })

  it('ends the job when no model is left, or when another one cannot help either', () => {
    expect(decide(gone, { ...first, modelIndex: 2 }, 3, 0)).toEqual({ status: 'failed' })
    expect(decide(permanent, first, 3, 0)).toEqual({ status: 'failed' })
  })

  it('stays with a model for its maximum of failures, then calls the next one after the usual wait', () => {
    const verdicts = [0, 1, 2].map((modelFailures) =>
      decide(retryable, { ...first, counted: modelFailures + 1, modelFailures }, 2, 0),
    )
    expect(verdicts.map((verdict) => 'next' in verdict && verdict.next)).toEqual([
      { modelIndex: 0, modelFailures: 1 },
      { modelIndex: 0, modelFailures: 2 },
      { modelIndex: 1, modelFailures: 0 },
    ])
    expect(verdicts[2]).toMatchObject({ delaySeconds: 2 })
    expect(tunables.modelFailuresMax).toBe(3)
  })

  it('does not apply the wait that one provider asks to the next model', () => {
    const busy = { ...retryable, retryAfterSeconds: 300 }
    expect(decide(busy, { ...first, modelFailures: 2 }, 2, 0)).toMatchObject({ delaySeconds: 0.5 })
    expect(decide(busy, { ...first, modelFailures: 1 }, 2, 0)).toMatchObject({ delaySeconds: 300 })
  })

  it('calls the next model at once when this provider asks for more time than the job has', () => {
    const busy = { ...retryable, retryAfterSeconds: 1_000 }
    expect(decide(busy, first, 2, 0)).toEqual({
      status: 'queued',
      delaySeconds: 0,
      next: { modelIndex: 1, modelFailures: 0 },
    })
  })

  it('never exceeds the maximum of attempts, with any number of models', () => {
    const last = { ...first, counted: attemptsMax }
    expect(decide(gone, last, 3, 0)).toEqual({ status: 'failed' })
    expect(decide(retryable, last, 3, 0)).toEqual({ status: 'failed' })
  })
})
