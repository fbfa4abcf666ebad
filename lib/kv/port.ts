import type { Redis } from '@upstash/redis'

export type Subscription = {
  /** True once the server has confirmed the subscription, false when there is none to be had. */
  ready: Promise<boolean>
  /** The first message as published, or null when the stream broke or was closed before one came. */
  message: Promise<string | null>
  close(): void
}

/** A key-value adapter. Every command may fail or hold stale data: callers keep a fallback. */
export type Kv = {
  writer: Redis
  /** The same store for reads, by a token that can do no more where there is one. */
  reader: Redis
  /** Subscribes to one channel until its first message. */
  subscribe(channel: string): Subscription
  close(): Promise<void>
}
