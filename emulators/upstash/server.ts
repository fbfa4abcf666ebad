import { createServer } from 'node:http'
import { type Emulator, listen } from '../http.ts'
import { connectRedis } from './redis.ts'
import { restListener } from './rest.ts'

export type UpstashOptions = {
  /** 0 takes a free port. */
  port: number
  token: string
  /** A second token that runs read commands only. */
  readOnlyToken?: string
  /** The Redis that keeps the data: `redis://…`. */
  redisUrl: string
}

/**
 * Starts an emulator of Upstash Redis, which speaks its REST protocol in front of a Redis. Rejects when the port is
 * taken or the Redis cannot be reached.
 */
export async function startUpstash(options: UpstashOptions): Promise<Emulator> {
  const { port, token, readOnlyToken, redisUrl } = options
  const redis = await connectRedis(redisUrl)
  return listen(createServer(restListener(redis, { token, readOnlyToken })), port, () => redis.close())
}
