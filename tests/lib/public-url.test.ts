import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

const [main, second, plain] = ['https://main.example', 'https://second.example', 'http://lan.example:8080']
const configured = {
  API_SECRET_KEY: 'secret-key-0123456789',
  DATABASE_URL: 'postgres://user:password@db.example/main',
  REDIS_URL: 'redis://127.0.0.1:1',
  OPENAI_API_KEY: 'model-key',
  PUBLIC_URL: main,
  PUBLIC_URLS: `${second}, ${plain}`,
  LOG_LEVEL: 'error',
}

/** Imports the modules again, because they read the configuration once. */
async function modules() {
  const { publicUrlOf } = await import('#lib/public-url')
  const { isSameOrigin } = await import('#lib/sessions/same-origin')
  const { readCookie, setCookie } = await import('#lib/sessions/cookie')
  const { serveDocument } = await import('#lib/openapi/serve')
  const { servePlugin } = await import('#lib/plugin/serve')
  const { serveMcp } = await import('#lib/mcp/serve')
  const { operations } = await import('#lib/operations')
  const document = serveDocument(operations)
  return {
    publicUrlOf,
    isSameOrigin,
    readCookie,
    setCookie,
    document,
    servePlugin,
    mcp: serveMcp(operations),
  }
}

let lib: Awaited<ReturnType<typeof modules>>
beforeAll(async () => {
  vi.resetModules()
  for (const [name, value] of Object.entries(configured)) vi.stubEnv(name, value)
  lib = await modules()
})
afterAll(() => vi.unstubAllEnvs())

const at = (host: string, more: Record<string, string> = {}) => new Headers({ host, ...more })
const hostOf = (url: string) => new URL(url).host

describe('the public URL of a request', () => {
  it.each([
    ['main.example', main],
    ['second.example', second],
    ['SECOND.example:443', second],
    ['lan.example:8080', plain],
  ])('is, for the host %s, the configured address with that host', (host, url) => {
    expect(lib.publicUrlOf(at(host))).toBe(url)
  })

  it.each([
    'evil.example',
    'second.example:80',
    'second.example.',
    'lan.example',
    'second.example, x',
    '',
    '@',
  ])('is PUBLIC_URL for any other host: %j', (host) => {
    expect(lib.publicUrlOf(at(host))).toBe(main)
    expect(lib.publicUrlOf(at(host, { 'x-forwarded-host': 'second.example' }))).toBe(main)
  })

  it('is PUBLIC_URL without a Host header', () => {
    expect(lib.publicUrlOf(new Headers())).toBe(main)
  })
})

describe('a page at one address', () => {
  it.each([main, second, plain])('has the same origin only as its own address: %s', (url) => {
    const sent = (origin: string) => lib.isSameOrigin(at(hostOf(url), { origin }))
    expect([main, second, plain].filter(sent)).toEqual([url])
  })

  it.each([main, second, plain])('may call MCP only at its own address: %s', async (url) => {
    const call = async (origin: string, method: 'POST' | 'OPTIONS') => {
      const asked = method === 'OPTIONS' && { 'access-control-request-method': 'POST' }
      const headers = { origin, authorization: `Bearer ${configured.API_SECRET_KEY}`, ...asked }
      const request = new Request(`${url}/mcp`, { method, headers: at(hostOf(url), headers) })
      return lib.mcp[method](request, { params: Promise.resolve({}) })
    }
    for (const origin of [main, second, plain]) {
      const preflight = await call(origin, 'OPTIONS')
      const allowed = preflight.headers.get('access-control-allow-origin')
      const answered = await call(origin, 'POST')
      expect([origin, allowed, answered.status === 403]).toEqual([
        origin,
        origin === url ? origin : null,
        origin !== url,
      ])
    }
  })
})

it('sets Secure cookies at an https address, plain ones at http, and reads them by the same name', () => {
  const cookie = { name: 'c', value: 'v', maxAgeSeconds: 1, sameSite: 'Lax' } as const
  expect(lib.setCookie(at('second.example'), cookie)).toMatch(/^__Host-c=v; .*; Secure$/)
  expect(lib.setCookie(at('lan.example:8080'), cookie)).toMatch(/^c=v; (?!.*Secure)/)
  const sent = { cookie: '__Host-c=secure; c=plain' }
  expect(lib.readCookie(at('second.example', sent), 'c')).toBe('secure')
  expect(lib.readCookie(at('lan.example:8080', sent), 'c')).toBe('plain')
})

describe('documents', () => {
  // Each one twice, because the second time it comes from a cache.
  const turns = [second, main, second, main]
  const get = (url: string, path: string, host = hostOf(url)) =>
    new Request(url + path, { headers: at(host) })

  it.each(['/openapi.json', '/openapi.json?profile=gpt'])(
    '%s contains the address of the request',
    async (path) => {
      for (const url of turns) {
        const { servers } = (await (await lib.document(get(url, path))).json()) as { servers: unknown }
        expect(servers).toEqual([{ url }])
      }
      const forged = await (await lib.document(get(main, path, 'evil.example'))).text()
      expect(forged).not.toContain('evil.example')
    },
  )

  it('/plugin.zip contains the address, and is 404 at an address that clients do not load plugins from', async () => {
    const names = []
    for (const url of turns)
      names.push((await lib.servePlugin(get(url, '/plugin.zip'))).headers.get('content-disposition'))
    expect(names).toEqual(
      turns.map((url) => expect.stringContaining(`gpts-api-${hostOf(url).replace('.', '-')}.zip`)),
    )
    expect((await lib.servePlugin(get(plain, '/plugin.zip'))).status).toBe(404)
  })
})
