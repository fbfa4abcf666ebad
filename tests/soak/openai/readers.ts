import { readData, type StreamEnd } from '#tests/support/cut-stream'
import { type Said, said, saidByResponse } from './asked.ts'
import type { Stream } from './transport.ts'

// biome-ignore lint/suspicious/noExplicitAny: events of any kind
type Any = any

/** Reads a stream of chunks. */
export class ChunkReader {
  id: string | undefined
  error: { code: string; message: string } | undefined
  finishReason: string | undefined
  #text = ''
  #call: Said['call']

  read(stream: Stream): Promise<StreamEnd> {
    return readData(stream, (chunk) => this.#take(chunk))
  }

  /** The answer so far. */
  get said(): Said {
    return said(this.id!, this.#text, this.#call)
  }

  #take({ id, choices: [choice] = [], error }: Any): void {
    this.id ??= id
    this.error ??= error
    this.finishReason ??= choice?.finish_reason ?? undefined
    this.#text += choice?.delta.content ?? ''
    for (const { id: callId, function: called } of choice?.delta.tool_calls ?? []) {
      this.#call ??= { id: callId, name: called.name, arguments: '' }
      this.#call.arguments += called.arguments
    }
  }
}

/** Reads the events of a response over several connections and servers. */
export class EventReader {
  id: string | undefined
  /** The sequence number of the last event. */
  last: number | undefined
  /** The complete response from the last event. */
  end: { type: string; status: string; said: Said } | undefined
  readonly faults: string[] = []
  restarts = 0
  /** Texts by item id. */
  readonly #texts = new Map<string, string>()

  read(stream: Stream): Promise<StreamEnd> {
    return readData(stream, (event) => this.#take(event))
  }

  #take(event: Any): void {
    const { type, sequence_number: number, response } = event
    this.id ??= response?.id
    // This error is about the connection, not about the response.
    if (type === 'error' && event.code === 'response_in_progress') return
    if (type === 'error' && event.code === 'answer_restarted') {
      this.#forget()
      return
    }
    if (number <= (this.last ?? -1)) this.faults.push(`The event ${number} came after ${this.last}.`)
    this.last = number
    const item = event.item_id
    const isDelta = /^response\.(output_text|function_call_arguments)\.delta$/.test(type)
    if (isDelta) this.#texts.set(item, (this.#texts.get(item) ?? '') + event.delta)
    if (/^response\.(completed|incomplete|failed)$/.test(type)) this.#finish(type, response)
  }

  /** Clears the state to read from the beginning, since events already read cannot be undone. */
  #forget(): void {
    this.last = undefined
    this.#texts.clear()
    this.restarts++
  }

  /** Checks that the deltas add up to exactly the answer's items. */
  #finish(type: string, response: Any): void {
    const answer = saidByResponse(response)
    this.end = { type, status: response.status, said: answer }
    const deltas = response.output.map(({ id }: Any) => this.#texts.get(id) ?? '').join('')
    if (deltas !== answer.text)
      this.faults.push(`Its deltas were "${deltas}", and its answer "${answer.text}".`)
  }
}
