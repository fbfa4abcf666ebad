import { createServer } from 'node:http'
import { type Emulator, listen } from '../http.ts'
import { connectRedis } from './redis.ts'
import { restListener } from './rest.ts'

export type UpstashOptions = {
  /** 0 chooses a free port. */
  port: number
  token: string
  /** A second token, only for read commands. */
  readOnlyToken?: string
  /** The Redis with the data: `redis://…`. */
  redisUrl: string
}

/**
 * Starts an emulator of Upstash Redis: its REST protocol in front of a Redis. Rejects if the port is in use or the Redis
 * is unreachable.
 */
export async function startUpstash(options: UpstashOptions): Promise<Emulator> {
  const { port, token, readOnlyToken, redisUrl } = options
  const redis = await connectRedis(redisUrl)
  return listen(createServer(restListener(redis, { token, readOnlyToken })), port, () => redis.close())
}
