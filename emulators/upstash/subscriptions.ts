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

  /** The number of a channel's listeners that Redis does not count, and that PUBLISH must add. */
  uncounted(channel: string): number {
    return Math.max(0, (this.#listeners.get(channel)?.size ?? 0) - 1)
  }

  /** Resolves when the subscription is active, with a function that ends it. */
  async add(channel: string, listener: Listener): Promise<() => void> {
    const group = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, group.add(listener))
    try {
      // Every listener subscribes again. Redis replies in order, so each reply confirms an active subscription.
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
    // Fails only if the connection is closed, which also ends the subscription.
    this.#connection.unsubscribe(channel).catch(() => undefined)
  }
}
