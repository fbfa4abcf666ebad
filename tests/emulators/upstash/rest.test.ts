import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backends, openUpstash, post, readOnlyToken } from './harness.ts'

describe.each(backends)('the REST protocol on the %s', (_, redisUrl) => {
  let upstash: Awaited<ReturnType<typeof openUpstash>>
  const key = (name: string) => upstash.key(name)
  beforeAll(async () => {
    upstash = await openUpstash(redisUrl)
  })
  afterAll(() => upstash.close())

  it('runs a command posted as a JSON array', async () => {
    expect(await upstash.request('/', post(['SET', key('a'), 'b', 'EX', 3_600]))).toMatchObject({
      status: 200,
      json: { result: 'OK' },
    })
    expect((await upstash.request('/', post(['get', key('a')]))).json).toEqual({ result: 'b' })
    const { result: ttl } = (await upstash.request('/', post(['TTL', key('a')]))).json as { result: number }
    expect(ttl).toBeGreaterThan(3_000)
    expect(ttl).toBeLessThanOrEqual(3_600)
  })

  it('encodes every string in base64 on request, except the reply OK', async () => {
    const ask = async (command: unknown[]) =>
      (await upstash.request('/', post(command, { 'upstash-encoding': 'base64' }))).json
    expect(await ask(['SET', key('e'), 'OK'])).toEqual({ result: 'OK' })
    expect(await ask(['PING'])).toEqual({ result: 'UE9ORw==' })
    await ask(['RPUSH', key('list'), 'OK', 'é'])
    expect(await ask(['LRANGE', key('list'), 0, -1])).toEqual({ result: ['T0s=', 'w6k='] })
  })

  it('answers 401 without the token, and 404 at other paths', async () => {
    for (const authorization of ['Bearer wrong', '']) {
      const rejected = await upstash.request('/', post(['PING'], { authorization }))
      expect(rejected.status).toBe(401)
      expect(rejected.json).toEqual({ error: 'WRONGPASS invalid or missing auth token' })
    }
    expect((await upstash.request('/nowhere', post(['PING']))).status).toBe(404)
  })

  it('lets the read-only token only read', async () => {
    await upstash.request('/', post(['SET', key('ro'), 'x']))
    const asReader = (path: string, body: unknown) =>
      upstash.request(path, post(body, { authorization: `Bearer ${readOnlyToken}` }))
    expect((await asReader('/', ['GET', key('ro')])).json).toEqual({ result: 'x' })
    for (const command of [
      ['SET', key('ro'), 'y'],
      ['KEYS', '*'],
      ['SCAN', 0],
      ['EVAL', 'return 1', 0],
    ]) {
      const name = String(command[0]).toLowerCase()
      expect(await asReader('/', command)).toMatchObject({
        status: 400,
        json: { error: `NOPERM this user has no permissions to run the '${name}' command or its subcommand` },
      })
    }
    expect(
      (
        await asReader('/pipeline', [
          ['DEL', key('ro')],
          ['GET', key('ro')],
        ])
      ).json,
    ).toEqual([{ error: expect.stringContaining('NOPERM') }, { result: 'x' }])
    expect(
      (
        await asReader('/multi-exec', [
          ['GET', key('ro')],
          ['DEL', key('ro')],
        ])
      ).status,
    ).toBe(400)
    expect((await asReader('/subscribe/c', [])).status).toBe(400)
    expect((await asReader('/', ['GET', key('ro')])).json).toEqual({ result: 'x' })
  })

  it("answers 400 with Redis's error text to a command that fails", async () => {
    await upstash.request('/', post(['LPUSH', key('l'), 'x']))
    const failures: [unknown, RegExp][] = [
      [['GET', key('l')], /^WRONGTYPE /],
      [['GET'], /^ERR wrong number of arguments for 'get' command/],
      [['NOSUCH', 'x'], /^ERR unknown command/],
      [['SET', key('n'), null], /^ERR null args are not supported/],
      [[], /^ERR empty command/],
      [{ not: 'a command' }, /^ERR failed to parse command/],
      ['{broken', /^ERR failed to parse command/],
    ]
    for (const [body, error] of failures) {
      expect(await upstash.request('/', post(body))).toMatchObject({
        status: 400,
        json: { error: expect.stringMatching(error) },
      })
    }
  })

  it('refuses blocking commands and connection commands', async () => {
    const refused = [
      'BLPOP',
      'BZPOPMIN',
      'MULTI',
      'EXEC',
      'WATCH',
      'SELECT',
      'AUTH',
      'SUBSCRIBE',
      'MONITOR',
      'QUIT',
    ]
    for (const name of [...refused, 'SHUTDOWN', 'CONFIG']) {
      expect(await upstash.request('/', post([name, 'x', 0]))).toMatchObject({
        status: 400,
        json: { error: expect.stringContaining(`ERR Command is not available: '${name}'`) },
      })
    }
    expect((await upstash.request('/', post(['XREAD', 'BLOCK', 0, 'STREAMS', key('s'), '$']))).json).toEqual({
      result: null,
    })
  })

  it('returns the result of each command of a pipeline separately, in order', async () => {
    const { status, json } = await upstash.request(
      '/pipeline',
      post([['SET', key('x'), 'v'], ['INCR', key('x')], ['BLPOP', 'q', 0], ['NOSUCH'], ['GET', key('x')]]),
    )
    expect(status).toBe(200)
    expect(json).toEqual([
      { result: 'OK' },
      { error: expect.stringMatching(/^ERR value is not an integer/) },
      { error: expect.stringContaining('not available') },
      { error: expect.stringMatching(/^ERR unknown command/) },
      { result: 'v' },
    ])
  })

  it('runs a whole transaction, or nothing when a command cannot be queued', async () => {
    const { json } = await upstash.request(
      '/multi-exec',
      post([
        ['SET', key('t'), 'v'],
        ['INCR', key('t')],
        ['GET', key('t')],
      ]),
    )
    expect(json).toEqual([
      { result: 'OK' },
      { error: expect.stringMatching(/^ERR value is not an integer/) },
      { result: 'v' },
    ])
    for (const bad of [['NOSUCH'], ['GET'], ['SUBSCRIBE', 'c']]) {
      const discarded = await upstash.request('/multi-exec', post([['SET', key('t'), 'changed'], bad]))
      expect(discarded).toMatchObject({ status: 400, json: { error: expect.stringMatching(/^EXECABORT /) } })
    }
    expect((await upstash.request('/', post(['GET', key('t')]))).json).toEqual({ result: 'v' })
  })

  it('runs no other command between the commands of a transaction', async () => {
    const counter = key('counter')
    const increments = Array.from({ length: 20 }, () => ['INCR', counter])
    const transactions = Array.from({ length: 10 }, () => upstash.request('/multi-exec', post(increments)))
    const others = Array.from({ length: 50 }, () => upstash.request('/', post(['INCRBY', counter, 1000])))
    const answers = await Promise.all(transactions)
    await Promise.all(others)
    for (const { json } of answers) {
      const values = (json as { result: number }[]).map(({ result }) => result)
      expect(values).toEqual(values.map((_, i) => values[0]! + i))
    }
    expect((await upstash.request('/', post(['GET', counter]))).json).toEqual({
      result: String(200 + 50_000),
    })
  })

  it('refuses a pipeline that is not a list of commands', async () => {
    for (const body of [[], ['GET', 'x'], {}, 'broken']) {
      expect((await upstash.request('/pipeline', post(body))).status).toBe(400)
      expect((await upstash.request('/multi-exec', post(body))).status).toBe(400)
    }
  })

  it('refuses a body over 10 MB, and answers the next request', async () => {
    const big = await upstash.request('/', post('x'.repeat(10 * 1024 * 1024 + 1)))
    expect(big).toMatchObject({
      status: 400,
      json: { error: expect.stringContaining('max request size exceeded') },
    })
    expect((await upstash.request('/', post(['PING']))).json).toEqual({ result: 'PONG' })
  })
})
