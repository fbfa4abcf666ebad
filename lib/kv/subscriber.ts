import type { Redis } from 'ioredis'
import { firstConnect, openConnection } from '#lib/kv/connection'
import type { Subscription } from '#lib/kv/port'
import { tunables } from '#lib/tunables'

type Channel = {
  confirmed: Promise<boolean>
  /** Each gets the first message, or null when the connection ended. */
  waiters: Set<(message: string | null) => void>
}

/** The subscriptions of a process: all channels share one connection, which the first of them opens. */
export function subscriber(url: string) {
  let connection: Connection | undefined
  return {
    subscribe(channel: string): Subscription {
      connection ??= new Connection(openConnection(url))
      return connection.subscribe(channel)
    },
    close: () => connection?.close(),
  }
}

class Connection {
  readonly #redis: Redis
  readonly #connected: Promise<void>
  readonly #channels = new Map<string, Channel>()
  readonly #pings: NodeJS.Timeout

  constructor(redis: Redis) {
    this.#redis = redis
    this.#connected = firstConnect(redis)
    redis.on('message', (name: string, message: string) => this.#deliver(name, message))
    redis.on('close', () => this.#breakAll())
    // A silent connection looks like one without messages. The answer to a ping shows that it lives.
    this.#pings = setInterval(() => this.#ping(), tunables.kvPingMs).unref()
  }

  subscribe(name: string): Subscription {
    const channel = this.#channels.get(name) ?? this.#open(name)
    const { promise: message, resolve } = Promise.withResolvers<string | null>()
    channel.waiters.add(resolve)
    const close = () => {
      resolve(null)
      if (channel.waiters.delete(resolve) && channel.waiters.size === 0) this.#leave(name, channel)
    }
    const ready = within(channel.confirmed, message)
    // Nothing will come: the caller reads instead.
    channel.confirmed.then((isConfirmed) => isConfirmed || close())
    return { ready, message, close }
  }

  close(): void {
    clearInterval(this.#pings)
    this.#redis.disconnect()
  }

  #open(name: string): Channel {
    const channel: Channel = { waiters: new Set(), confirmed: this.#confirm(name) }
    this.#channels.set(name, channel)
    return channel
  }

  async #confirm(name: string): Promise<boolean> {
    if (this.#redis.status !== 'ready') await this.#connected
    return this.#redis.subscribe(name).then(
      () => true,
      () => false,
    )
  }

  #deliver(name: string, message: string): void {
    const channel = this.#channels.get(name)
    if (!channel) return
    for (const resolve of channel.waiters) resolve(message)
    this.#leave(name, channel)
  }

  #leave(name: string, channel: Channel): void {
    if (this.#channels.get(name) !== channel) return
    this.#channels.delete(name)
    // Without a connection there is no subscription either.
    this.#redis.unsubscribe(name).catch(() => {})
  }

  #breakAll(): void {
    const channels = [...this.#channels.values()]
    this.#channels.clear()
    for (const { waiters } of channels) for (const resolve of waiters) resolve(null)
  }

  #ping(): void {
    if (this.#channels.size > 0) this.#redis.ping().catch(() => {})
  }
}

/** False when there is no confirmation within subscribeMsMax, or the subscription has ended before. */
function within(confirmed: Promise<boolean>, ended: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), tunables.subscribeMsMax)
  confirmed.then(resolve)
  ended.then(() => resolve(false))
  return promise.finally(() => clearTimeout(timer))
}
