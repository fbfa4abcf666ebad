import { type CallDelta, wireOf } from '#lib/items/wire'
import { hasEnded, type JobView } from '#lib/jobs/schema'
import type { StreamEvent } from '#lib/jobs/stream/cursor'
import { parsePosition } from '#lib/jobs/stream/position'
import { toOpenaiId } from '#lib/openai-api/ids'
import { callPiece, closeCall } from '#lib/openai-api/responses/call-events'
import { toErrorEvent } from '#lib/openai-api/responses/error-event'
import {
  incompleteReason,
  type ResponseRequest,
  type ResponseState,
  toResponse,
  toResponseError,
} from '#lib/openai-api/responses/object'
import {
  type OutputItem,
  type OutputMessage,
  outputCall,
  outputMessage,
  textPart,
} from '#lib/openai-api/responses/output'
import * as number from '#lib/openai-api/responses/sequence'

/** One event of a response in the form in which it is sent. */
export type ResponseEvent = { type: string; sequence_number: number } & Record<string, unknown>

/** Converts the events of a job to those of its response. It keeps the text that the client has received. */
export class ResponseEvents {
  readonly #request: ResponseRequest
  /** The sequence number of the client's last event. The client gets the events after it. */
  readonly #after: number
  #place: number.TextVersion = { attempt: 0, isRevised: false }
  /** Undefined when the client received its beginning from another stream. */
  #text: string | undefined = ''
  #message: 'none' | 'open' | 'closed' = 'none'
  /** The index of the message, or of the first call when there is no message. */
  #outputIndex = 0
  /** True when the client has received calls. Undefined when this is unknown after a reconnect. */
  #hasCalls: boolean | undefined = false
  #isInProgress = false
  /** How the stream ended: with the answer, without an answer, or with an error that asks for a retry. */
  outcome: 'answered' | 'failed' | 'again' | undefined

  constructor(request: ResponseRequest, after = -1) {
    this.#request = request
    this.#after = after
    const read = number.clientPositionOf(after)
    if (read.kind !== 'text') return
    this.#place = { attempt: read.attempt, isRevised: read.isRevised }
    this.#isInProgress = true
    this.#message = 'open'
    if (read.offset === 0) return
    this.#text = undefined
    if (request.params.request?.tools?.length) this.#hasCalls = undefined
  }

  /** Returns the response events for a job event, without those that the client already has. */
  next(event: StreamEvent): ResponseEvent[] {
    return this.#eventsOf(event).filter((made) => made.sequence_number > this.#after)
  }

