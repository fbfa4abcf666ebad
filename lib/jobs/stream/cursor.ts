import { readWire, textOfWire, wireOf } from '#lib/items/wire'
import type { JobView } from '#lib/jobs/schema'
import type { Follower, WaitState } from '#lib/jobs/stream/follower'
import { endId, type Position, startId, textId } from '#lib/jobs/stream/position'

/**
 * One server-sent event. `Last-Event-ID` resumes from `id`. `text` is the whole text of the answer. It is not sent: it
 * is for interfaces that close the text before the tool calls begin.
 */
export type StreamEvent = { event: string; id?: string; data: unknown; text?: string }

type AcceptedEvent = Pick<JobView, 'jobId' | 'conversationId' | 'status'> & { warnings?: string[] }

const lost = { code: 'attempt_lost', message: 'The process that ran the attempt was lost.' }
const revised = {
  code: 'answer_revised',
  message: 'The final answer differs from the text that was streamed.',
}

/**
 * Tracks which part of a job one reader has received, and makes the next event. It stores only the position; the text
 * is in the follower. In every case the reader ends with exactly the stored answer.
 */
export class StreamCursor {
  readonly #follower: Follower
  #accepted: AcceptedEvent | undefined
  #attempt = 0
  #isRevised = false
  #offset = 0
  #waiting = ''
  /** True when the text that is sent now is the stored answer. */
  #isWhole = false
  isDone = false

  constructor(follower: Follower, position: Position, accepted?: AcceptedEvent) {
    this.#follower = follower
    this.#accepted = accepted
    if (position.kind !== 'text') return
    this.#attempt = position.attempt
    this.#isRevised = position.isRevised
    this.#offset = position.offset
  }

  /** The next event, or undefined while there is none. */
  next(): StreamEvent | undefined {
    const accepted = this.#accepted
    this.#accepted = undefined
    if (accepted) return { event: 'accepted', id: startId, data: accepted }
    const { end, attempt, text, waiting, failure } = this.#follower
    if (end) return this.#ending()
    if (attempt !== this.#attempt && attempt > 0) return this.#begin(attempt, false, failure ?? lost)
    const delta = text.length > this.#offset && attempt === this.#attempt && this.#delta(text)
    if (delta) return delta
    return waiting && this.#wait(waiting)
  }

  /** True if the reader's text cannot be compared with the answer, so the database must say which attempt answered. */
  needsRow(): boolean {
    const { end } = this.#follower
    return end?.job.status === 'completed' && !end.answeredBy && !this.#isWhole && !this.#isPartOf(end.job)
  }

  #isPartOf(job: JobView): boolean {
    const response = wireOf(job)
    const { attempt, text, end } = this.#follower
    const by = end?.answeredBy
    if (by && (by.attempt !== this.#attempt || by.isRevised !== this.#isRevised)) return false
    if (by && this.#isRevised) return this.#offset <= response.length
    const isKnown = attempt === this.#attempt && text.length >= this.#offset
    if (isKnown && !this.#isRevised) return response.startsWith(text.slice(0, this.#offset))
    return by !== undefined && this.#offset <= response.length
  }

  #ending(): StreamEvent {
    const { job, answeredBy } = this.#follower.end!
    const answer = wireOf(job)
    if (job.status === 'completed' && !this.#isWhole) {
      const by = answeredBy ?? { attempt: Math.max(this.#follower.attempt, 1), isRevised: this.#attempt > 0 }
      if (this.#attempt === 0 || !this.#isPartOf(job)) {
        const isOther = by.attempt !== this.#attempt
        this.#isWhole = true
        return this.#begin(by.attempt, by.isRevised, isOther ? (this.#follower.failure ?? lost) : revised)
      }
      this.#isWhole = true
    }
    const rest = this.#isWhole && answer.length > this.#offset && this.#delta(answer)
    if (rest) return rest
    this.isDone = true
    return { event: job.status, id: endId, data: job }
  }

  #begin(attempt: number, isRevised: boolean, reason: { code: string; message: string }): StreamEvent {
    const isFirst = this.#attempt === 0
    const { model, end } = this.#follower
    const isSame = attempt === this.#follower.attempt
    this.#attempt = attempt
    this.#isRevised = isRevised
    this.#offset = 0
    this.#waiting = ''
    const by = end?.job.model ?? (isSame ? model : undefined)
    const data = { attempt, ...(by !== undefined && { model: by }), ...(!isFirst && { reason }) }
    return { event: isFirst ? 'started' : 'restarted', id: textId(attempt, isRevised, 0), data }
  }

  /** The next part that the reader does not have: first all of the text, then the calls, one by one. */
  #delta(wire: string): StreamEvent | undefined {
    const found = readWire(wire, this.#offset)
    if (!found) return undefined
    const { end, ...data } = found
    this.#offset = end
    const id = textId(this.#attempt, this.#isRevised, end)
    return 'text' in data
      ? { event: 'delta', id, data }
      : { event: 'calls', id, data, text: textOfWire(wire) }
  }

  #wait(waiting: WaitState): StreamEvent | undefined {
    const state = JSON.stringify(waiting)
    if (state === this.#waiting) return undefined
    this.#waiting = state
    return state === '{}' ? undefined : { event: 'waiting', data: waiting }
  }
}
