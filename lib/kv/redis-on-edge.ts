import { ConfigError } from '#lib/env'
import type { Kv } from '#lib/kv/port'

/** Edge functions have no sockets. */
export function redisKv(_url: string): Kv {
  throw new ConfigError([
    'Edge functions cannot use REDIS_URL: set KV_REST_API_URL and KV_REST_API_TOKEN, or run `npm run runtime -- nodejs`',
  ])
}
