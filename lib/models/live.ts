import { toWire } from '#lib/items/wire'
import { addChunk } from '#lib/models/dialect/body'
import { at, type Json } from '#lib/models/dialect/json'
import { partsOf } from '#lib/models/dialect/message'
import { mayBecomeThoughts, splitThoughts } from '#lib/models/dialect/thoughts'
import { callsIn } from '#lib/models/dialect/tool-calls'
import { liveCalls, withoutHalf } from '#lib/models/live-calls'
import { tunables } from '#lib/tunables'

/**
 * The text of an answer while it is being written. It only grows: thoughts, and what may yet turn out to be a mark of
 * thoughts, are held back. The answer itself is read from the whole body at its end, which may still say otherwise.
 */
export class LiveText {
  readonly #body: Json = {}
  #rest = ''
  #seen = 0
  /** Where the answer begins in the message; undefined until that is certain. */
  #begin: number | undefined
  /** Whether all of the text was shown when the first call began. */
  #isTextShown: boolean | undefined
  /** Tools were offered, so that their calls are a part of the answer. */
  readonly #offersTools: boolean
  /** The text of the answer so far. */
  text = ''
  /** The same with the calls behind it: see `toWire`. */
  wire = ''

  constructor(offersTools = false) {
    this.#offersTools = offersTools
  }

  /** Everything that the model has written so far, thoughts included: it is paid for. */
  get written(): string {
    const message = at(this.#body, 'choices.0.message') as Json | undefined
    const calls = message ? callsIn(message).map((call) => call.arguments) : []
    return [partsOf(message?.reasoning_content, 'text'), partsOf(message?.content, 'text'), ...calls].join('')
  }

  /** Reads a further piece of the body; true when the text, or a call, has grown. */
  add(piece: string): boolean {
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/)
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#addLine(line)
    if (lines.length === 0) return false
    const hasGrown = this.#grow()
    if (hasGrown && this.#isTextShown === undefined) this.wire = this.text
    return this.#offersTools ? this.#growCalls() || hasGrown : hasGrown
  }

  /** Lines that are no chunk, such as those of JSON over several lines, say nothing yet. */
  #addLine(line: string): void {
    const data = /^(?:data:\s?)?(\{.*)$/.exec(line)?.[1]
    if (data === undefined) return
    try {
      addChunk(this.#body, JSON.parse(data))
    } catch {}
  }

  /** Calls are shown once all of the text is, which may still be held back. */
  #growCalls(): boolean {
    const message = at(this.#body, 'choices.0.message') as Json | undefined
    const calls = message ? liveCalls(message) : []
    if (calls.length === 0) return false
    this.#isTextShown ??= isShown(partsOf(message?.content, 'text'), this.text)
    const wire = toWire(this.text, calls)
    if (!this.#isTextShown || wire.length <= this.wire.length || !wire.startsWith(this.wire)) return false
    this.wire = wire
    return true
  }

  #grow(): boolean {
    const said = partsOf(at(this.#body, 'choices.0.message.content'), 'text')
    // Thoughts may be long: only where a mark may end is it worth looking again.
    const isWorthIt = said.length < tunables.markCharactersMax || /[>\]▷]/.test(said.slice(this.#seen))
    this.#seen = said.length
    if (isWorthIt) this.#begin ??= beginOf(said)
    if (this.#begin === undefined) return false
    const text = said.slice(this.#begin).replaceAll('\0', '')
    const whole = withoutHalf(text)
    if (whole.length <= this.text.length) return false
    this.text = whole
    return true
  }
}

/** Whether a text that is shown so far is all that there is. A blank one is none, beside a call. */
function isShown(said: string, shown: string): boolean {
  const { text } = splitThoughts(said)
  return shown === '' ? text.trim() === '' : text.replaceAll('\0', '') === shown
}

/** Where the answer begins in what was said so far; undefined while that may be thoughts, or blank. */
function beginOf(said: string): number | undefined {
  const { text } = splitThoughts(said)
  const begun = text.trimStart()
  return begun === '' || mayBecomeThoughts(begun) ? undefined : said.length - text.length
}
