import type { CallDelta } from '#lib/items/wire'
import { type JobView, jobView } from '#lib/jobs/schema'
import type { StreamEvent } from '#lib/jobs/stream/cursor'
import { isObject } from '#lib/json'
import { commonFieldsOf, failureOf, toUsage } from '#lib/openai-api/chat/object'
import type { OpenaiError } from '#lib/openai-api/errors'

/** How a stream ended: with the answer, without an answer, or with an error after which a retry gets the answer. */
export type StreamOutcome = 'answered' | 'failed' | 'again'

const retryError = (code: string, message: string): OpenaiError => ({
  message: `${message} Send the same request again to get the whole answer.`,
  type: 'server_error',
  param: null,
  code,
})
const restarted = retryError('answer_restarted', 'A new attempt writes the answer from the beginning.')
const interrupted = retryError('stream_interrupted', 'The server cannot keep the stream open any longer.')

/** Converts the events of a job to the chunks of a streamed completion. */
export class Chunks {
  readonly #jobId: string
  readonly #usage: boolean
  #model: string
  #hasBegun = false
  outcome: StreamOutcome | undefined

  constructor(jobId: string, model: string, includeUsage: boolean) {
    this.#jobId = jobId
    this.#model = model
    this.#usage = includeUsage
  }

  /** Returns the chunks of a job event; none for an event that OpenAI's API does not have. */
  next({ event, data }: StreamEvent): object[] {
    const fields = isObject(data) ? data : {}
    if (event === 'delta') return [...this.#begin(), this.#choice({ content: fields.text })]
    if (event === 'calls') return [...this.#begin(), ...this.#calls((data as { calls: CallDelta[] }).calls)]
    if (event === 'started' || event === 'restarted') {
      if (typeof fields.model === 'string' && !this.#hasBegun) this.#model = fields.model
      // Text that was sent cannot be taken back.
      return event === 'restarted' && this.#hasBegun ? this.#fail(restarted, 'again') : []
    }
    if (event === 'reconnect') return this.#fail(interrupted, 'again')
    if (event === 'completed') return this.#complete(jobView.parse(data))
    if (event === 'failed' || event === 'cancelled')
      return this.#fail(failureOf(jobView.parse(data)), 'failed')
    return []
  }

  #complete(job: JobView): object[] {
    this.outcome = 'answered'
    return [
      ...this.#begin(),
      this.#choice({}, job.finishReason ?? 'stop'),
      ...(this.#usage && job.usage ? [{ ...this.#head(), choices: [], usage: toUsage(job.usage) }] : []),
    ]
  }

  /** The first piece of a tool call has its id and name, but no arguments yet. */
  #calls(calls: CallDelta[]): object[] {
    const pieces = calls.flatMap(({ index, callId: id, name, arguments: args }) => [
      ...(id === undefined ? [] : [{ index, id, type: 'function', function: { name, arguments: '' } }]),
      ...(args === '' ? [] : [{ index, function: { arguments: args } }]),
    ])
    return pieces.map((piece) => this.#choice({ tool_calls: [piece] }))
  }

  #fail(error: OpenaiError, outcome: StreamOutcome): object[] {
    this.outcome = outcome
    return [{ error }]
  }

  /** The first chunk has the role. It is sent once, when the answering model is known. */
  #begin(): object[] {
    if (this.#hasBegun) return []
    this.#hasBegun = true
    return [this.#choice({ role: 'assistant', content: '', refusal: null })]
  }

  #choice(delta: object, finishReason: string | null = null): object {
    const choice = { index: 0, delta, logprobs: null, finish_reason: finishReason }
    return { ...this.#head(), choices: [choice], ...(this.#usage && { usage: null }) }
  }

  #head() {
    return { ...commonFieldsOf(this.#jobId, this.#model), object: 'chat.completion.chunk' }
  }
}
