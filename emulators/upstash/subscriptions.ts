import type { Redis } from 'ioredis'

export type Listener = (message: string) => void

/** The listeners of each channel, which share one subscription on one connection. */
export class Subscriptions {
  readonly #connection: Redis
  readonly #listeners = new Map<string, Set<Listener>>()

  constructor(connection: Redis) {
    this.#connection = connection.on('message', (channel: string, message: string) => {
      for (const listener of this.#listeners.get(channel) ?? []) listener(message)
    })
  }

  /** The listeners of a channel that Redis does not know of, which PUBLISH must count too. */
  uncounted(channel: string): number {
    return Math.max(0, (this.#listeners.get(channel)?.size ?? 0) - 1)
  }

  /** Resolves once messages are sure to arrive, with the function that ends the subscription. */
  async add(channel: string, listener: Listener): Promise<() => void> {
    const group = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, group.add(listener))
    try {
      // Every listener asks again: Redis answers in order, so each knows that the subscription stands.
      await this.#connection.subscribe(channel)
    } catch (error) {
      this.#remove(channel, listener)
      throw error
    }
    return () => this.#remove(channel, listener)
  }

  #remove(channel: string, listener: Listener): void {
    const group = this.#listeners.get(channel)
    if (!group?.delete(listener) || group.size > 0) return
    this.#listeners.delete(channel)
    // It fails when the connection is closed, and the subscription with it.
    this.#connection.unsubscribe(channel).catch(() => undefined)
  }
}
