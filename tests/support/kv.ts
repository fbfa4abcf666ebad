import { startUpstash } from '#emulators/upstash/server'
import { startRedis } from '#local/redis'
import { secrets } from '#tests/support/services'

export type TestKv = { url: string; close(): Promise<void> }

/** A Redis of its own, in this process, behind the Upstash emulator. Empty at each start. */
export async function startUpstashKv(options: { port?: number; token?: string } = {}): Promise<TestKv> {
  const { port = 0, token = secrets.kvToken } = options
  const redis = await startRedis({ port: 0 })
  const upstash = await startUpstash({
    port,
    token,
    readOnlyToken: secrets.kvReadOnlyToken,
    redisUrl: redis.url,
  })
  return {
    url: upstash.url,
    close: async () => {
      await upstash.close()
      await redis.close()
    },
  }
}