  #eventsOf({ event, id, data, text = '' }: StreamEvent): ResponseEvent[] {
    if (event === 'accepted') return this.#created()
    if (event === 'started' || event === 'restarted') return this.#begin(id)
    if (event === 'delta') return this.#delta((data as { text: string }).text, id)
    if (event === 'calls')
      return (data as { calls: CallDelta[] }).calls.flatMap((call) => this.#call(call, text, id))
    if (event === 'reconnect') return this.#interrupt()
    const job = data as JobView
    if (!hasEnded(job.status)) return []
    this.outcome = job.status === 'completed' ? 'answered' : 'failed'
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

  /**
   * An attempt begins. The item of the previous attempt is closed as incomplete, and the new attempt gets a new item. A
   * function call that has begun cannot be closed like this, because some clients would run it.
   */
  #begin(id: string | undefined): ResponseEvent[] {
    if (this.#hasCalls !== false)
      return this.#again('answer_restarted', 'A new attempt writes the answer from the beginning.')
    const events = [...this.#inProgress(), ...this.#abandon()]
    if (this.#message !== 'none') this.#outputIndex += 1
    const position = parsePosition(id)
    if (position.kind === 'text') this.#place = { attempt: position.attempt, isRevised: position.isRevised }
    this.#message = 'none'
    this.#text = ''
    return events
  }

  #delta(text: string, id: string | undefined): ResponseEvent[] {
    const offset = offsetOf(id)
    this.#hasCalls = false
    const opened = this.#open()
    if (this.#text !== undefined) this.#text += text
    const delta = this.#ofPart('response.output_text.delta', number.deltaNumber(this.#place, offset), {
      delta: text,
      logprobs: [],
    })
    return [...opened, delta]
  }

  /** After a reconnect the client may have the item but not its part. Both are created; `next` filters by number. */
  #open(): ResponseEvent[] {
    if (this.#message !== 'none' && this.#text !== '') return []
    this.#message = 'open'
    const item = this.#messageOf('in_progress')
    return [
      this.#ofItem('response.output_item.added', number.itemAddedNumber(this.#place), item),
      this.#ofPart('response.content_part.added', number.partAddedNumber(this.#place), {
        part: textPart(''),
      }),
    ]
  }

  #close(text: string, item: OutputItem): ResponseEvent[] {
    if (this.#message === 'closed') return []
    const opened = this.#open()
    this.#message = 'closed'
    const at = (step: number) => number.afterTextNumber(this.#place, text.length, step)
    return [
      ...opened,
      this.#ofPart('response.output_text.done', at(0), { text, logprobs: [] }),
      this.#ofPart('response.content_part.done', at(1), { part: textPart(text) }),
      this.#ofItem('response.output_item.done', at(2), item),
    ]
  }

  /** Closes the item of an attempt without an answer, if all of its text is known. */
  #abandon(): ResponseEvent[] {
    return this.#message === 'open' && this.#text !== undefined
      ? this.#close(this.#text, this.#messageOf('incomplete', this.#text))
      : []
  }

  /** A piece of a function call. The text before it is complete by then. */
  #call({ index, callId, name = '', arguments: delta }: CallDelta, text: string, id: string | undefined) {
    const closed = text === '' ? [] : this.#close(text, this.#messageOf('completed', text))
    this.#hasCalls = true
    const before = text === '' ? 0 : 1
    const call = { type: 'function_call' as const, call_id: callId ?? '', name, arguments: '' }
    const piece = callPiece({
      call: outputCall(this.#request.jobId, before + index, 'in_progress', call),
      outputIndex: this.#outputIndex + before + index,
      isFirst: callId !== undefined,
      delta,
      place: this.#place,
      offset: offsetOf(id),
    })
    return [...closed, ...piece]
  }

  #complete(job: JobView): ResponseEvent[] {
    const response = toResponse(this.#request, { ...job, place: this.#place })
    const message = response.output.find((item) => item.type === 'message')
    const calls = response.output.filter((item) => item.type === 'function_call')
    const at = (step: number) => number.afterTextNumber(this.#place, wireOf(job).length, 3 + step)
    const first = this.#outputIndex + (message ? 1 : 0)
    const type = incompleteReason(job) ? 'response.incomplete' : 'response.completed'
    return [
      ...this.#inProgress(),
      ...(message ? this.#close(job.response ?? '', message) : []),
      ...calls.flatMap((call, index) => closeCall(call, first + index, at(2 * index))),
      { type, sequence_number: at(2 * calls.length), response },
    ]
  }

  /** Sends the error and the failed response: some clients raise only the first, others read only the second. */
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

  /** The platform ends the request. Background clients reconnect by themselves; the others get an error. */
  #interrupt(): ResponseEvent[] {
    if (this.#request.params.response?.background) return []
    return this.#again(
      'response_in_progress',
      'The answer takes longer than the server can keep this request open.',
    )
  }

  #again(code: string, reason: string): ResponseEvent[] {
    this.outcome = 'again'
    const message = `${reason} Call GET /v1/responses/${toOpenaiId('resp_', this.#request.jobId)} to get it.`
    return [toErrorEvent({ type: 'server_error', code, message }, number.errorNumber)]
  }

  #whole(type: string, sequenceNumber: number, status: ResponseState['status']): ResponseEvent {
    const response = toResponse(this.#request, { status, place: this.#place })
    return { type, sequence_number: sequenceNumber, response }
  }

  #messageOf(status: OutputItem['status'], text?: string): OutputMessage {
    const parts = text === undefined ? [] : [textPart(text)]
    return outputMessage(this.#request.jobId, this.#place, status, parts)
  }

  #ofItem(type: string, sequenceNumber: number, item: OutputItem): ResponseEvent {
    return { type, sequence_number: sequenceNumber, output_index: this.#outputIndex, item }
  }

  #ofPart(type: string, sequenceNumber: number, more: Record<string, unknown>): ResponseEvent {
    const { id } = this.#messageOf('in_progress')
    const place = { item_id: id, output_index: this.#outputIndex, content_index: 0 }
    return { type, sequence_number: sequenceNumber, ...place, ...more }
  }
}

function offsetOf(id: string | undefined): number {
  const position = parsePosition(id)
  return position.kind === 'text' ? position.offset : 0
}
