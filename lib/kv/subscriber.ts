import type { Redis } from 'ioredis'
import { firstConnect, openConnection } from '#lib/kv/connection'
import type { ChannelSubscription, Subscription } from '#lib/kv/port'
import { tunables } from '#lib/tunables'

/** Receives each message, and null when the connection ends. */
type Listener = (message: string | null) => void
type Shared = { confirmed: Promise<boolean>; listeners: Set<Listener> }

/** Creates the subscriptions of a process. All channels share one connection, which the first channel opens. */
export function subscriber(url: string) {
  let connection: Connection | undefined
  const subscribe = (name: string, onMessage: (message: string) => void): ChannelSubscription => {
    connection ??= new Connection(openConnection(url))
    return connection.subscribe(name, onMessage)
  }
  return {
    subscribe,
    subscribeOnce(name: string): Subscription {
      const { promise: message, resolve } = Promise.withResolvers<string | null>()
      const channel = subscribe(name, (text) => {
        resolve(text)
        channel.close()
      })
      channel.ended.then(() => resolve(null))
      return { ready: channel.ready, message, close: channel.close }
    },
    close: () => connection?.close(),
  }
}

class Connection {
  readonly #redis: Redis
  readonly #connected: Promise<void>
  readonly #channels = new Map<string, Shared>()
  readonly #pings: NodeJS.Timeout

  constructor(redis: Redis) {
    this.#redis = redis
    this.#connected = firstConnect(redis)
    redis.on('message', (name: string, message: string) => this.#deliver(name, message))
    redis.on('close', () => this.#breakAll())
    // A dead connection looks like one without messages. Only the reply to a ping shows that it is alive.
    this.#pings = setInterval(() => this.#ping(), tunables.kvPingMs).unref()
  }

  subscribe(name: string, onMessage: (message: string) => void): ChannelSubscription {
    const shared = this.#channels.get(name) ?? this.#open(name)
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    const listener: Listener = (message) => (message === null ? resolve() : onMessage(message))
    shared.listeners.add(listener)
    const close = () => {
      resolve()
      if (shared.listeners.delete(listener) && shared.listeners.size === 0) this.#leave(name, shared)
    }
    const ready = within(shared.confirmed, ended)
    // No message will arrive, so the caller must poll instead.
    shared.confirmed.then((isConfirmed) => isConfirmed || close())
    return { ready, ended, close }
  }

  close(): void {
    clearInterval(this.#pings)
    this.#redis.disconnect()
  }

  #open(name: string): Shared {
    const shared: Shared = { listeners: new Set(), confirmed: this.#confirm(name) }
    this.#channels.set(name, shared)
    return shared
  }

  async #confirm(name: string): Promise<boolean> {
    if (this.#redis.status !== 'ready') await this.#connected
    return this.#redis.subscribe(name).then(
      () => true,
      () => false,
    )
  }

  #deliver(name: string, message: string): void {
    for (const listener of [...(this.#channels.get(name)?.listeners ?? [])]) listener(message)
  }

  #leave(name: string, shared: Shared): void {
    if (this.#channels.get(name) !== shared) return
    this.#channels.delete(name)
    // Without a connection there is no subscription either.
    this.#redis.unsubscribe(name).catch(() => {})
  }

  #breakAll(): void {
    const channels = [...this.#channels.values()]
    this.#channels.clear()
    for (const { listeners } of channels) for (const listener of [...listeners]) listener(null)
  }

  #ping(): void {
    if (this.#channels.size > 0) this.#redis.ping().catch(() => {})
  }
}

/** False when the confirmation takes longer than subscribeMsMax, or the subscription ends before it. */
function within(confirmed: Promise<boolean>, ended: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), tunables.subscribeMsMax)
  confirmed.then(resolve)
  ended.then(() => resolve(false))
  return promise.finally(() => clearTimeout(timer))
}
