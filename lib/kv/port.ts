import type { Redis } from '@upstash/redis'

export type Subscription = {
  /** True when the server confirms the subscription, false when it fails. */
  ready: Promise<boolean>
  /** The first message as published, or null when the stream ended before the first message. */
  message: Promise<string | null>
  close(): void
}

/** Receives every message of a channel until the channel is closed or the connection breaks. */
export type ChannelSubscription = {
  /** Same as in Subscription. */
  ready: Promise<boolean>
  /** Resolves when no more messages will arrive. */
  ended: Promise<void>
  close(): void
}

/**
 * A key-value adapter. Every command may fail or return stale data, so each caller has a fallback. An adapter gives the
 * SDK's client a `Requester`, as `redis.ts` does, with the replies of RESP2. It needs all of Redis that `lib/` uses,
 * Lua scripts included: `tests/lib/kv/contract.test.ts`.
 */
export type Kv = {
  writer: Redis
  /** The same store for reads, with the read-only token if one is configured. */
  reader: Redis
  /** Subscribes to one channel until its first message. */
  subscribeOnce(channel: string): Subscription
  /** Subscribes to every message of one channel. Messages arrive as published. */
  subscribe(channel: string, onMessage: (message: string) => void): ChannelSubscription
  close(): Promise<void>
}
