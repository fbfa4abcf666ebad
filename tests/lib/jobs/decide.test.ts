import { describe, expect, it } from 'vitest'
import { decide, type JobState } from '#lib/jobs/decide'
import { tunables } from '#lib/tunables'

const now = new Date('2026-11-20T12:00:00Z')
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const patience = tunables.redispatchSeconds

/** A queued job that was due and sent long ago, but never claimed. */
const lost: JobState = {
  status: 'queued',
  attempts: 0,
  nextAttemptAt: at(-600),
  dispatchedAt: at(-600),
  leaseUntil: null,
  deadlineAt: at(300),
  blocked: false,
}
const crashed: JobState = { ...lost, status: 'running', attempts: 1, leaseUntil: at(-600) }

describe('decide', () => {
  it.each<[string, JobState, ReturnType<typeof decide>]>([
    ['sends a queued job that no worker claimed', lost, 'resend'],
    ['sends a job whose lease has expired', crashed, 'resend'],
    ['leaves a completed job', { ...lost, status: 'completed' }, 'wait'],
    ['leaves a failed job', { ...lost, status: 'failed' }, 'wait'],
    ['leaves a cancelled job', { ...lost, status: 'cancelled' }, 'wait'],
    ['leaves an ended job past its deadline', { ...lost, status: 'completed', deadlineAt: at(-1) }, 'wait'],
    ['leaves a job that waits for an earlier one', { ...lost, blocked: true }, 'wait'],
    ['leaves a blocked job past its deadline', { ...lost, blocked: true, deadlineAt: at(-1) }, 'wait'],
    ['leaves a job whose worker holds its lease', { ...crashed, leaseUntil: at(1) }, 'wait'],
    ['leaves a held job past its deadline', { ...crashed, leaseUntil: at(1), deadlineAt: at(-1) }, 'wait'],
    [
      'leaves a held job in its last attempt',
      { ...crashed, leaseUntil: at(1), attempts: tunables.attemptsMax },
      'wait',
    ],
    ['ends a job at its deadline', { ...lost, deadlineAt: now }, 'fail'],
    ['ends a job whose lease has expired, past its deadline', { ...crashed, deadlineAt: at(-1) }, 'fail'],
    ['sends a job that was never claimed, however old', { ...lost, deadlineAt: null }, 'resend'],
    [
      'leaves a job that was never claimed and sent just now',
      { ...lost, deadlineAt: null, dispatchedAt: now },
      'wait',
    ],
    [
      'ends a job without attempts left and without a deadline',
      { ...crashed, attempts: tunables.attemptsMax, deadlineAt: null },
      'fail',
    ],
    ['ends a job without attempts left', { ...crashed, attempts: tunables.attemptsMax }, 'fail'],
    ['sends a job with one attempt left', { ...crashed, attempts: tunables.attemptsMax - 1 }, 'resend'],
    ['leaves a job that is not due', { ...lost, nextAttemptAt: at(1) }, 'wait'],
    ['leaves a job that became due just now', { ...lost, nextAttemptAt: at(1 - patience) }, 'wait'],
    [
      'sends a job that has been due for the redispatch time',
      { ...lost, nextAttemptAt: at(-patience) },
      'resend',
    ],
    ['leaves a job that was sent just now', { ...lost, dispatchedAt: at(1 - patience) }, 'wait'],
    ['sends a job that was sent the redispatch time ago', { ...lost, dispatchedAt: at(-patience) }, 'resend'],
    ['sends a job at once when its lease has expired', { ...crashed, leaseUntil: now }, 'resend'],
    [
      'leaves a job with an expired lease when it was sent just now',
      { ...crashed, dispatchedAt: at(1 - patience) },
      'wait',
    ],
  ])('%s', (_, job, expected) => {
    expect(decide(job, now)).toBe(expected)
  })
})
