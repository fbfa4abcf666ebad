import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BACKENDS, openUpstash, post, READ_ONLY_TOKEN } from './harness.ts'

describe.each(BACKENDS)('the REST protocol on the %s', (_, redisUrl) => {
  let upstash: Awaited<ReturnType<typeof openUpstash>>
  const key = (name: string) => upstash.key(name)
  beforeAll(async () => {
    upstash = await openUpstash(redisUrl)
  })
  afterAll(() => upstash.close())

  it('runs a command posted as a JSON array', async () => {
    expect(await upstash.request('/', post(['SET', key('a'), 'b', 'EX', 100]))).toMatchObject({
      status: 200,
      json: { result: 'OK' },
    })
    expect((await upstash.request('/', post(['get', key('a')]))).json).toEqual({ result: 'b' })
    expect((await upstash.request('/', post(['TTL', key('a')]))).json).toEqual({ result: 100 })
  })

  it('runs a command given as a path', async () => {
    expect((await upstash.request(`/set/${key('p')}/hello%20world%2F%ED%95%9C`)).json).toEqual({
      result: 'OK',
    })
    expect((await upstash.request(`/get/${key('p')}`)).json).toEqual({ result: 'hello world/한' })
    expect((await upstash.request(`/GET/${key('none')}`)).json).toEqual({ result: null })
  })

  it('appends the body to a path, and then the query parameters', async () => {
    const value = '{"a":1}\n'
    expect((await upstash.request(`/set/${key('q')}?EX=100&NX`, post(value))).json).toEqual({ result: 'OK' })
    expect((await upstash.request(`/get/${key('q')}`)).json).toEqual({ result: value })
    expect((await upstash.request(`/ttl/${key('q')}`)).json).toEqual({ result: 100 })
    expect((await upstash.request(`/set/${key('q')}?NX`, post('x'))).json).toEqual({ result: null })
  })

  it('keeps every byte of a posted value', async () => {
    const bytes = Buffer.from([0, 255, 254, 10, 200])
    await upstash.request(`/set/${key('bytes')}`, { method: 'POST', body: bytes })
    const { json } = await upstash.request(`/get/${key('bytes')}`, {
      headers: { 'upstash-encoding': 'base64' },
    })
    expect(json).toEqual({ result: bytes.toString('base64') })
  })

  it('encodes every string in base64 when asked, except a reply that is OK', async () => {
    const ask = async (command: unknown[]) =>
      (await upstash.request('/', post(command, { 'upstash-encoding': 'base64' }))).json
    expect(await ask(['SET', key('e'), 'OK'])).toEqual({ result: 'OK' })
    expect(await ask(['PING'])).toEqual({ result: 'UE9ORw==' })
    await ask(['RPUSH', key('list'), 'OK', 'é'])
    expect(await ask(['LRANGE', key('list'), 0, -1])).toEqual({ result: ['T0s=', 'w6k='] })
  })

  it('answers in RESP2 when asked, and refuses other formats', async () => {
    await upstash.request('/', post(['SET', key('r'), 'bar']))
    const resp2 = { 'upstash-response-format': 'resp2' }
    const got = await upstash.request('/', post(['GET', key('r')], resp2))
    expect(got.text).toBe('$3\r\nbar\r\n')
    expect(got.headers.get('content-type')).toBe('application/octet-stream')
    expect((await upstash.request('/', post(['MGET', key('r'), key('no')], resp2))).text).toBe(
      '*2\r\n$3\r\nbar\r\n$-1\r\n',
    )
    expect((await upstash.request('/', post(['PING'], { 'upstash-response-format': 'xml' }))).status).toBe(
      400,
    )
    expect(
      (await upstash.request('/', post(['PING'], { ...resp2, 'upstash-encoding': 'base64' }))).status,
    ).toBe(400)
  })

  it('takes the token from the header or from _token, and answers 401 to any other', async () => {
    const byQuery = await fetch(`${upstash.url}/ping?_token=test-token`)
    expect(await byQuery.json()).toEqual({ result: 'PONG' })
    for (const request of [fetch(`${upstash.url}/ping`), fetch(`${upstash.url}/ping?_token=wrong`)]) {
      const response = await request
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({ error: 'WRONGPASS invalid or missing auth token' })
    }
    expect((await upstash.request('/ping', { headers: { authorization: 'Bearer wrong' } })).status).toBe(401)
  })

  it('lets the read-only token read, and refuses it everything else', async () => {
    await upstash.request('/', post(['SET', key('ro'), 'x']))
    const asReader = (path: string, body: unknown) =>
      upstash.request(path, post(body, { authorization: `Bearer ${READ_ONLY_TOKEN}` }))
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

  it('answers 400 with the text of Redis to a command that fails', async () => {
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

  it('refuses blocking commands and those of a connection', async () => {
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

  it('answers 405 to other methods', async () => {
    expect((await upstash.request('/get/x', { method: 'DELETE' })).status).toBe(405)
    expect((await upstash.request('/ping', { method: 'HEAD' })).status).toBe(200)
    expect((await upstash.request('/ping', { method: 'PUT' })).json).toEqual({ result: 'PONG' })
  })

  it('reports each command of a pipeline by itself, in order', async () => {
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

  it('runs a transaction whole, or not at all when a command cannot be queued', async () => {
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
    expect((await upstash.request(`/get/${key('t')}`)).json).toEqual({ result: 'v' })
  })

  it('lets nothing come between the commands of a transaction', async () => {
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
    expect((await upstash.request(`/get/${counter}`)).json).toEqual({ result: String(200 + 50_000) })
  })

  it('refuses a pipeline that is no list of commands', async () => {
    for (const body of [[], ['GET', 'x'], {}, 'broken']) {
      expect((await upstash.request('/pipeline', post(body))).status).toBe(400)
      expect((await upstash.request('/multi-exec', post(body))).status).toBe(400)
    }
  })

  it('sends a new sync token with each answer', async () => {
    const tokens = await Promise.all([1, 2].map(() => upstash.request('/ping')))
    const [first, second] = tokens.map(({ headers }) => headers.get('upstash-sync-token'))
    expect(first).toMatch(/\S/)
    expect(second).not.toBe(first)
  })

  it('refuses a body over 10 MB and goes on', async () => {
    const big = await upstash.request(`/set/${key('big')}`, post('x'.repeat(10 * 1024 * 1024 + 1)))
    expect(big).toMatchObject({
      status: 400,
      json: { error: expect.stringContaining('max request size exceeded') },
    })
    expect((await upstash.request('/ping')).json).toEqual({ result: 'PONG' })
  })
})
