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

/** A job's attempts from its first to its end: at each something fails, after so many seconds. */
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

describe('the attempts of a job, whatever fails', () => {
  const holds = (check: (steps: Step[], models: number) => void) =>
    fc.assert(
      fc.property(anyJob, (job) => check(follow(job), job.models)),
      options,
    )

  it('end, after no more than there may be', () =>
    holds((steps) => {
      expect(steps.length).toBeLessThanOrEqual(attemptsMax)
      expect(steps.at(-1)!.verdict.status).toBe('failed')
    }))

  it('never begin after the deadline, unless the next model is asked at once', () =>
    holds((steps) => {
      for (const { attempt, verdict } of steps)
        if (verdict.status === 'queued' && verdict.delaySeconds > 0)
          expect(verdict.delaySeconds).toBeLessThan(attempt.secondsToDeadline)
    }))

  it('ask only models that there are, and never go back to an earlier one', () =>
    holds((steps, models) => {
      for (const { attempt, verdict } of steps) {
        if (verdict.status === 'failed') continue
        expect(verdict.next.modelIndex).toBeLessThan(models)
        expect([attempt.modelIndex, attempt.modelIndex + 1]).toContain(verdict.next.modelIndex)
      }
    }))

  it('leave a model after so many failures, where there is another', () =>
    holds((steps, models) => {
      for (const { attempt, verdict } of steps) {
        if (verdict.status === 'failed' || attempt.modelIndex + 1 >= models) continue
        expect(verdict.next.modelFailures).toBeLessThan(modelFailuresMax)
      }
    }))

  it('repeat nothing with a model that will never answer', () =>
    holds((steps) => {
      for (const { failure, attempt, verdict } of steps)
        if (!failure.retryable && verdict.status === 'queued')
          expect(verdict.next).toEqual({ modelIndex: attempt.modelIndex + 1, modelFailures: 0 })
    }))

  it('wait as long as the provider asks before the same model is asked again', () =>
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
/** Whatever the database can hold: a lease while it runs, and only then. */
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

describe('decide, about any job', () => {
  const holds = (check: (job: JobState, action: ReturnType<typeof decide>) => void) =>
    fc.assert(
      fc.property(anyState, (job) => check(job, decide(job, now))),
      options,
    )
  const isHeld = ({ leaseUntil }: JobState) => leaseUntil !== null && leaseUntil > now
  const isOpen = ({ status }: JobState) => status === 'queued' || status === 'running'
  const isHopeless = ({ attempts, deadlineAt }: JobState) =>
    attempts >= attemptsMax || (deadlineAt !== null && deadlineAt <= now)

  it('touches none that has ended, that a worker holds, or whose turn it is not', () =>
    holds((job, action) => {
      if (!isOpen(job) || isHeld(job) || (job.status === 'queued' && job.blocked)) expect(action).toBe('wait')
    }))

  it('ends those without attempts or time, and no others', () =>
    holds((job, action) => {
      if (action === 'fail') expect(isHopeless(job)).toBe(true)
      if (action === 'resend') expect(isHopeless(job)).toBe(false)
    }))

  it('sends again only what was sent the whole patience ago, and has been due as long or has lost its lease', () =>
    holds((job, action) => {
      if (action !== 'resend') return
      const age = (since: Date) => now.getTime() - since.getTime()
      const redispatchMs = redispatchSeconds * 1000
      expect(age(job.dispatchedAt)).toBeGreaterThanOrEqual(redispatchMs)
      if (job.leaseUntil) expect(age(job.leaseUntil)).toBeGreaterThanOrEqual(0)
      else expect(age(job.nextAttemptAt)).toBeGreaterThanOrEqual(redispatchMs)
    }))

  it('leaves none behind: once everything is long past, it is sent or ended', () =>
    holds((job) => {
      if (!isOpen(job) || (job.status === 'queued' && job.blocked)) return
      expect(decide(job, new Date(now.getTime() + 3_600_000))).not.toBe('wait')
    }))
})
