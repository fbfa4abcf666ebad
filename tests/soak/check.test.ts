import { describe, expect, it } from 'vitest'
import { check } from './check.ts'
import type { Sent } from './clients.ts'
import type { Evidence } from './evidence.ts'
import { at, job } from './examples.ts'
import type { Call } from './model.ts'
import { checkUsage } from './usage.ts'

function call(id: number, contents: string[], change: Partial<Call> = {}): Call {
  const question = contents.at(-1)!
  const answer = question.replace('Question', 'Answer')
  const rest = {
    life: 'a1',
    model: 'm',
    behaviour: 'answers' as const,
    streams: false,
    callsFunction: false,
    promptTokens: 10,
    cut: false,
    abandoned: false,
  }
  return { ...rest, id, contents, question, answer, askedMs: 900, reportedMs: 1_000, ...change }
}

function row(id: number, change: Partial<Evidence['ledger'][number]> = {}) {
  const tokens = { prompt_tokens: 10, completion_tokens: id, total_tokens: 10 + id }
  return { job_id: `job_${id}`, attempt: 1, model: 'm', ...tokens, estimated: false, ...change }
}

function sent(turn: number, change: Partial<Sent> = {}): Sent {
  const jobId = `job_${turn}`
  const response = { status: 'completed', response: `Answer ${turn}`, jobId }
  const rest = { session: '1', state: 'accepted' as const, unheard: false, readers: [] }
  return { message: `Question ${turn}`, jobIds: new Set([jobId]), responses: [response], ...rest, ...change }
}

const conversation = { given: [], is_copy: false, expires_at: null, deleted_at: null }

/** A correct run of three turns. */
function goodRun(): Evidence {
  return {
    jobs: [job(1), job(2), job(3)],
    unmatched: 0,
    ledger: [row(1), row(2), row(3)],
    conversations: [{ ...conversation, id: 1, open_jobs: 0, last_turn: 3, message_count: 6, messages: 6 }],
    unbooked: 0,
    budgets: [{ id: 1, reserved: 5, kept: 5 }],
    calls: [
      call(1, ['Question 1']),
      call(2, ['Question 1', 'Answer 1', 'Question 2']),
      call(3, ['Question 1', 'Answer 1', 'Question 2', 'Answer 2', 'Question 3']),
    ],
    kills: [],
    clients: { sent: [sent(1), sent(2), sent(3)], revived: [], unexpected: [] },
    openai: { asked: [], unexpected: [] },
    kvLostMs: [],
  }
}

