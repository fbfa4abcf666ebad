import type { Redis } from '@upstash/redis'
import { env } from '#lib/env'
import type { ChannelSubscription, Kv, Subscription } from '#lib/kv/port'
import { redisKv } from '#lib/kv/redis'
import { upstashKv } from '#lib/kv/upstash'

export type { ChannelSubscription, Subscription } from '#lib/kv/port'

let adapter: Kv | undefined

/** Opens the configured adapter. On Edge, package.json replaces `redis.ts` with `redis-on-edge.ts`. */
function open(): Kv {
  const config = env()
  switch (config.KV) {
    case 'redis':
      return redisKv(config.REDIS_URL)
    case 'upstash':
      return upstashKv({
        url: config.KV_REST_API_URL,
        token: config.KV_REST_API_TOKEN,
        readOnlyToken: config.KV_REST_API_READ_ONLY_TOKEN,
      })
  }
}

function opened(): Kv {
  adapter ??= open()
  return adapter
}

/** The key-value store. Every command may fail or return stale data, so each caller has a fallback. */
export const kv = (): Redis => opened().writer

/** The same store for reads, with the read-only token if one is configured. */
export const kvReader = (): Redis => opened().reader

/** Subscribes to one channel until its first message. */
export const subscribeOnce = (channel: string): Subscription => opened().subscribeOnce(channel)

/** Subscribes to every message of one channel. */
export const subscribe = (channel: string, onMessage: (message: string) => void): ChannelSubscription =>
  opened().subscribe(channel, onMessage)

/** Closes the connections. The next command opens new ones. */
export async function closeKv(): Promise<void> {
  const closing = adapter
  adapter = undefined
  await closing?.close()
}
