import { toWire } from '#lib/items/wire'
import { addChunk } from '#lib/models/dialect/body'
import { at, type Json } from '#lib/models/dialect/json'
import { partsOf } from '#lib/models/dialect/message'
import { mayBecomeThoughts, splitThoughts } from '#lib/models/dialect/thoughts'
import { callsIn } from '#lib/models/dialect/tool-calls'
import { liveCalls, withoutLoneSurrogate } from '#lib/models/live-calls'
import { tunables } from '#lib/tunables'

/**
 * The text of an answer while it is being written. It only grows: reasoning, and text that may be the start of a
 * reasoning mark, is held back. The final answer is read from the whole body at its end and may differ.
 */
export class LiveText {
  readonly #body: Json = {}
  #rest = ''
  #seen = 0
  /** The offset of the answer in the message; undefined until it is certain. */
  #begin: number | undefined
  /** True if all of the text was shown when the first call began. */
  #isTextShown: boolean | undefined
  /** True if the request had tools, so that calls are part of the answer. */
  readonly #offersTools: boolean
  /** The text of the answer so far. */
  text = ''
  /** The text followed by its calls: see `toWire`. */
  wire = ''

  constructor(offersTools = false) {
    this.#offersTools = offersTools
  }

  /** All the text that the model has written so far, including reasoning. The provider charges for it. */
  get written(): string {
    const message = at(this.#body, 'choices.0.message') as Json | undefined
    const calls = message ? callsIn(message).map((call) => call.arguments) : []
    return [partsOf(message?.reasoning_content, 'text'), partsOf(message?.content, 'text'), ...calls].join('')
  }

  /** Reads the next piece of the body. True when the text or a call has grown. */
  add(piece: string): boolean {
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/)
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#addLine(line)
    if (lines.length === 0) return false
    const hasGrown = this.#grow()
    if (hasGrown && this.#isTextShown === undefined) this.wire = this.text
    return this.#offersTools ? this.#growCalls() || hasGrown : hasGrown
  }

  /** Ignores lines that are not a chunk, such as those of JSON over several lines. */
  #addLine(line: string): void {
    const data = /^(?:data:\s?)?(\{.*)$/.exec(line)?.[1]
    if (data === undefined) return
    try {
      addChunk(this.#body, JSON.parse(data))
    } catch {}
  }

  /** Shows calls only after all of the text is shown. */
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
    // Reasoning can be long, so search again only where a mark may end.
    const mayEndMark = said.length < tunables.markCharactersMax || /[>\]▷]/.test(said.slice(this.#seen))
    this.#seen = said.length
    if (mayEndMark) this.#begin ??= beginOf(said)
    if (this.#begin === undefined) return false
    const text = said.slice(this.#begin).replaceAll('\0', '')
    const whole = withoutLoneSurrogate(text)
    if (whole.length <= this.text.length) return false
    this.text = whole
    return true
  }
}

/** True if all of the text so far is shown. Blank text before a call counts as no text. */
function isShown(said: string, shown: string): boolean {
  const { text } = splitThoughts(said)
  return shown === '' ? text.trim() === '' : text.replaceAll('\0', '') === shown
}

/** The offset of the answer in the text so far; undefined while that may be reasoning, or is blank. */
function beginOf(said: string): number | undefined {
  const { text } = splitThoughts(said)
  const begun = text.trimStart()
  return begun === '' || mayBecomeThoughts(begun) ? undefined : said.length - text.length
}
