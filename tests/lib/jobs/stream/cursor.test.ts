import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JobView } from '#lib/jobs/schema'
import { StreamCursor } from '#lib/jobs/stream/cursor'
import type { Follower } from '#lib/jobs/stream/follower'
import { parsePosition } from '#lib/jobs/stream/position'

type State = Pick<Follower, 'attempt' | 'model' | 'text' | 'failure' | 'waiting' | 'end'>

const nothing = (): State => ({
  attempt: 0,
  model: undefined,
  text: '',
  failure: undefined,
  waiting: undefined,
  end: undefined,
})
const cursorAt = (state: State, after?: string) => new StreamCursor(state as Follower, parsePosition(after))

const job = (response: string): JobView => ({
  jobId: 'job_1',
  status: 'completed',
  conversationId: 1,
  response,
  attempts: 1,
  createdAt: new Date(0).toISOString(),
})

/** A client: it clears its text at `started` and `restarted`, and keeps the last id. */
class Client {
  text = ''
  last: string | undefined
  job: unknown

  /** Reads all available events, or at most this many. */
  read(from: StreamCursor, max = Number.POSITIVE_INFINITY): void {
    for (let n = 0; n < max && !from.isDone; n++) {
      const event = from.next()
      if (!event) return
      const { text, ...data } = event.data as { text?: string }
      if (event.event === 'started' || event.event === 'restarted') this.text = ''
      if (event.event === 'delta') this.text += text
      if (event.event === 'completed') this.job = { ...data, text }
      this.last = event.id ?? this.last
    }
  }
}

type Attempt = { written: string; isKept: boolean }

/** Attempts that fail, one that answers, what a reader sees of them, and whether the final answer differs. */
const histories = fc.record({
  attempts: fc.array(fc.record({ written: fc.string({ maxLength: 12 }), isKept: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  }),
  more: fc.string({ maxLength: 5 }),
  isRevised: fc.boolean(),
  steps: fc.array(fc.record({ see: fc.nat(12), read: fc.nat(3), resume: fc.boolean() }), { maxLength: 20 }),
  hasRow: fc.boolean(),
})

describe('the events for a reader', () => {
  it('add up to exactly the answer, whatever is lost and however often the reader resumes', () => {
    fc.assert(
      fc.property(histories, ({ attempts, more, isRevised, steps, hasRow }) => {
        const last = attempts.at(-1) as Attempt
        const answer = isRevised ? `!${last.written}${more}` : last.written + more
        const revised = isRevised && !answer.startsWith(last.written)
        const client = new Client()
        let state = nothing()
        let reader = cursorAt(state)
        const see = (number: number, text: string) => {
          if (number > state.attempt) Object.assign(state, { attempt: number, text: '' })
          if (number === state.attempt && text.length > state.text.length) state.text = text
        }
        const perAttempt = Math.ceil(steps.length / attempts.length)
        for (const [i, step] of steps.entries()) {
          const number = Math.floor(i / perAttempt) + 1
          const { written, isKept } = attempts[number - 1]!
          if (isKept) see(number, written.slice(0, step.see))
          if (step.resume) {
            // On another server, which sees only what comes from now on.
            state = nothing()
            reader = cursorAt(state, client.last)
          }
          client.read(reader, step.read)
        }
        const answeredBy = { attempt: attempts.length, isRevised: revised }
        state.end = hasRow ? { job: job(answer), answeredBy } : { job: job(answer) }
        if (reader.needsRow()) state.end = { job: job(answer), answeredBy }
        client.read(reader)
        expect(client.text).toBe(answer)
        expect(client.last).toBe('end')
      }),
      { numRuns: 3_000 },
    )
  })

  it('continue within a revised answer, and restart for a reader of the old text', () => {
    const state = nothing()
    state.end = { job: job('abcdef'), answeredBy: { attempt: 2, isRevised: true } }
    expect(cursorAt(state, '2r.3').next()).toMatchObject({
      event: 'delta',
      id: '2r.6',
      data: { text: 'def' },
    })
    expect(cursorAt(state, '2.3').next()).toMatchObject({ event: 'restarted', id: '2r.0' })
  })

  it('are one delta for a reader that was away while the text grew', () => {
    const state = { ...nothing(), attempt: 1, text: 'a' }
    const reader = cursorAt(state)
    reader.next()
    expect(reader.next()).toMatchObject({ id: '1.1' })
    for (let i = 0; i < 1_000; i++) state.text += 'b'
    expect(reader.next()).toMatchObject({ id: '1.1001', data: { text: 'b'.repeat(1_000) } })
    expect(reader.next()).toBeUndefined()
  })
})
