import type { CallDelta } from '#lib/items/wire'
import { type JobView, jobView } from '#lib/jobs/schema'
import type { StreamEvent } from '#lib/jobs/stream/told'
import { isObject } from '#lib/json'
import { failureOf, headOf, toUsage } from '#lib/openai-api/chat/object'
import type { OpenaiError } from '#lib/openai-api/errors'

/** How a stream ended: with the answer, without one, or so that the same request again gets the answer. */
export type Outcome = 'answered' | 'failed' | 'again'

const again = (code: string, message: string): OpenaiError => ({
  message: `${message} Send the same request again to get the whole answer.`,
  type: 'server_error',
  param: null,
  code,
})
const restarted = again('answer_restarted', 'Another attempt writes the answer again from its beginning.')
const interrupted = again('stream_interrupted', 'The server cannot hold the stream open any longer.')

/** Makes the chunks of a streamed completion from the events of its job. */
export class Chunks {
  readonly #jobId: string
  readonly #usage: boolean
  #model: string
  #hasBegun = false
  outcome: Outcome | undefined

  constructor(jobId: string, model: string, includeUsage: boolean) {
    this.#jobId = jobId
    this.#model = model
    this.#usage = includeUsage
  }

  /** The chunks that an event makes, in JSON; none for one that says nothing to a client of OpenAI. */
  next({ event, data }: StreamEvent): object[] {
    const told = isObject(data) ? data : {}
    if (event === 'delta') return [...this.#begin(), this.#choice({ content: told.text })]
    if (event === 'calls') return [...this.#begin(), ...this.#calls((data as { calls: CallDelta[] }).calls)]
    if (event === 'started' || event === 'restarted') {
      if (typeof told.model === 'string' && !this.#hasBegun) this.#model = told.model
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

  /** The first piece of a call has its id and its name, and no arguments yet. */
  #calls(calls: CallDelta[]): object[] {
    const pieces = calls.flatMap(({ index, callId: id, name, arguments: args }) => [
      ...(id === undefined ? [] : [{ index, id, type: 'function', function: { name, arguments: '' } }]),
      ...(args === '' ? [] : [{ index, function: { arguments: args } }]),
    ])
    return pieces.map((piece) => this.#choice({ tool_calls: [piece] }))
  }

  #fail(error: OpenaiError, outcome: Outcome): object[] {
    this.outcome = outcome
    return [{ error }]
  }

  /** The role comes first, once, with the model that then writes. */
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
    return { ...headOf(this.#jobId, this.#model), object: 'chat.completion.chunk' }
  }
}