describe('check of a run', () => {
  it('finds no violation in a correct run', () => {
    expect(check(goodRun())).toEqual([])
  })

  const faults: [string, (run: Evidence) => void][] = [
    ['a job that has not ended', (run) => (run.jobs[2] = job(3, { status: 'queued', answers: [] }))],
    ['a lease that remains', (run) => (run.jobs[2]!.lease_until = at(0))],
    ['too many attempts', (run) => (run.jobs[0]!.attempt = 11)],
    ['a wrong count of open jobs', (run) => (run.conversations[0]!.open_jobs = 1)],
    ['a wrong count of messages', (run) => (run.conversations[0]!.message_count = 5)],
    ['a message without a job', (run) => (run.unmatched = 1)],
    ['a reserved amount without a reservation', (run) => (run.budgets[0]!.reserved = 6)],
    ['a ledger row of an attempt that never ran', (run) => run.ledger.push(row(1, { attempt: 2 }))],
    ['a missing turn', (run) => (run.conversations[0]!.last_turn = 4)],
    [
      'an accepted message that was not stored',
      (run) => run.clients.sent.push(sent(4, { jobIds: new Set() })),
    ],
    ['a rejected message that was stored', (run) => (run.clients.sent[0]!.state = 'refused')],
    ['two jobs for one key', (run) => run.clients.sent[0]!.jobIds.add('job_2')],
    ['a completed job without an answer', (run) => (run.jobs[2]!.answers = [])],
    ['two answers to one job', (run) => run.jobs[2]!.answers.push(run.jobs[2]!.answers[0]!)],
    ['an answer of a failed job', (run) => (run.jobs[2]!.status = 'failed')],
    ['an answer to another question', (run) => (run.jobs[2]!.answers = run.jobs[1]!.answers)],
    ['an answer that the model never gave', (run) => (run.jobs[2]!.answers[0]!.content = 'Answer 9')],
    ['an answer paid by another attempt', (run) => (run.ledger[2]!.attempt = 2)],
    ['a job that began too early', (run) => (run.jobs[1]!.started_at = at(12))],
    ['a prompt without an earlier turn', (run) => run.calls[2]!.contents.splice(0, 2)],
    ['a prompt with a failed turn', (run) => (run.jobs[1] = job(2, { status: 'failed', answers: [] }))],
    [
      'a prompt out of order',
      (run) => run.calls[2]!.contents.unshift(...run.calls[2]!.contents.splice(2, 2)),
    ],
    ['a question that no caller asked', (run) => run.calls.push(call(4, ['Question 4']))],
    [
      'a caller that got a different answer',
      (run) => (run.clients.sent[0]!.responses[0]!.response = 'Answer 2'),
    ],
    ['an answer no caller should get', (run) => run.clients.unexpected.push('500')],
    ['a missing webhook', (run) => (run.jobs[0]!.callback_url = 'https://example.com')],
    [
      'a duplicate webhook',
      (run) => Object.assign(run.jobs[0]!, { callback_url: 'x', events: ['job.completed', 'job.completed'] }),
    ],
    ['a call without a ledger row', (run) => run.ledger.pop()],
    ['a call with two ledger rows', (run) => run.ledger.push(row(3, { attempt: 2 }))],
    ['a ledger row without a call', (run) => run.ledger.push(row(3, { attempt: 2, completion_tokens: 9 }))],
    ['a ledger row of another model', (run) => (run.ledger[0]!.model = 'other')],
    ['tokens that were not reported', (run) => (run.ledger[0]!.prompt_tokens = 11)],
    [
      'an estimate for an attempt that never ran',
      (run) => run.ledger.push(row(3, { attempt: 2, estimated: true })),
    ],
    ['a lost call without a ledger row', (run) => (run.unbooked = 1)],
  ]
  it.each(faults)('finds %s', (_, inject) => {
    const run = goodRun()
    inject(run)
    expect(check(run)).not.toEqual([])
  })

  it('expects an estimated row for an answer lost with its worker, and for one that the model cut off', () => {
    const run = goodRun()
    run.calls.push(call(4, run.calls[2]!.contents, { answer: 'Answer 4', life: 'b1' }))
    expect(check(run)).toHaveLength(1)
    run.jobs[2]!.attempt = run.ledger[2]!.attempt = 2
    run.ledger.push(row(4, { job_id: 'job_3', completion_tokens: 0, estimated: true }))
    expect(check(run)).toEqual([])
    expect(checkUsage(run).estimated.map(({ id }) => id)).toEqual([4])
    const broken = { behaviour: 'cuts its answer' as const, answer: null, reportedMs: null, cut: true }
    run.calls.push(call(5, run.calls[2]!.contents, broken))
    expect(check(run)).toHaveLength(1)
  })

  it('accepts an estimated row for an aborted call', () => {
    const run = goodRun()
    run.calls.push(call(4, run.calls[2]!.contents, { answer: null, reportedMs: null, abandoned: true }))
    run.ledger.push(row(4, { job_id: 'job_3', completion_tokens: 0, estimated: true }))
    run.jobs[2]!.attempt = run.ledger[2]!.attempt = 2
    expect(check(run)).toEqual([])
  })

  it('lets a redriven job end after later jobs and be absent from their prompts', () => {
    const run = goodRun()
    run.jobs[0]!.finished_at = at(100)
    run.calls[1]!.contents.splice(0, 2)
    expect(check(run)).not.toEqual([])
    run.clients.revived.push({ jobId: 'job_1', sure: true })
    expect(check(run)).toEqual([])
  })
})
