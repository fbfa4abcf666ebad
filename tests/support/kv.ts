import { startRedis } from '#local/redis'
import { profile as chosen } from '#tests/support/profile'
import { secrets } from '#tests/support/secrets'

export type TestKv = {
  url: string
  /** The environment variables that point a server to it. */
  vars: Record<string, string>
  /** The URL to read its data over TCP. */
  redisUrl: string
  close(): Promise<void>
}

type Options = { port?: number; token?: string }

/** Starts an empty embedded Redis. On the hosted profile the Upstash emulator is in front of it. */
export const startKv = (options: Options = {}, profile = chosen): Promise<TestKv> =>
  profile === 'hosted' ? startUpstashKv(options) : startRedisKv(options)

async function startRedisKv({ port = 0, token = secrets.kvToken }: Options): Promise<TestKv> {
  const redis = await startRedis({ port, password: token })
  const { url } = redis
  return { url, vars: { REDIS_URL: url }, redisUrl: url, close: () => redis.close() }
}

/** Starts an embedded Redis with the Upstash emulator in front of it, on every profile. */
export async function startUpstashKv(options: Options = {}): Promise<TestKv> {
  const { startUpstash } = await import('#emulators/upstash/server')
  const { port = 0, token = secrets.kvToken } = options
  const readOnlyToken = secrets.kvReadOnlyToken
  const redis = await startRedis({ port: 0 })
  const { url, close } = await startUpstash({ port, token, readOnlyToken, redisUrl: redis.url })
  return {
    url,
    vars: { KV_REST_API_URL: url, KV_REST_API_TOKEN: token, KV_REST_API_READ_ONLY_TOKEN: readOnlyToken },
    redisUrl: redis.url,
    close: async () => {
      await close()
      await redis.close()
    },
  }
}
