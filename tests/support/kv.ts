import { startUpstash } from '#emulators/upstash/server'
import { startRedis } from '#local/redis'
import { profile as chosen } from '#tests/support/profile'
import { secrets } from '#tests/support/secrets'

export type TestKv = {
  url: string
  /** The variables that lead a server to it. */
  vars: Record<string, string>
  /** Where to look at its data, over TCP. */
  redisUrl: string
  close(): Promise<void>
}

type Options = { port?: number; token?: string }

/** A KV of its own, empty at each start: an embedded Redis, on the hosted profile behind the Upstash emulator. */
export const startKv = (options: Options = {}, profile = chosen): Promise<TestKv> =>
  profile === 'hosted' ? startUpstashKv(options) : startRedisKv(options)

async function startRedisKv({ port = 0, token = secrets.kvToken }: Options): Promise<TestKv> {
  const redis = await startRedis({ port, password: token })
  const { url } = redis
  return { url, vars: { REDIS_URL: url }, redisUrl: url, close: () => redis.close() }
}

/** An embedded Redis behind the Upstash emulator, whatever the profile. */
export async function startUpstashKv(options: Options = {}): Promise<TestKv> {
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
