import { describe, expect, it } from 'vitest'
import type { Evidence } from '../evidence.ts'
import { at, job } from '../examples.ts'
import type { Call } from '../model.ts'
import type { Asked } from './asked.ts'
import { checkOpenai } from './check.ts'

const call = (question: string, ...before: string[]) =>
  ({ id: 1, question, contents: [...before, question] }) as Call

function asked(turn: number, change: Partial<Asked> = {}): Asked {
  return {
    question: `Question ${turn}`,
    path: '/v1/responses',
    history: { kind: 'chain', parent: undefined },
    manner: 'key',
    headers: {},
    body: {},
    jobIds: new Set([`job_${turn}`]),
    told: [{ jobId: `job_${turn}`, text: `Answer ${turn}` }],
    outcome: 'answered',
    tries: [Number(at(10 * turn)) - 100],
    cuts: 0,
    streams: 0,
    restarts: 0,
    ...change,
  }
}

const kept = { open_jobs: 0, last_turn: 2, message_count: 4, messages: 4, given: [], is_copy: false }

/** A correct run: two responses that continue a first one, and the answer to a transcript. */
function goodRun() {
  const first = asked(1)
  const history = { kind: 'chain' as const, parent: first }
  const transcript = { kind: 'transcript' as const, texts: ['Hello', 'Hi'] }
  return {
    jobs: [job(1), job(2), job(3, { conversation_id: 2, turn: 2 }), job(4, { conversation_id: 3, turn: 1 })],
    calls: [
      call('Question 1'),
      call('Question 2', 'Question 1', 'Answer 1'),
      call('Question 3', 'Question 1', 'Answer 1'),
      call('Question 4', 'Hello', 'Hi'),
    ],
    conversations: [
      { ...kept, id: 1, expires_at: null, deleted_at: null },
      { ...kept, id: 2, expires_at: null, deleted_at: null },
      { ...kept, id: 3, expires_at: at(45 + 900), deleted_at: at(45 + 901) },
    ],
    clients: { sent: [], revived: [], unexpected: [] },
    openai: {
      asked: [first, asked(2, { history }), asked(3, { history }), asked(4, { history: transcript })],
      unexpected: [],
    },
    kvLostMs: [],
  } as unknown as Evidence
}

describe('check of the responses to callers of /v1', () => {
  it('finds no violation in a correct run', () => {
    expect(checkOpenai(goodRun())).toEqual([])
  })

  const faults: [string, (run: Evidence) => void][] = [
    ['an answer no caller should get', (run) => run.openai.unexpected.push('500')],
    ['a request without a job', (run) => run.openai.asked.push(asked(5, { jobIds: new Set() }))],
    ['two jobs for one key', (run) => run.jobs.push(job(6, { question: 'Question 3' }))],
    ['another key', (run) => (run.jobs[0]!.idempotency_key = 'openai-api:1')],
    ['the id of another job', (run) => run.openai.asked[0]!.jobIds.add('job_2')],
    ['a shortened answer', (run) => (run.openai.asked[0]!.told[0]!.text = 'Answer')],
    [
      'an empty answer',
      (run) => {
        run.openai.asked[0]!.told[0]!.text = ''
        run.jobs[0]!.answers[0]!.content = ''
      },
    ],
    ['a reported failure of a completed job', (run) => (run.openai.asked[3]!.outcome = 'failed')],
    ['a prompt with a sibling', (run) => run.calls[2]!.contents.splice(2, 0, 'Question 2', 'Answer 2')],
    ['a prompt without an ancestor', (run) => run.calls[1]!.contents.splice(0, 2)],
    ['a prompt that is not the transcript', (run) => run.calls[3]!.contents.shift()],
    ['an extra call', (run) => run.calls.push(call('Question 1'))],
    ['a job without a request', (run) => run.jobs.push(job(7))],
    ['a transcript that is kept', (run) => (run.conversations[2]!.expires_at = null)],
    ['a response that is not kept', (run) => (run.conversations[0]!.expires_at = at(2_000))],
    ['a deletion that is too early', (run) => (run.conversations[2]!.deleted_at = at(500))],
    ['an expiry that is too early', (run) => (run.conversations[2]!.expires_at = at(600))],
  ]
  it.each(faults)('finds %s', (_, inject) => {
    const run = goodRun()
    inject(run)
    expect(checkOpenai(run)).not.toEqual([])
  })

  it('accepts a second job for a retry that the server could not recognize', () => {
    const run = goodRun()
    run.openai.asked[3]!.manner = 'count'
    run.jobs.push(job(8, { question: 'Question 4', conversation_id: 3, created_at: at(47) }))
    expect(checkOpenai(run)).toHaveLength(1)
    run.kvLostMs.push(Number(at(46)))
    expect(checkOpenai(run)).toEqual([])
    run.kvLostMs.pop()
    run.jobs[3]!.status = 'failed'
    expect(checkOpenai(run)).toEqual([])
  })
})
