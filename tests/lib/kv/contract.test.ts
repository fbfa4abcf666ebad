import { Ratelimit } from '@upstash/ratelimit'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Env } from '#lib/env'
import type { Kv, Subscription } from '#lib/kv/port'
import { redisKv } from '#lib/kv/redis'
import { upstashKv } from '#lib/kv/upstash'
import { startRedis } from '#local/redis'
import { freezeAtHalfPast } from '#tests/support/hour'
import { startUpstashKv } from '#tests/support/kv'
import { secrets } from '#tests/support/secrets'
import { useLongTimeouts } from '#tests/support/timeouts'

beforeAll(useLongTimeouts)

type Server = { url: string; close(): Promise<void> }

async function open(start: () => Promise<Server>, connect: (url: string) => Kv) {
  const server = await start()
  onTestFinished(() => server.close())
  const kv = connect(server.url)
  onTestFinished(() => kv.close())
  const subscribe = (channel: string): Subscription => {
    const subscription = kv.subscribeOnce(channel)
    onTestFinished(() => subscription.close())
    return subscription
  }
  return { server, kv: kv.writer, reader: kv.reader, subscribe }
}

const upstash = () =>
  open(startUpstashKv, (url) =>
    upstashKv({ url, token: secrets.kvToken, readOnlyToken: secrets.kvReadOnlyToken }),
  )
const redis = () => open(() => startRedis({ port: 0, password: 'secret' }), redisKv)

const adapters: Record<Env['KV'], () => ReturnType<typeof open>> = { redis, upstash }

describe.each(Object.entries(adapters))('the adapter %s', (_, start) => {
  describe('a subscription', () => {
    it('is ready when it is confirmed, and returns the first message as it was published', async () => {
      const { subscribe, kv } = await start()
      const message = JSON.stringify({ text: 'a, "b"\n漢 😀', data: 'data: message,job:1,x' })
      const subscription = subscribe('job:1')
      expect(await subscription.ready).toBe(true)
      expect(await kv.publish('job:1', message)).toBe(1)
      await kv.publish('job:1', 'second')
      expect(JSON.parse((await subscription.message)!)).toEqual(JSON.parse(message))
    })

    it('receives messages of its own channel only', async () => {
      const { subscribe, kv } = await start()
      const [one, two] = [subscribe('job:1'), subscribe('job:2')]
      expect(await Promise.all([one.ready, two.ready])).toEqual([true, true])
      await kv.publish('job:2', '"two"')
      expect(await two.message).toBe('"two"')
      await kv.publish('job:1', '"one"')
      expect(await one.message).toBe('"one"')
    })

    it('shares its channel with others, which all receive the message', async () => {
      const { subscribe, kv } = await start()
      const all = [subscribe('job:1'), subscribe('job:1'), subscribe('job:1')]
      expect(await Promise.all(all.map(({ ready }) => ready))).toEqual([true, true, true])
      all[0]!.close()
      await kv.publish('job:1', '"x"')
      expect(await Promise.all(all.map(({ message }) => message))).toEqual([null, '"x"', '"x"'])
    })

    it('receives nothing after it is closed, and the server has no subscriber left', async () => {
      const { subscribe, kv } = await start()
      const subscription = subscribe('job:1')
      await subscription.ready
      subscription.close()
      expect(await subscription.message).toBeNull()
      await vi.waitFor(async () => expect(await kv.publish('job:1', 'x')).toBe(0), { timeout: 60_000 })
    })

    it('can be opened again right after it was closed', async () => {
      const { subscribe, kv } = await start()
      for (let turn = 0; turn < 5; turn++) {
        const first = subscribe('job:1')
        first.close()
        const second = subscribe('job:1')
        expect(await second.ready).toBe(true)
        await kv.publish('job:1', `"${turn}"`)
        expect(await second.message).toBe(`"${turn}"`)
      }
    })

    it('ends without a message when its stream breaks', async () => {
      const { server, subscribe } = await start()
      const subscription = subscribe('job:1')
      expect(await subscription.ready).toBe(true)
      await server.close()
      expect(await subscription.message).toBeNull()
    })

    it('fails when there is no server', async () => {
      const { server, subscribe } = await start()
      await server.close()
      const subscription = subscribe('job:1')
      expect(await subscription.ready).toBe(false)
      expect(await subscription.message).toBeNull()
    })
  })

  describe('a command', () => {
    it('stores and returns text, numbers and objects', async () => {
      const { kv, reader } = await start()
      await kv.set('key', { a: 1, text: '漢 😀' }, { ex: 60 })
      expect(await reader.get('key')).toEqual({ a: 1, text: '漢 😀' })
      expect(await kv.set('key', 'x', { nx: true })).toBeNull()
      expect(await kv.hset('hash', { a: 1, b: 'x' })).toBe(2)
      expect(await kv.hincrby('hash', 'a', 2)).toBe(3)
      expect(await reader.hgetall('hash')).toEqual({ a: 3, b: 'x' })
      expect(await reader.hmget('hash', 'a', 'none')).toEqual({ a: 3, none: null })
      expect(await reader.get('none')).toBeNull()
    })

    it('in a pipeline has its own result, and the first error fails the pipeline', async () => {
      const { kv } = await start()
      const pipeline = kv.pipeline().set('key', 'text').get('key').incr('n').hgetall('none')
      expect(await pipeline.exec()).toEqual(['OK', 'text', 1, null])
      const failing = kv.pipeline().incr('n').incr('key').incr('n')
      await expect(failing.exec()).rejects.toThrow(/^Command 2 .* failed/)
      expect(await kv.get('n')).toBe(3)
    })

    it('in a transaction runs, and has its own result', async () => {
      const { kv } = await start()
      expect(await kv.multi().incr('n').incr('n').exec()).toEqual([1, 2])
    })

    it('with a script returns the result of the Lua code', async () => {
      const { kv } = await start()
      const script = "return {1, 'a', {2, false}, redis.call('incrby', KEYS[1], ARGV[1])}"
      expect(await kv.eval(script, ['n'], [5])).toEqual([1, 'a', [2, null], 5])
    })

    it('that Redis rejects fails with the error text of Redis', async () => {
      const { kv } = await start()
      await kv.hset('hash', { a: 1 })
      await expect(kv.get('hash')).rejects.toThrow(/WRONGTYPE/)
    })

    it.each([
      ['a sliding window', Ratelimit.slidingWindow(2, '60 s')],
      ['a token bucket', Ratelimit.tokenBucket(1, '60 s', 2)],
    ])('works in a rate limiter with %s', async (_, limiter) => {
      freezeAtHalfPast()
      const { kv } = await start()
      // The limiter allows a request when its count does not come in time.
      const limit = new Ratelimit({ redis: kv, limiter, ephemeralCache: false, timeout: 60_000 })
      const taken = []
      for (let turn = 0; turn < 3; turn++) taken.push((await limit.limit('user')).success)
      expect(taken).toEqual([true, true, false])
    })
  })
})
