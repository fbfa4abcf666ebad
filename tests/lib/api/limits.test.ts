import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  afterEach,
  beforeEach,
  describe,
  expect,
  inject,
  it,
  type MockInstance,
  onTestFinished,
  vi,
} from 'vitest'
import { z } from 'zod'
import type { ApiError } from '#lib/api/errors'
import type { PolicyName, RateLimitSubject } from '#lib/api/limits'
import { operation } from '#lib/api/operation'
import { type Caller, owner } from '#lib/auth/caller'
import { freezeAtHalfPast } from '#tests/support/hour'
import { startProxy } from '#tests/support/http-proxy'
import { startUpstashKv } from '#tests/support/kv'
import { listenLocally } from '#tests/support/listen'
import { secrets } from '#tests/support/secrets'

// On a busy machine, a slow KV must not count as down.
vi.mock('#lib/tunables', async (load) => {
  const { tunables } = await load<typeof import('#lib/tunables')>()
  return { tunables: { ...tunables, kvTimeoutMs: 15_000 } }
})

let logged: MockInstance
beforeEach(() => {
  freezeAtHalfPast()
  logged = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  logged.mockRestore()
  vi.resetModules()
})

/** `limit` in a process that allows three requests an hour, with its KV over REST at this address. */
async function limitAt(url: string) {
  Object.assign(process.env, inject('appVars'), {
    REDIS_URL: '',
    KV_REST_API_URL: url,
    KV_REST_API_TOKEN: secrets.kvToken,
    RATE_LIMIT_PER_HOUR: '3',
  })
  const { rateLimit } = await import('#lib/api/limits')
  return (policy: PolicyName, who: string, alongside?: () => Promise<void>, key?: RateLimitSubject['key']) =>
    rateLimit(policy, { who, key }, alongside)
}

async function realKv() {
  const server = await startUpstashKv()
  onTestFinished(() => server.close())
  return server
}

