import type { ServerContext } from '@modelcontextprotocol/server'
import type { Reply } from '#lib/api/operation'
import { isObject, parseJson } from '#lib/json'

/** The member of a request's `_meta` that asks for the answer's text in the progress notifications. */
const textKey = 'gpts-api-server/text'

/** True if a client asked for progress and for the text of the answer in it. */
export const wantsText = ({ mcpReq: { _meta } }: ServerContext): boolean =>
  _meta?.progressToken !== undefined && _meta[textKey] === true

/** A progress notification of an answer: a sentence or a piece of the text, and its event. */
export type TextProgress = { message: string; _meta: Record<string, unknown> }

type Event = { event: string; id: string | undefined; data: Record<string, unknown> }

/**
 * Reads the text of a job from the event stream of an operation. `accepted` returns the accepted job. `notifyDeltas` resolves at the
 * end of the job, at the deadline (in Date.now() milliseconds), or when the reader is closed.
 */
export class TextReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #decoder = new TextDecoder()

  constructor(reply: Reply<unknown>) {
    this.#reader = (reply.text!.body as ReadableStream<Uint8Array>).getReader()
  }

  /** Returns the accepted job. */
  async accepted(): Promise<Record<string, unknown>> {
    for (;;) {
      const event = await this.#next()
      if (!event) throw new Error('The stream ended before the job was accepted.')
      if (event.event === 'accepted') return event.data
    }
  }

  async notifyDeltas(notify: (progress: TextProgress) => void, deadlineMs: number): Promise<void> {
    const timer = setTimeout(() => this.close(), Math.max(deadlineMs - Date.now(), 0))
    try {
      for (let event = await this.#next(); event; event = await this.#next()) {
        const progress = progressOf(event)
        if (progress) notify(progress)
      }
    } finally {
      clearTimeout(timer)
    }
  }

  close(): void {
    void this.#reader.cancel()
  }

  /** Reads the next event. A chunk is one event or a comment. */
  async #next(): Promise<Event | undefined> {
    for (;;) {
      const { value, done } = await this.#reader.read()
      if (done) return undefined
      const text = this.#decoder.decode(value)
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1]
      const event = field('event')
      const data = parseJson(field('data') ?? '')
      if (event && isObject(data)) return { event, id: field('id'), data }
    }
  }
}

function progressOf({ event, id, data }: Event): TextProgress | undefined {
  const _meta = { [textKey]: { event, ...(id && { id }) } }
  if (event === 'delta') return { message: String(data.text), _meta }
  if (event === 'restarted') return { message: 'The answer starts again. Discard the text so far.', _meta }
  return undefined
}
