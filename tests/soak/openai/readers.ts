import { type Ended, readData } from '#tests/support/cut-stream'
import { type Said, said, saidByResponse } from './asked.ts'
import type { Stream } from './transport.ts'

// biome-ignore lint/suspicious/noExplicitAny: events of any kind
type Any = any

/** Reads one stream of chunks. */
export class ChunkReader {
  id: string | undefined
  error: { code: string; message: string } | undefined
  finishReason: string | undefined
  #text = ''
  #call: Said['call']

  read(stream: Stream): Promise<Ended> {
    return readData(stream, (chunk) => this.#take(chunk))
  }

  /** What it holds. */
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

/** Reads the events of one response, over as many connections as it takes, on any server. */
export class EventReader {
  id: string | undefined
  /** The number of the last event that it has. */
  last: number | undefined
  /** The whole response that came with its last event. */
  end: { type: string; status: string; said: Said } | undefined
  readonly faults: string[] = []
  restarts = 0
  /** By the id of the item. */
  readonly #texts = new Map<string, string>()

  read(stream: Stream): Promise<Ended> {
    return readData(stream, (event) => this.#take(event))
  }

  #take(event: Any): void {
    const { type, sequence_number: number, response } = event
    this.id ??= response?.id
    // It stands for the connection, not for the response.
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

  /** Calls that have begun cannot be taken back: it reads from the beginning again. */
  #forget(): void {
    this.last = undefined
    this.#texts.clear()
    this.restarts++
  }

  /** Its deltas have to make up exactly the items of the answer. */
  #finish(type: string, response: Any): void {
    const answer = saidByResponse(response)
    this.end = { type, status: response.status, said: answer }
    const deltas = response.output.map(({ id }: Any) => this.#texts.get(id) ?? '').join('')
    if (deltas !== answer.text)
      this.faults.push(`Its deltas were "${deltas}", and its answer "${answer.text}".`)
  }
}
