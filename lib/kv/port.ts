import type { Redis } from '@upstash/redis'

export type Subscription = {
  /** True once the server has confirmed the subscription, false when there is none to be had. */
  ready: Promise<boolean>
  /** The first message as published, or null when the stream broke or was closed before one came. */
  message: Promise<string | null>
  close(): void
}

/** Hears every message of a channel until it is closed, or the connection breaks. */
export type Channel = {
  /** As of a subscription. */
  ready: Promise<boolean>
  /** Resolves when nothing more will come. */
  ended: Promise<void>
  close(): void
}

/** A key-value adapter. Every command may fail or hold stale data: callers keep a fallback. */
export type Kv = {
  writer: Redis
  /** The same store for reads, by a token that can do no more where there is one. */
  reader: Redis
  /** Subscribes to one channel until its first message. */
  subscribe(channel: string): Subscription
  /** Subscribes to one channel, whose messages come as they were published. */
  follow(channel: string, onMessage: (message: string) => void): Channel
  close(): Promise<void>
}
