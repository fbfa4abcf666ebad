import { Ratelimit } from '@upstash/ratelimit'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Subscription } from '#lib/kv/port'
import { redisKv } from '#lib/kv/redis'
import { type LocalRedis, startRedis } from '#local/redis'
import { startTcpProxy } from '#tests/support/tcp-proxy'
import { setLimits } from '#tests/support/timeouts'

// On a busy machine, a slow connection must not count as dead. Tests of silent connections set shorter limits.
vi.mock('#lib/tunables', async (load) => {
  const { tunables } = await load<typeof import('#lib/tunables')>()
  const patient = { kvTimeoutMs: 60_000, kvConnectMs: 60_000, subscribeMsMax: 60_000 }
  return { tunables: { ...tunables, ...patient, kvReconnectMsMax: 100, kvPingMs: 100 } }
})

/** Redis behind a proxy that can break its connections. */
async function start() {
  const redis = await startRedis({ port: 0 })
  onTestFinished(() => redis.close())
  const target = { port: redis.port }
  const proxy = await startTcpProxy(target)
  onTestFinished(() => proxy.close())
  return { redis, target, proxy, ...connect(`redis://127.0.0.1:${proxy.port}`) }
}

function connect(url: string) {
  const kv = redisKv(url)
  onTestFinished(() => kv.close())
  return { kv: kv.writer, subscribe: kv.subscribeOnce }
}

const fails = (work: Promise<unknown>) => expect(work).rejects.toThrow()

const works = (kv: { ping(): Promise<string> }) =>
  vi.waitFor(async () => expect(await kv.ping()).toBe('PONG'), { timeout: 60_000 })

describe('the connection', () => {
  it('is open for the first commands of a process', async () => {
    const { kv, proxy } = await start()
    expect(await Promise.all([kv.set('a', 1), kv.get('a'), kv.get('b')])).toEqual(['OK', 1, null])
    expect(proxy.connections()).toBe(1)
  })

  it('sends a pipeline, and commands of the same moment, in one write', async () => {
    const { kv, proxy } = await start()
    await kv.ping()
    const before = proxy.writes().length
    await Promise.all([kv.pipeline().set('a', 1).get('a').incr('a').exec(), kv.get('b'), kv.get('c')])
    expect(proxy.writes().slice(before)).toHaveLength(1)
  })

  it('never queues a command: it fails at once while there is no server', async () => {
    // A queued command would outlast the test.
    setLimits({ kvTimeoutMs: 600_000, kvConnectMs: 600_000 })
    const { redis, proxy, kv } = await start()
    await kv.ping()
    await redis.close()
    proxy.reset()
    await vi.waitFor(() => expect(kv.ping()).rejects.toThrow(), { timeout: 60_000 })
    await fails(kv.get('a'))
    await fails(kv.pipeline().get('a').get('b').exec())
  })

  it('is restored automatically', async () => {
    const { redis, target, proxy, kv } = await start()
    await kv.set('a', 1)
    await redis.close()
    proxy.reset()
    await vi.waitFor(() => expect(kv.ping()).rejects.toThrow(), { timeout: 60_000 })
    const again = await startRedis({ port: 0 })
    onTestFinished(() => again.close())
    target.port = again.port
    await works(kv)
  })

  it('is closed when it goes silent, and all waiting commands fail', async () => {
    setLimits({ kvTimeoutMs: 1_000, kvConnectMs: 1_000 })
    const { proxy, kv } = await start()
    await works(kv)
    proxy.cut()
    const both = await Promise.allSettled([kv.get('a'), kv.get('b')])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await fails(kv.get('a'))
    proxy.restore()
    await works(kv)
  })

  it('fails commands and subscriptions after a timeout if it never answers, also at the start', async () => {
    setLimits({ kvTimeoutMs: 1_000, kvConnectMs: 1_000, subscribeMsMax: 1_000 })
    const { proxy } = await start()
    proxy.cut()
    const { kv, subscribe } = connect(`redis://127.0.0.1:${proxy.port}`)
    await fails(kv.get('a'))
    const subscription = subscribe('channel')
    expect(await subscription.ready).toBe(false)
    expect(await subscription.message).toBeNull()
  })

  it('fails with a wrong password as in an outage', async () => {
    const redis = await startRedis({ port: 0, password: 'right' })
    onTestFinished(() => redis.close())
    await fails(connect(`redis://:wrong@127.0.0.1:${redis.port}`).kv.get('a'))
    expect(await connect(redis.url).kv.get('a')).toBeNull()
  })
})

describe('subscriptions', () => {
  const readySubscription = (subscribe: (channel: string) => Subscription) =>
    vi.waitUntil(
      async () => {
        const subscription = subscribe('job:1')
        return (await subscription.ready) && subscription
      },
      { timeout: 60_000 },
    )
  const announce = async (redis: LocalRedis, channel: string) =>
    connect(redis.url).kv.publish(channel, '"message"')

  it('share one connection, and subscribe to each channel once', async () => {
    const { proxy, redis, subscribe } = await start()
    const all = Array.from({ length: 20 }, (_, index) => subscribe(`job:${index % 2}`))
    expect(await Promise.all(all.map(({ ready }) => ready))).not.toContain(false)
    // The second connection is for commands.
    expect(proxy.connections()).toBe(2)
    expect(
      proxy
        .writes()
        .join('')
        .match(/\r\nsubscribe\r\n/gi),
    ).toHaveLength(2)
    await announce(redis, 'job:0')
    await announce(redis, 'job:1')
    expect(new Set(await Promise.all(all.map(({ message }) => message)))).toEqual(new Set(['"message"']))
  })

  it('end when their connection goes silent', async () => {
    setLimits({ kvTimeoutMs: 1_000 })
    const { proxy, subscribe } = await start()
    const subscription = await readySubscription(subscribe)
    proxy.cut()
    expect(await subscription.message).toBeNull()
  })

  it('work again after the connection is lost', async () => {
    const { proxy, redis, subscribe } = await start()
    const lost = subscribe('job:1')
    await lost.ready
    proxy.reset()
    expect(await lost.message).toBeNull()
    const again = await readySubscription(subscribe)
    await announce(redis, 'job:1')
    expect(await again.message).toBe('"message"')
  })

  it('keep their connection alive with pings', async () => {
    const { proxy, redis, subscribe } = await start()
    const subscription = subscribe('job:1')
    await subscription.ready
    const pings = () =>
      proxy
        .writes()
        .join('')
        .match(/\r\nping\r\n/gi)?.length ?? 0
    await vi.waitFor(() => expect(pings()).toBeGreaterThan(5), { timeout: 60_000 })
    await announce(redis, 'job:1')
    expect(await subscription.message).toBe('"message"')
    expect(proxy.connections()).toBe(2)
  })
})

describe('a rate limiter', () => {
  it('needs one command, with the hash of its script', async () => {
    const { kv, proxy } = await start()
    const limit = new Ratelimit({ redis: kv, limiter: Ratelimit.slidingWindow(100, '60 s') })
    await limit.limit('first')
    const before = proxy.writes().length
    await limit.limit('second')
    const writes = proxy.writes().slice(before)
    expect(writes).toHaveLength(1)
    expect(writes[0]).toMatch(/evalsha/i)
    expect(writes[0]!.length).toBeLessThan(400)
  })
})
