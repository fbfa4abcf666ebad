import type { Message } from './types.ts'

const entriesMax = 256
const ageMsMax = 5000

/** The messages that ended in the last five seconds (at most 256): QStash forgets them only shortly after. */
export class Recent {
  readonly #entries = new Map<string, { message: Message; at: number }>()

  get(messageId: string): Message | undefined {
    const entry = this.#entries.get(messageId)
    return entry && Date.now() - entry.at < ageMsMax ? entry.message : undefined
  }

  add(message: Message): void {
    this.#entries.set(message.messageId, { message, at: Date.now() })
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > entriesMax && oldest !== undefined) this.#entries.delete(oldest)
  }
}
