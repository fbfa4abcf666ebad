import type { Redis } from '@upstash/redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backends, openUpstash } from './harness.ts'

describe.each(backends)('@upstash/redis on the %s', (_, redisUrl) => {
  let upstash: Awaited<ReturnType<typeof openUpstash>>
  let redis: Redis
  const key = (name: string) => upstash.key(name)
  beforeAll(async () => {
    upstash = await openUpstash(redisUrl)
    redis = upstash.client()
  })
  afterAll(() => upstash.close())

  it('returns values as they were written', async () => {
    const values = [
      'text',
      'OK',
      '',
      '한국어 😀\n\r\t"\\',
      { a: [1, null, { b: '😀' }] },
      [1, 'x'],
      42,
      1.5,
      true,
    ]
    for (const value of values) {
      await redis.set(key('value'), value)
      expect(await redis.get(key('value'))).toEqual(value)
    }
    expect(await redis.get(key('missing'))).toBeNull()
  })

  it('respects the options of SET, and expiries', async () => {
    expect(await redis.set(key('nx'), 'a', { nx: true, ex: 3_600 })).toBe('OK')
    expect(await redis.set(key('nx'), 'b', { nx: true })).toBeNull()
    expect(await redis.set(key('nx'), 'c', { xx: true, get: true, keepTtl: true })).toBe('a')
    const ttl = await redis.ttl(key('nx'))
    expect(ttl).toBeGreaterThan(3_000)
    expect(ttl).toBeLessThanOrEqual(3_600)
    expect(await redis.getex(key('nx'), { persist: true })).toBe('c')
    expect(await redis.ttl(key('nx'))).toBe(-1)
    expect(await redis.getdel(key('nx'))).toBe('c')
    expect(await redis.exists(key('nx'))).toBe(0)
  })

  it('reads and writes hashes', async () => {
    const hash = { name: 'Ada', tags: ['x'], n: 3 }
    expect(await redis.hset(key('h'), hash)).toBe(3)
    expect(await redis.hgetall(key('h'))).toEqual(hash)
    expect(await redis.hmget(key('h'), 'n', 'none')).toEqual({ n: 3, none: null })
    expect(await redis.hincrby(key('h'), 'n', 2)).toBe(5)
    expect(await redis.hincrbyfloat(key('h'), 'f', 1.5)).toBe(1.5)
    expect(await redis.hgetall(key('nothing'))).toBeNull()
    expect(await redis.hscan(key('h'), 0)).toEqual(['0', expect.arrayContaining(['name', 'Ada'])])
  })

  it('reads and writes lists and sets', async () => {
    await redis.rpush<unknown>(key('l'), 'a', { b: 1 }, 'OK', '')
    expect(await redis.lrange(key('l'), 0, -1)).toEqual(['a', { b: 1 }, 'OK', ''])
    expect(await redis.lmove(key('l'), key('l2'), 'left', 'right')).toBe('a')
    await redis.sadd(key('s'), 'x', 'y')
    expect((await redis.smembers(key('s'))).sort()).toEqual(['x', 'y'])
    expect(await redis.smismember(key('s'), ['x', 'z'])).toEqual([1, 0])
  })

  it('reads and writes sorted sets', async () => {
    await redis.zadd(
      key('z'),
      { score: 1, member: 'a' },
      { score: 2.5, member: 'b' },
      { score: 10, member: 'c' },
    )
    expect(await redis.zrange(key('z'), 0, -1, { withScores: true })).toEqual(['a', 1, 'b', 2.5, 'c', 10])
    expect(await redis.zrange(key('z'), 2, '+inf', { byScore: true })).toEqual(['b', 'c'])
    expect(await redis.zrange(key('z'), 0, 0, { rev: true })).toEqual(['c'])
    expect(await redis.zscore(key('z'), 'b')).toBe(2.5)
    expect(await redis.zincrby(key('z'), 0.5, 'b')).toBe(3)
    expect(await redis.zpopmin(key('z'))).toEqual(['a', 1])
    expect(await redis.zremrangebyscore(key('z'), 0, 5)).toBe(1)
    expect(await redis.zcard(key('z'))).toBe(1)
  })

  it('reads and writes streams with groups', async () => {
    const id = await redis.xadd(key('x'), '*', { kind: 'message', body: '안녕' })
    expect(await redis.xlen(key('x'))).toBe(1)
    expect(await redis.xrange(key('x'), '-', '+')).toEqual({ [id]: { kind: 'message', body: '안녕' } })
    await redis.xgroup(key('x'), { type: 'CREATE', group: 'g', id: '0' })
    const read = await redis.xreadgroup('g', 'me', key('x'), '>')
    expect(read).toEqual([[key('x'), [[id, ['kind', 'message', 'body', '안녕']]]]])
    expect(await redis.xpending(key('x'), 'g', '-', '+', 10)).toEqual([[id, 'me', expect.any(Number), 1]])
    expect(await redis.xack(key('x'), 'g', id)).toBe(1)
  })

  it('trims streams exactly, and does not take a trim option for a field', async () => {
    const exactly = { type: 'MAXLEN', threshold: 2, comparison: '=' } as const
    for (const n of [1, 2, 3]) await redis.xadd(key('trim'), '*', { n }, { trim: exactly })
    expect(await redis.xlen(key('trim'))).toBe(2)
    expect(await redis.xadd(key('none'), '*', { n: 1 }, { nomkStream: true, trim: exactly })).toBeNull()
    expect(await redis.xtrim(key('trim'), { strategy: 'MAXLEN', threshold: 1, exactness: '=' })).toBe(1)
    const id = await redis.xadd(key('fields'), '*', { maxlen: '=', a: 1 })
    expect(await redis.xrange(key('fields'), '-', '+')).toEqual({ [id]: { maxlen: '=', a: 1 } })
  })

  it('answers PING, TIME, DBSIZE and SCAN', async () => {
    expect(await redis.ping()).toBe('PONG')
    expect(await redis.time()).toEqual([expect.any(Number), expect.any(Number)])
    await redis.set(key('scan'), 1)
    expect(await redis.dbsize()).toBeGreaterThan(0)
    const found: string[] = []
    let cursor = '0'
    do {
      const [next, keys] = await redis.scan(cursor, { match: key('scan*'), count: 1000 })
      found.push(...keys)
      cursor = next
    } while (cursor !== '0')
    expect(found).toEqual([key('scan')])
  })

  it('runs pipelines, automatic pipelines and transactions', async () => {
    const pipeline = redis.pipeline().set(key('p'), { a: 1 }).get<{ a: number }>(key('p')).incr(key('n'))
    expect(await pipeline.exec()).toEqual(['OK', { a: 1 }, 1])
    const automatic = upstash.client({ enableAutoPipelining: true })
    const counts = await Promise.all(Array.from({ length: 50 }, () => automatic.incr(key('auto'))))
    expect(counts).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
    expect(await redis.multi().incr(key('n')).incr(key('n')).exec()).toEqual([2, 3])
  })

  it("throws Redis's error, and keeps the errors of a pipeline separate", async () => {
    await redis.set(key('text'), 'x')
    await expect(redis.incr(key('text'))).rejects.toThrow('ERR value is not an integer')
    const results = await redis.pipeline().get(key('text')).incr(key('text')).exec({ keepErrors: true })
    expect(results[0]).toMatchObject({ result: 'x' })
    expect(results[1]).toMatchObject({ error: expect.stringContaining('not an integer') })
    await expect(upstash.client({ token: 'wrong' }).get('x')).rejects.toThrow('WRONGPASS')
  })

  it('returns raw text when the client disables encoding and parsing', async () => {
    const raw = upstash.client({ responseEncoding: false, automaticDeserialization: false })
    await raw.set(key('raw'), '{"a": 1}')
    expect(await raw.get(key('raw'))).toBe('{"a": 1}')
  })
})
