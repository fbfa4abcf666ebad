import { hasEnded, type JobView } from '#lib/jobs/schema'
import { parsePosition } from '#lib/jobs/stream/position'
import type { StreamEvent } from '#lib/jobs/stream/told'
import { toOpenaiId } from '#lib/openai-api/ids'
import {
  incompleteReason,
  type ResponseRequest,
  type ResponseState,
  toResponse,
  toResponseError,
} from '#lib/openai-api/responses/object'
import { type OutputCall, type OutputItem, outputMessage, textPart } from '#lib/openai-api/responses/output'
import * as number from '#lib/openai-api/responses/sequence'

/** One event of a response, as it is sent. */
export type ResponseEvent = { type: string; sequence_number: number } & Record<string, unknown>

/** Follows the events of a job with those of its response. It keeps the text that its reader was told. */
export class ResponseEvents {
  readonly #request: ResponseRequest
  /** The number of the last event that the reader has: it gets those behind it. */
  readonly #after: number
  #place: number.TextPlace = { attempt: 0, isRevised: false }
  /** Undefined when the reader has the beginning of it from elsewhere. */
  #text: string | undefined = ''
  #isItemOpen = false
  #outputIndex = 0
  #isInProgress = false
  /** How the stream has ended: with the answer, without one, or so that the same request again gets the answer. */
  outcome: 'answered' | 'refused' | 'again' | undefined

  constructor(request: ResponseRequest, after = -1) {
    this.#request = request
    this.#after = after
    const read = number.readSoFar(after)
    if (read.kind !== 'text') return
    this.#place = { attempt: read.attempt, isRevised: read.isRevised }
    this.#isInProgress = true
    this.#isItemOpen = true
    if (read.offset > 0) this.#text = undefined
  }

  /** The events of the response that an event of its job calls for, but for those that the reader has. */
  next({ event, id, data }: StreamEvent): ResponseEvent[] {
    return this.#eventsOf(event, id, data).filter((made) => made.sequence_number > this.#after)
  }

