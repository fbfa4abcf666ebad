import { randomUUID } from 'node:crypto'
import { IpDenyList, Ratelimit } from '@upstash/ratelimit'
import type { Redis } from '@upstash/redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { avoidHourBoundary } from '#tests/support/hour'
import { backends, openUpstash } from './harness.ts'

describe.each(backends)('scripts on the %s', (_, redisUrl) => {
  let upstash: Awaited<ReturnType<typeof openUpstash>>
  let redis: Redis
  beforeAll(async () => {
    upstash = await openUpstash(redisUrl)
    redis = upstash.client()
  })
  afterAll(() => upstash.close())

  it("runs a script with Upstash's flags line, by text and by hash", async () => {
    const script = '#!lua flags=allow-key-locking\nreturn {KEYS[1], ARGV[1], 7}'
    expect(await redis.eval(script, ['k'], ['한'])).toEqual(['k', '한', 7])
    expect(await redis.evalRo(script, ['k'], ['v'])).toEqual(['k', 'v', 7])
    const hash = await redis.scriptLoad(script)
    expect(await redis.evalsha(hash, ['k'], ['v'])).toEqual(['k', 'v', 7])
    expect(await redis.evalshaRo(hash, ['k'], ['v'])).toEqual(['k', 'v', 7])
    expect(await redis.scriptExists(hash, '0'.repeat(40))).toEqual([1, 0])
  })

  it('answers NOSCRIPT to an unknown hash, so the SDK sends the text', async () => {
    await expect(redis.evalsha('0'.repeat(40), [], [])).rejects.toThrow('NOSCRIPT')
    const nonce = randomUUID()
    const script = redis.createScript<string>(`#!lua flags=allow-key-locking\nreturn "${nonce}"`)
    expect(await script.exec([], [])).toBe(nonce)
    expect(await script.evalsha([], [])).toBe(nonce)
  })

  it('runs scripts by hash in pipelines and transactions', async () => {
    const hash = await redis.scriptLoad('#!lua flags=x\nreturn redis.call("INCR", KEYS[1])')
    const counter = upstash.key('counter')
    expect(await redis.pipeline().evalsha(hash, [counter], []).evalsha(hash, [counter], []).exec()).toEqual([
      1, 2,
    ])
    expect(await redis.multi().evalsha(hash, [counter], []).get(counter).exec()).toEqual([3, 3])
  })

  it("reports the script's own line number in an error", async () => {
    const script = '#!lua flags=x\n\nreturn redis.call("NOSUCH")'
    await expect(redis.eval(script, [], [])).rejects.toThrow('user_script:3')
  })

  // No timeout: after a timeout the limiter allows the request, and a busy machine may be slow.
  const limiters = {
    fixedWindow: Ratelimit.fixedWindow(3, '1 h'),
    slidingWindow: Ratelimit.slidingWindow(3, '1 h'),
    tokenBucket: Ratelimit.tokenBucket(1, '1 h', 3),
  }
  it.each(Object.entries(limiters))('limits by %s', async (name, limiter) => {
    await avoidHourBoundary()
    const prefix = upstash.key(name)
    const ratelimit = new Ratelimit({ redis, limiter, prefix, ephemeralCache: false, timeout: 0 })
    const results = []
    for (let i = 0; i < 5; i++) results.push(await ratelimit.limit('user'))
    expect(results.map(({ success }) => success)).toEqual([true, true, true, false, false])
    expect(results.slice(0, 3).map(({ remaining }) => remaining)).toEqual([2, 1, 0])
    expect((await ratelimit.limit('someone else')).success).toBe(true)
    expect((await ratelimit.getRemaining('user')).remaining).toBe(0)
    await ratelimit.resetUsedTokens('user')
    expect((await ratelimit.limit('user', { rate: 2 })).remaining).toBe(1)
  })

  it('allows exactly the limit of concurrent requests', async () => {
    await avoidHourBoundary()
    const ratelimit = new Ratelimit({
      redis,
      limiter: Ratelimit.slidingWindow(10, '1 h'),
      prefix: upstash.key('many'),
      timeout: 0,
    })
    const results = await Promise.all(Array.from({ length: 40 }, () => ratelimit.limit('user')))
    expect(results.filter(({ success }) => success)).toHaveLength(10)
  })

  it('stores the analytics and the deny list of the rate limiter', async () => {
    const ratelimit = new Ratelimit({
      redis,
      limiter: Ratelimit.fixedWindow(1, '1 h'),
      prefix: upstash.key('deny'),
      analytics: true,
      enableProtection: true,
      timeout: 0,
    })
    // Otherwise the limiter fetches a list of bad addresses from the internet.
    await IpDenyList.disableIpDenyList(redis, upstash.key('deny'))
    await redis.sadd(`${upstash.key('deny')}:denyList:all`, '203.0.113.9')
    const denied = await ratelimit.limit('visitor', { ip: '203.0.113.9' })
    await denied.pending
    expect(denied).toMatchObject({ success: false, reason: 'denyList', deniedValue: '203.0.113.9' })
    const admitted = await ratelimit.limit('other', { ip: '198.51.100.1' })
    await admitted.pending
    expect(admitted.success).toBe(true)
  })
})