async function silentServer(): Promise<Server> {
  const server = createServer(() => {})
  await listenLocally(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return server
}

/** The error of a request beyond the limit. */
async function rejection(work: Promise<{ exceeded?: ApiError }>): Promise<ApiError> {
  const { exceeded } = await work
  if (!exceeded) throw new Error('It was not refused.')
  return exceeded
}
const events = () => logged.mock.calls.map(([line]) => JSON.parse(line))

describe('limit', () => {
  it('counts down in the headers, then rejects with the seconds to wait', async () => {
    const limit = await limitAt((await realKv()).url)
    for (const remaining of [2, 1, 0]) {
      const { headers } = await limit('chat', 'user:ada')
      expect(headers['ratelimit-policy']).toBe('"chat";q=3;w=3600')
      expect(headers.ratelimit).toMatch(new RegExp(`^"chat";r=${remaining};t=[1-9]\\d{0,3}$`))
      expect(headers).not.toHaveProperty('retry-after')
    }
    const { code, message, extras } = await rejection(limit('chat', 'user:ada'))
    const { 'retry-after': retryAfter, ratelimit, 'ratelimit-policy': policy } = extras.headers!
    expect(code).toBe('rate_limited')
    expect(policy).toBe('"chat";q=3;w=3600')
    expect(ratelimit).toBe(`"chat";r=0;t=${retryAfter}`)
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(1)
    expect(Number(retryAfter)).toBeLessThanOrEqual(3600)
    expect(message).toBe(`More than 3 requests in 60 minutes. Try again in ${retryAfter} seconds.`)
  })

  it('rejects the same caller again without a call to KV', async () => {
    const server = await realKv()
    const limit = await limitAt(server.url)
    for (let i = 0; i < 3; i++) await limit('chat', 'user:ada')
    await rejection(limit('chat', 'user:ada'))
    await server.close()
    const { extras } = await rejection(limit('chat', 'user:ada'))
    expect(extras.headers).toMatchObject({ 'retry-after': expect.stringMatching(/^[1-9]\d{0,3}$/) })
  })

  it('allows exactly its number of requests when twenty come at once', async () => {
    const limit = await limitAt((await realKv()).url)
    const limits = await Promise.all(Array.from({ length: 20 }, () => limit('chat', 'user:ada')))
    expect(limits.filter(({ exceeded }) => !exceeded)).toHaveLength(3)
  })

  it('counts each caller and each policy separately, and allows more reads', async () => {
    const limit = await limitAt((await realKv()).url)
    for (let i = 0; i < 3; i++) await limit('chat', 'user:ada')
    expect((await limit('chat', 'user:bob')).headers.ratelimit).toContain('r=2;')
    expect((await limit('write', 'user:ada')).headers.ratelimit).toContain('r=2;')
    const { headers: read } = await limit('read', 'user:ada')
    expect(read['ratelimit-policy']).toBe('"read";q=60;w=3600')
    expect(read.ratelimit).toContain('"read";r=59;')
  })

  it('gives a request back on demand, also to a caller that was over the limit', async () => {
    const limit = await limitAt((await realKv()).url)
    const { uncountRequest } = await import('#lib/api/limits')
    for (let i = 0; i < 3; i++) await limit('chat', 'user:ada')
    await rejection(limit('chat', 'user:ada'))
    await uncountRequest('chat', { who: 'user:ada' })
    expect((await limit('chat', 'user:ada')).headers.ratelimit).toContain('r=0;')
    await rejection(limit('chat', 'user:ada'))
  })

  it('allows every request and logs a warning when KV is down', async () => {
    const server = await realKv()
    await server.close()
    const limit = await limitAt(server.url)
    for (let i = 0; i < 5; i++) expect(await limit('chat', 'user:ada')).toEqual({ headers: {} })
    expect(events()).toHaveLength(5)
    expect(events()[0]).toMatchObject({ level: 'warn', event: 'rate_limit.unavailable', policy: 'chat' })
    expect(JSON.stringify(events())).not.toContain('ada')
  })

  it('allows every request and logs a warning when KV does not answer', async () => {
    const { port } = (await silentServer()).address() as AddressInfo
    const limit = await limitAt(`http://127.0.0.1:${port}`)
    expect(await limit('chat', 'user:ada')).toEqual({ headers: {} })
    expect(events()).toMatchObject([{ event: 'rate_limit.unavailable', policy: 'chat' }])
  })

  it('allows every request and logs a warning when KV rejects the token', async () => {
    const server = await startUpstashKv({ token: 'another token' })
    onTestFinished(() => server.close())
    const limit = await limitAt(server.url)
    expect(await limit('chat', 'user:ada')).toEqual({ headers: {} })
    expect(events()).toMatchObject([{ event: 'rate_limit.unavailable' }])
  })
})

describe('limits with several windows', () => {
  const windows = { RATE_LIMIT_PER_MINUTE: '2', RATE_LIMIT_PER_DAY: '5' }
  const limitsAt = async (url: string, vars: Record<string, string> = windows) => {
    Object.assign(process.env, vars)
    onTestFinished(() => {
      for (const name of Object.keys(vars)) delete process.env[name]
    })
    return limitAt(url)
  }

  it('are all in the headers, and the error names the one that is exceeded', async () => {
    const limit = await limitsAt((await realKv()).url)
    const { headers } = await limit('chat', 'user:ada')
    expect(headers['ratelimit-policy']).toBe(
      '"chat-minute";q=2;w=60, "chat";q=3;w=3600, "chat-day";q=5;w=86400',
    )
    expect(headers.ratelimit).toMatch(
      /^"chat-minute";r=1;t=\d{1,2}, "chat";r=2;t=\d{1,4}, "chat-day";r=4;t=\d{1,5}$/,
    )
    await limit('chat', 'user:ada')
    const { message, extras } = await rejection(limit('chat', 'user:ada'))
    const retryAfter = extras.headers!['retry-after']
    expect(Number(retryAfter)).toBeLessThanOrEqual(60)
    expect(message).toBe(`More than 2 requests in a minute. Try again in ${retryAfter} seconds.`)
  })

  it('name the window with the longest wait when several are exceeded', async () => {
    const limit = await limitsAt((await realKv()).url, { RATE_LIMIT_PER_MINUTE: '3' })
    for (let i = 0; i < 3; i++) await limit('chat', 'user:ada')
    expect((await rejection(limit('chat', 'user:ada'))).message).toContain('in 60 minutes')
  })

  it('count no request that another window rejects, also with many at once, and can be given back', async () => {
    const server = await realKv()
    const limit = await limitsAt(server.url)
    const { uncountRequest } = await import('#lib/api/limits')
    const limits = await Promise.all(Array.from({ length: 20 }, () => limit('chat', 'user:ada')))
    expect(limits.filter(({ exceeded }) => !exceeded)).toHaveLength(2)
    await uncountRequest('chat', { who: 'user:ada' })
    const { headers, exceeded } = await limit('chat', 'user:ada')
    expect(exceeded).toBeUndefined()
    expect(headers.ratelimit).toMatch(/^"chat-minute";r=0;.*"chat";r=1;.*"chat-day";r=3;/)
  })

  it('need one round trip together', async () => {
    const server = await realKv()
    const paths: string[] = []
    const proxy = await startProxy({ target: server.url, onRequest: ({ path }) => void paths.push(path) })
    onTestFinished(() => proxy.close())
    const limit = await limitsAt(proxy.url)
    await limit('chat', 'user:warm')
    paths.length = 0
    await limit('chat', 'user:ada', async () => {})
    await limit('chat', 'user:ada')
    expect(paths).toHaveLength(2)
    await rejection(limit('chat', 'user:ada'))
    paths.length = 0
    await rejection(limit('chat', 'user:ada'))
    expect(paths).toEqual([])
  })
})

describe('a key with a limit of its own', () => {
  const key = { id: 'key_1', requestsPerHour: 2 }

  it('is counted across all its users and policies, in the same round trip', async () => {
    const server = await realKv()
    const paths: string[] = []
    const proxy = await startProxy({ target: server.url, onRequest: ({ path }) => void paths.push(path) })
    onTestFinished(() => proxy.close())
    const limit = await limitAt(proxy.url)
    await limit('chat', 'user:warm')
    paths.length = 0
    const { headers } = await limit('chat', 'user:ada', undefined, key)
    expect(headers['ratelimit-policy']).toBe('"chat";q=3;w=3600, "key";q=2;w=3600')
    expect(headers.ratelimit).toMatch(/^"chat";r=2;t=\d+, "key";r=1;t=\d+$/)
    await limit('read', 'user:bob', undefined, key)
    expect(paths).toHaveLength(2)
    const { message } = await rejection(limit('chat', 'user:ada', undefined, key))
    expect(message).toMatch(/^More than 2 requests in 60 minutes with this key\. Try again in \d+ seconds\.$/)
    const { headers: without } = await limit('chat', 'user:ada')
    expect(without.ratelimit).toMatch(/^"chat";r=1;t=\d+$/)
  })

  it('gets a request back on demand, and has a count separate from other keys', async () => {
    const limit = await limitAt((await realKv()).url)
    const { uncountRequest } = await import('#lib/api/limits')
    await limit('chat', 'user:ada', undefined, key)
    await uncountRequest('chat', { who: 'user:ada', key })
    const { headers } = await limit('chat', 'user:ada', undefined, key)
    expect(headers.ratelimit).toMatch(/^"chat";r=2;.*"key";r=1;/)
    const other = await limit('chat', 'user:ada', undefined, { id: 'key_2', requestsPerHour: 9 })
    expect(other.headers.ratelimit).toMatch(/"key";r=8;/)
  })
})

describe('a user whose id is "owner" or the id of a key', () => {
  it('shares no count with the owner or the key', async () => {
    const limit = await limitAt((await realKv()).url)
    const { rateLimitSubject } = await import('#lib/api/limits')
    const issued: Caller = { ...owner, kind: 'key', keyId: 'key_1' }
    for (const counted of [
      rateLimitSubject(issued, undefined),
      rateLimitSubject(owner, undefined),
      rateLimitSubject(owner, 'key_1'),
      rateLimitSubject(owner, 'owner'),
      rateLimitSubject(owner, 'user:owner'),
    ])
      expect((await limit('chat', counted.who)).headers.ratelimit).toContain('r=2;')
    expect((await limit('chat', rateLimitSubject(issued, 'owner').who)).headers.ratelimit).toContain('r=1;')
  })
})

describe('requests', () => {
  it.each([
    ['by their user, if they name one', 'userId', undefined, [200, 200, 200, 200]],
    ['by their user, whatever the name of its field', 'id', 'id', [200, 200, 200, 200]],
    ['all together, if they name other ids but no user', 'id', undefined, [200, 200, 200, 429]],
  ])('are counted %s', async (_, name, userField, statuses) => {
    await limitAt((await realKv()).url)
    const { serve } = await import('#lib/rest/serve')
    const { GET } = serve(
      operation({
        id: 'look',
        method: 'GET',
        path: '/api/looks',
        summary: 'Looks.',
        consequential: false,
        access: 'anyone',
        limit: 'chat',
        ...(userField && { userField }),
        params: z.strictObject({ [name]: z.string() }),
        responses: { 200: z.null() },
        run: async () => ({ status: 200, message: 'Seen.', data: null }),
      }),
    )
    const answers: number[] = []
    for (const value of ['a', 'b', 'c', 'd'])
      answers.push(
        (await GET(new Request('http://host'), { params: Promise.resolve({ [name]: value }) })).status,
      )
    expect(answers).toEqual(statuses)
  })
})

describe('a caller that may choose any user id', () => {
  const unbound: Caller = { kind: 'key', keyId: 'key_1', scopes: ['chat'], userId: null }

  it('has a limit of its own by default, ten times that of a user', async () => {
    await limitAt((await realKv()).url)
    const { rateLimitSubject, rateLimit } = await import('#lib/api/limits')
    const chat = (caller: Caller, at: number) => rateLimit('chat', rateLimitSubject(caller, `invented-${at}`))
    const limits = await Promise.all(Array.from({ length: 40 }, (_, at) => chat(unbound, at)))
    expect(limits.filter(({ exceeded }) => !exceeded)).toHaveLength(30)
    expect((await rejection(chat(unbound, 41))).message).toMatch(
      /^More than 30 requests in 60 minutes with this key/,
    )
    expect((await chat({ ...unbound, userId: 'ada' }, 1)).exceeded).toBeUndefined()
    expect((await chat(owner, 2)).exceeded).toBeUndefined()
  })

  it('is counted in KV without the plain user id', async () => {
    const server = await realKv()
    await limitAt(server.url)
    const { rateLimitSubject } = await import('#lib/api/limits')
    const { who } = rateLimitSubject(owner, 'ada@example.com')
    expect(who).toMatch(/^user:[0-9a-f]{32}$/)
    expect(rateLimitSubject(owner, 'ada@example.com')).toEqual({ who })
    expect(rateLimitSubject(owner, 'bob@example.com')).not.toEqual({ who })
  })
})

describe('the whole server', () => {
  it('has a limit for all callers together', async () => {
    const url = (await realKv()).url
    process.env.RATE_LIMIT_SERVER_PER_HOUR = '7'
    onTestFinished(() => void delete process.env.RATE_LIMIT_SERVER_PER_HOUR)
    const limit = await limitAt(url)
    const { uncountRequest } = await import('#lib/api/limits')
    const limits = await Promise.all(Array.from({ length: 20 }, (_, at) => limit('chat', `user:${at}`)))
    expect(limits.filter(({ exceeded }) => !exceeded)).toHaveLength(7)
    const { message, extras } = await rejection(limit('chat', 'user:another'))
    expect(message).toMatch(/^More than 7 requests in 60 minutes by all callers/)
    expect(Number(extras.headers!['retry-after'])).toBeGreaterThan(0)
    expect((await limit('write', 'user:another')).exceeded).toBeUndefined()
    await uncountRequest('chat', { who: 'user:1' })
    expect((await limit('chat', 'user:1')).exceeded).toBeUndefined()
  })
})

describe('rejected requests', () => {
  it('count against a separate limit, beyond which no work is done for them', async () => {
    const server = await realKv()
    await limitAt(server.url)
    process.env.RATE_LIMIT_REFUSED_PER_MINUTE = '3'
    onTestFinished(() => void delete process.env.RATE_LIMIT_REFUSED_PER_MINUTE)
    const { limitRejections } = await import('#lib/api/rejections')
    const { ApiError: Refused } = await import('#lib/api/errors')
    const work = vi.fn(async () => Promise.reject(new Refused('invalid_input', 'Wrong.')))
    const refused = (who: string) => limitRejections(who, work).catch((error: ApiError) => error.code)
    const codes = []
    for (let i = 0; i < 6; i++) codes.push(await refused('key_1'))
    expect(codes).toEqual([...Array(4).fill('invalid_input'), 'rate_limited', 'rate_limited'])
    expect(work).toHaveBeenCalledTimes(4)
    expect(await refused('key_2')).toBe('invalid_input')
    await expect(limitRejections('key_2', async () => 'done')).resolves.toBe('done')
  })
})