  #eventsOf(event: string, id: string | undefined, data: unknown): ResponseEvent[] {
    if (event === 'accepted') return this.#created()
    if (event === 'started' || event === 'restarted') return this.#begin(id)
    if (event === 'delta') return this.#delta((data as { text: string }).text, id)
    if (event === 'reconnect') return this.#interrupt()
    const job = data as JobView
    if (!hasEnded(job.status)) return []
    this.outcome = job.status === 'completed' ? 'answered' : 'refused'
    return job.status === 'completed' ? this.#complete(job) : this.#fail(job)
  }

  #created(): ResponseEvent[] {
    if (!this.#request.params.response?.background)
      return [this.#whole('response.created', number.createdNumber, 'running'), ...this.#inProgress()]
    return [
      this.#whole('response.created', number.createdNumber, 'queued'),
      this.#whole('response.queued', number.queuedNumber, 'queued'),
    ]
  }

  #inProgress(): ResponseEvent[] {
    if (this.#isInProgress) return []
    this.#isInProgress = true
    return [this.#whole('response.in_progress', number.inProgressNumber, 'running')]
  }

  /** An attempt begins. What the one before it wrote is closed as incomplete: its item stays, the next one is new. */
  #begin(id: string | undefined): ResponseEvent[] {
    const events = [...this.#inProgress(), ...this.#abandon()]
    if (this.#isItemOpen) this.#outputIndex += 1
    const position = parsePosition(id)
    if (position.kind === 'text') this.#place = { attempt: position.attempt, isRevised: position.isRevised }
    this.#isItemOpen = false
    this.#text = ''
    return events
  }

  #delta(text: string, id: string | undefined): ResponseEvent[] {
    const position = parsePosition(id)
    const offset = position.kind === 'text' ? position.offset : 0
    const opened = this.#open()
    if (this.#text !== undefined) this.#text += text
    const delta = this.#ofPart('response.output_text.delta', number.deltaNumber(this.#place, offset), {
      delta: text,
      logprobs: [],
    })
    return [...opened, delta]
  }

  /** A reader that comes back may have the item but not its part: both are made again, and filtered by their numbers. */
  #open(): ResponseEvent[] {
    if (this.#isItemOpen && this.#text !== '') return []
    this.#isItemOpen = true
    const item = outputMessage(this.#request.jobId, this.#place, 'in_progress', [])
    return [
      this.#ofItem('response.output_item.added', number.itemAddedNumber(this.#place), item),
      this.#ofPart('response.content_part.added', number.partAddedNumber(this.#place), {
        part: textPart(''),
      }),
    ]
  }

  #close(text: string, item: OutputItem): ResponseEvent[] {
    const at = (step: number) => number.afterTextNumber(this.#place, text.length, step)
    return [
      this.#ofPart('response.output_text.done', at(0), { text, logprobs: [] }),
      this.#ofPart('response.content_part.done', at(1), { part: textPart(text) }),
      this.#ofItem('response.output_item.done', at(2), item),
    ]
  }

  /** Closes the item of an attempt that gave no answer, if all of its text is known. */
  #abandon(): ResponseEvent[] {
    const text = this.#text
    if (!this.#isItemOpen || text === undefined) return []
    return this.#close(text, outputMessage(this.#request.jobId, this.#place, 'incomplete', [textPart(text)]))
  }

  #complete(job: JobView): ResponseEvent[] {
    const text = job.response ?? ''
    const response = toResponse(this.#request, { ...job, place: this.#place })
    const message = response.output.find((item) => item.type === 'message')
    const calls = response.output.filter((item) => item.type === 'function_call')
    const events = [...this.#inProgress()]
    if (message) {
      events.push(...this.#open(), ...this.#close(text, message))
      this.#outputIndex += 1
    }
    const at = (step: number) => number.afterTextNumber(this.#place, text.length, 3 + step)
    for (const [i, call] of calls.entries()) events.push(...this.#call(call, i, at(4 * i)))
    const type = incompleteReason(job) ? 'response.incomplete' : 'response.completed'
    return [...events, { type, sequence_number: at(4 * calls.length), response }]
  }

  /** A function call comes whole, at the end. */
  #call(call: OutputCall, index: number, first: number): ResponseEvent[] {
    const { arguments: given, name, id: item_id } = call
    const output_index = this.#outputIndex + index
    return [
      {
        type: 'response.output_item.added',
        sequence_number: first,
        output_index,
        item: { ...call, arguments: '', status: 'in_progress' },
      },
      {
        type: 'response.function_call_arguments.delta',
        sequence_number: first + 1,
        item_id,
        output_index,
        delta: given,
      },
      {
        type: 'response.function_call_arguments.done',
        sequence_number: first + 2,
        item_id,
        output_index,
        name,
        arguments: given,
      },
      { type: 'response.output_item.done', sequence_number: first + 3, output_index, item: call },
    ]
  }

  /** An error, and the response that has failed: alone, the one is no exception and the other no answer to some clients. */
  #fail(job: JobView): ResponseEvent[] {
    const error = toResponseError(job.error ?? { code: 'cancelled', message: 'The response was cancelled.' })
    const response = toResponse(this.#request, { ...job, place: this.#place })
    return [
      ...this.#inProgress(),
      ...this.#abandon(),
      toErrorEvent(error, number.errorNumber),
      { type: 'response.failed', sequence_number: number.failedNumber, response },
    ]
  }

  /** The platform ends the request. Who reads in the background comes back by itself; others have to be told. */
  #interrupt(): ResponseEvent[] {
    if (this.#request.params.response?.background) return []
    this.outcome = 'again'
    const message = `The answer takes longer than this request can be held open. Call GET /v1/responses/${toOpenaiId('resp_', this.#request.jobId)} for it.`
    return [toErrorEvent({ type: 'server_error', code: 'response_in_progress', message }, number.errorNumber)]
  }

  #whole(type: string, sequenceNumber: number, status: ResponseState['status']): ResponseEvent {
    const response = toResponse(this.#request, { status, place: this.#place })
    return { type, sequence_number: sequenceNumber, response }
  }

  #ofItem(type: string, sequenceNumber: number, item: OutputItem): ResponseEvent {
    return { type, sequence_number: sequenceNumber, output_index: this.#outputIndex, item }
  }

  #ofPart(type: string, sequenceNumber: number, more: Record<string, unknown>): ResponseEvent {
    const { id } = outputMessage(this.#request.jobId, this.#place, 'in_progress', [])
    const place = { item_id: id, output_index: this.#outputIndex, content_index: 0 }
    return { type, sequence_number: sequenceNumber, ...place, ...more }
  }
}

type SentError = { type: string; code: string; message: string }

/** The event has the error flat, as OpenAI's types say, and nested, as Open Responses and its clients read it. */
function toErrorEvent({ type, code, message }: SentError, sequenceNumber: number): ResponseEvent {
  const error = { type, code, message, param: null }
  return { type: 'error', sequence_number: sequenceNumber, code, message, param: null, error }
}
