import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideRetry, type FailedAttempt, type RetryDecision } from '#lib/jobs/attempt/retry'
import { decide, type JobState } from '#lib/jobs/decide'
import type { Failure } from '#lib/models/types'
import { tunables } from '#lib/tunables'
import { propertyOptions } from '#tests/support/property'

const { attemptsMax, deadlineSeconds, modelFailuresMax, redispatchSeconds } = tunables
const options = propertyOptions(2_000)

const anyFailure = fc.record<Failure>({
  code: fc.constant('some_failure'),
  message: fc.constant('It failed.'),
  retryable: fc.boolean(),
  modelSpecific: fc.boolean(),
  outage: fc.boolean(),
  triesMax: fc.constantFrom(1, 2, undefined),
  retryAfterSeconds: fc.option(fc.double({ min: 0, max: 10_000, noNaN: true }), { nil: undefined }),
})
const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const anyModels = fc.integer({ min: 1, max: 4 })

/** A job whose attempts all fail: each with a failure, a random number and a duration in seconds. */
const anyJob = fc.record({
  models: anyModels,
  failures: fc.infiniteStream(fc.tuple(anyFailure, anyRandom, fc.nat({ max: 100 }))),
})
type Step = { failure: Failure; attempt: FailedAttempt; verdict: RetryDecision }

function follow({ models, failures }: { models: number; failures: Iterable<[Failure, number, number]> }) {
  const steps: Step[] = []
  let attempt: FailedAttempt = {
    counted: 1,
    secondsToDeadline: deadlineSeconds,
    modelIndex: 0,
    modelFailures: 0,
  }
  for (const [failure, random, tookSeconds] of failures) {
    attempt = { ...attempt, secondsToDeadline: attempt.secondsToDeadline - tookSeconds }
    const verdict = decideRetry(failure, attempt, models, random)
    steps.push({ failure, attempt, verdict })
    if (verdict.status === 'failed') break
    const secondsToDeadline = attempt.secondsToDeadline - verdict.delaySeconds
    attempt = { counted: attempt.counted + 1, secondsToDeadline, ...verdict.next }
  }
  return steps
}

describe('the attempts of a job, with any failures', () => {
  const holds = (check: (steps: Step[], models: number) => void) =>
    fc.assert(
      fc.property(anyJob, (job) => check(follow(job), job.models)),
      options,
    )

  it('end after a maximum number', () =>
    holds((steps) => {
      expect(steps.length).toBeLessThanOrEqual(attemptsMax)
      expect(steps.at(-1)!.verdict.status).toBe('failed')
    }))

  it('never begin after the deadline, unless the next model is called at once', () =>
    holds((steps) => {
      for (const { attempt, verdict } of steps)
        if (verdict.status === 'queued' && verdict.delaySeconds > 0)
          expect(verdict.delaySeconds).toBeLessThan(attempt.secondsToDeadline)
    }))

  it('call only models in the list, and never return to an earlier one', () =>
    holds((steps, models) => {
      for (const { attempt, verdict } of steps) {
        if (verdict.status === 'failed') continue
        expect(verdict.next.modelIndex).toBeLessThan(models)
        expect([attempt.modelIndex, attempt.modelIndex + 1]).toContain(verdict.next.modelIndex)
      }
    }))

  it('leave a model after its maximum of failures when there is another', () =>
    holds((steps, models) => {
      for (const { attempt, verdict } of steps) {
        if (verdict.status === 'failed' || attempt.modelIndex + 1 >= models) continue
        expect(verdict.next.modelFailures).toBeLessThan(modelFailuresMax)
      }
    }))

  it('never repeat a call after a permanent failure of its model', () =>
    holds((steps) => {
      for (const { failure, attempt, verdict } of steps)
        if (!failure.retryable && verdict.status === 'queued')
          expect(verdict.next).toEqual({ modelIndex: attempt.modelIndex + 1, modelFailures: 0 })
    }))

  it('wait as long as the provider asks before the same model is called again', () =>
    holds((steps) => {
      for (const { failure, attempt, verdict } of steps) {
        if (verdict.status === 'failed' || verdict.next.modelIndex !== attempt.modelIndex) continue
        const asked = failure.retryAfterSeconds ?? 0
        expect(verdict.delaySeconds).toBeGreaterThanOrEqual(Math.max(asked, 0.5))
        expect(verdict.delaySeconds).toBeLessThanOrEqual(Math.max(asked, 60))
      }
    }))
})

const now = new Date('2026-11-20T12:00:00Z')
const anyTime = fc
  .integer({ min: -2_000, max: 2_000 })
  .map((seconds) => new Date(now.getTime() + seconds * 1000))
/** Any state that the database allows: a job has a lease only while it runs. */
const anyState: fc.Arbitrary<JobState> = fc
  .record({
    status: fc.constantFrom('queued', 'running', 'completed', 'failed', 'cancelled'),
    attempts: fc.nat({ max: attemptsMax }),
    nextAttemptAt: anyTime,
    dispatchedAt: anyTime,
    lease: anyTime,
    deadlineAt: fc.option(anyTime),
    blocked: fc.boolean(),
  })
  .map(({ lease, ...state }) => ({ ...state, leaseUntil: state.status === 'running' ? lease : null }))

describe('decide, for any job', () => {
  const holds = (check: (job: JobState, action: ReturnType<typeof decide>) => void) =>
    fc.assert(
      fc.property(anyState, (job) => check(job, decide(job, now))),
      options,
    )
  const isHeld = ({ leaseUntil }: JobState) => leaseUntil !== null && leaseUntil > now
  const isOpen = ({ status }: JobState) => status === 'queued' || status === 'running'
  const isHopeless = ({ attempts, deadlineAt }: JobState) =>
    attempts >= attemptsMax || (deadlineAt !== null && deadlineAt <= now)

  it('leaves a job that has ended, is held by a worker or waits for its turn', () =>
    holds((job, action) => {
      if (!isOpen(job) || isHeld(job) || (job.status === 'queued' && job.blocked)) expect(action).toBe('wait')
    }))

  it('ends only jobs without attempts or time, and never resends them', () =>
    holds((job, action) => {
      if (action === 'fail') expect(isHopeless(job)).toBe(true)
      if (action === 'resend') expect(isHopeless(job)).toBe(false)
    }))

  it('resends only a job sent at least the redispatch time ago, which has been due as long or has lost its lease', () =>
    holds((job, action) => {
      if (action !== 'resend') return
      const age = (since: Date) => now.getTime() - since.getTime()
      const redispatchMs = redispatchSeconds * 1000
      expect(age(job.dispatchedAt)).toBeGreaterThanOrEqual(redispatchMs)
      if (job.leaseUntil) expect(age(job.leaseUntil)).toBeGreaterThanOrEqual(0)
      else expect(age(job.nextAttemptAt)).toBeGreaterThanOrEqual(redispatchMs)
    }))

  it('resends or ends every open job when all its times are long past', () =>
    holds((job) => {
      if (!isOpen(job) || (job.status === 'queued' && job.blocked)) return
      expect(decide(job, new Date(now.getTime() + 3_600_000))).not.toBe('wait')
    }))
})
