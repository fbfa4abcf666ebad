import { request as httpRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import { UnauthorizedError } from '@modelcontextprotocol/client'
import { beforeAll, describe, expect, it } from 'vitest'
import { skillName } from '#lib/plugin/skill'
import { freePort, randomPortBase } from '#local/ports'
import { startExternalProvider } from '#tests/oauth/external-provider'
import { connector, keeper } from '#tests/oauth/mcp-client'
import { call, chat } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { eras, structured } from '#tests/support/mcp'
import {
  Agent,
  anyAddress,
  approve,
  authorizationRequest,
  discover,
  exchange,
  oauthError,
  personalKey,
  type Registered,
  refresh,
  register,
} from '#tests/support/oauth'
import { untilPages } from '#tests/support/pages'
import { secrets } from '#tests/support/secrets'
import { startTestApp } from '#tests/support/services'
import { ownPage, signIn } from '#tests/support/sessions'

const port = await freePort(randomPortBase())
/** PUBLIC_URL, and an address of PUBLIC_URLS: two names for the same server. */
const main = `http://127.0.0.1:${port}`
const second = `http://localhost:${port}`
const each = [
  ['PUBLIC_URL', main, second],
  ['PUBLIC_URLS', second, main],
] as const
const redirectUri = 'http://127.0.0.1:9/callback'

beforeAll(async () => {
  const outside = await startExternalProvider()
  outside.setCallbacks([main, second].map((url) => `${url}/oauth/callback`))
  const app = await startTestApp({
    databaseUrl: await createDatabase(),
    portBase: port,
    pages: true,
    vars: {
      PUBLIC_URLS: second,
      OIDC_ISSUER: outside.issuer,
      OIDC_CLIENT_ID: 'gpts',
      OIDC_CLIENT_SECRET: 'outside-secret',
      OIDC_ALLOWED: '@team.example',
    },
  })
  expect(app.server.url).toBe(main)
  await untilPages(main)
  return async () => {
    outside.close()
    await app.close()
  }
})

/** Every URL in a document. */
const urlsIn = (value: unknown): string[] => JSON.stringify(value).match(/https?:\/\/[^"\\ ,]+/g) ?? []
const json = async (url: string) => (await fetch(url)).json() as Promise<Record<string, unknown>>
const metadataPaths = [
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-protected-resource',
  '/.well-known/oauth-protected-resource/mcp',
  '/.well-known/oauth-protected-resource/api',
]

/** Registers a client at an address, lets the user of a new key allow it, and returns what the client received. */
async function codeAt(url: string, params: Record<string, string> = {}) {
  const { key, userId } = await personalKey(undefined, main)
  const registered = await register(redirectUri, 'none', url)
  const asked = await authorizationRequest(registered, params)
  const received = await approve(asked.url, key)
  return { key, userId, registered, asked, received }
}

async function tokensAt(url: string, params: Record<string, string> = {}) {
  const { registered, asked, received, ...rest } = await codeAt(url, params)
  return { ...rest, registered, tokens: await exchange(registered, received, asked) }
}

/** The same client at another address. */
const movedTo = async (url: string, registered: Registered): Promise<Registered> => ({
  ...registered,
  as: await discover(url),
})

describe.each(each)('at the address of %s', (_, url, other) => {
  it('metadata names only that address, which is the issuer', async () => {
    for (const path of metadataPaths) {
      const metadata = await json(url + path)
      const urls = urlsIn(metadata)
      expect([path, urls.filter((each) => new URL(each).origin !== url)]).toEqual([path, []])
      expect(urls.length).toBeGreaterThan(2)
      if (path.includes('protected-resource')) expect(metadata.authorization_servers).toEqual([url])
      else expect(metadata.issuer).toBe(url)
    }
  })

  it.each(eras)("the SDK's client of %s signs in and calls tools", async (_, era) => {
    const { key, userId } = await personalKey(undefined, main)
    const { conversationId } = (await chat({ userId, message: 'Where is this?' }, { baseUrl: url })).body.data
    const held = keeper(redirectUri)
    const { connect, finish } = connector(url, era, held)
    await expect(connect()).rejects.toBeInstanceOf(UnauthorizedError)
    expect(held.kept.sentTo!.origin).toBe(url)
    expect(held.kept.sentTo!.searchParams.get('resource')).toBe(`${url}/mcp`)
    const received = await approve(held.kept.sentTo!, key)
    expect(received.searchParams.get('iss')).toBe(url)
    await finish(received)
    const client = await connect()
    const user = await client.callTool({ name: 'getUser', arguments: {} })
    expect(structured(user).data.userId).toBe(userId)
    const found = await client.callTool({ name: 'search', arguments: { query: 'Where' } })
    expect(structured(found).results).toMatchObject([
      { url: `${url}/console/conversations/${conversationId}` },
    ])
    const [skill] = (await client.listResources({ cursor: undefined })).resources
    expect(skill).toMatchObject({ uri: `skill://${skillName(url)}/SKILL.md` })
    expect((await client.readResource({ uri: skill!.uri })).contents).toMatchObject([
      { text: expect.stringContaining(new URL(url).host) },
    ])
  })

  it('a denial and an error name the issuer', async () => {
    const { registered, key } = await tokensAt(url)
    const denied = await authorizationRequest(registered)
    const refused = await approve(denied.url, key, { decision: 'deny' })
    expect(Object.fromEntries(refused.searchParams)).toMatchObject({ error: 'access_denied', iss: url })
    const wrong = await authorizationRequest(registered, { resource: `${other}/mcp` })
    const sent = new URL(await new Agent().follow(wrong.url.href))
    expect(Object.fromEntries(sent.searchParams)).toMatchObject({ error: 'invalid_target', iss: url })
  })

  it('a sign-in stays at that address from its first page to its last', async () => {
    const { key } = await personalKey(undefined, main)
    const registered = await register(redirectUri, 'none', url)
    const agent = new Agent()
    const first = await agent.follow((await authorizationRequest(registered)).url.href)
    const resumed = await agent.follow(`${first}/key`, { key })
    const next = await agent.follow(resumed)
    expect([first, resumed, next].map((each) => new URL(each).origin)).toEqual([url, url, url])
  })

  it('a sign-in with the OpenID provider returns to that address', async () => {
    const registered = await register(redirectUri, 'none', url)
    const asked = await authorizationRequest(registered)
    const agent = new Agent()
    const first = await agent.follow(asked.url.href)
    const authorize = await agent.follow(`${first}/outside`, {})
    expect(new URL(authorize).searchParams.get('redirect_uri')).toBe(`${url}/oauth/callback`)
    const login = await agent.follow(authorize)
    const back = await agent.follow(await agent.follow(login, { login: 'ada@team.example' }))
    expect(back).toMatch(`${url}/oauth/callback?`)
    const finished = await agent.follow(await agent.follow(back))
    expect(finished).toMatch(`${url}/oauth/authorize/`)
    const received = await agent.decide(await agent.follow(finished))
    const tokens = await exchange(registered, received, asked)
    const me = await call('GET', '/api/users', { key: tokens.access_token, baseUrl: url })
    expect(me.body.data.userId).toBe('ada@team.example')
  })

  it('the console’s sign-in with the OpenID provider returns to that address', async () => {
    const response = await fetch(`${url}/console/session/openid`, { method: 'POST', headers: ownPage })
    const { data } = (await response.json()) as { data: { location: string } }
    expect(new URL(data.location).searchParams.get('redirect_uri')).toBe(`${url}/oauth/callback`)
  })

  it('a code of the other address is refused, and stays valid there', async () => {
    const { registered, asked, received } = await codeAt(other)
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: registered.client.client_id,
      code: received.searchParams.get('code')!,
      redirect_uri: redirectUri,
      code_verifier: asked.verifier,
    })
    const refused = await fetch(`${url}/oauth/token`, { method: 'POST', body })
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_grant' }])
    expect(await exchange(registered, received, asked)).toHaveProperty('access_token')
  })

  it('a refresh token of the other address is refused, and stays valid there', async () => {
    const { registered, tokens } = await tokensAt(other)
    const moved = await movedTo(url, registered)
    const token = tokens.refresh_token!
    expect(await oauthError(refresh(moved, token))).toBe('invalid_grant')
    const renewed = await refresh(registered, token)
    // Sent again at once, it returns the same tokens at its own address, and is refused at the other.
    expect(await oauthError(refresh(moved, token))).toBe('invalid_grant')
    expect((await refresh(registered, token)).access_token).toBe(renewed.access_token)
    const me = await call('GET', '/api/users', { key: renewed.access_token, baseUrl: other })
    expect(me.status).toBe(200)
  })

  it('a sign-in of the other address is unknown, even with its cookies', async () => {
    const { key } = await personalKey(undefined, main)
    const registered = await register(redirectUri, 'none', other)
    const agent = new Agent()
    const first = await agent.follow((await authorizationRequest(registered)).url.href)
    const here = (address: string) => address.replace(other, url)
    expect(await agent.follow(`${here(first)}/key`, { key })).toMatch(/fault=ended$/)
    const resumed = await agent.follow(`${first}/key`, { key })
    const page = await agent.send(here(resumed))
    expect([page.status, page.headers.get('location')]).toEqual([400, null])
    const second = await agent.follow(resumed)
    expect(await agent.follow(`${here(second)}/consent`, { decision: 'approve' })).toMatch(/fault=ended$/)
    expect((await agent.decide(second)).searchParams.get('code')).toEqual(expect.any(String))
  })

  it('a form from a page of the other address cannot sign in', async () => {
    const { key } = await personalKey(undefined, main)
    const registered = await register(redirectUri, 'none', url)
    const agent = new Agent()
    const first = await agent.follow((await authorizationRequest(registered)).url.href)
    expect(await agent.follow(`${first}/key`, { key }, { origin: other })).toMatch(/fault=ended$/)
    expect(await agent.follow(`${first}/key`, { key })).toMatch(/\/oauth\/authorize\//)
  })

  it.each(['api', 'mcp'] as const)(
    'an access token for /%s of the other address is refused',
    async (audience) => {
      const { tokens } = await tokensAt(other, { resource: `${other}/${audience}` })
      const headers = { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' }
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })
      const ask = (base: string) =>
        audience === 'mcp'
          ? fetch(`${base}/mcp`, { method: 'POST', headers, body })
          : fetch(`${base}/api/users`, { headers })
      const refused = await ask(url)
      const metadata = `${url}/.well-known/oauth-protected-resource/${audience}`
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
        401,
        `Bearer error="invalid_token", resource_metadata="${metadata}", scope="chat read usage"`,
      ])
      if (audience === 'api') expect((await fetch(`${url}/v1/models`, { headers })).status).toBe(401)
      expect((await ask(other)).status).not.toBe(401)
    },
  )

  it('a challenge for a scope names that address', async () => {
    const { tokens } = await tokensAt(url, { scope: 'read', resource: `${url}/api` })
    const key = tokens.access_token
    for (const path of ['/api/chat', '/v1/chat/completions']) {
      const response = await fetch(url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: '{}',
      })
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([
        403,
        expect.stringMatching(`^Bearer error="insufficient_scope", resource_metadata="${url}/.*scope="chat"`),
      ])
    }
    const mcp = await tokensAt(url, { scope: 'read', resource: `${url}/mcp` })
    const params = { name: 'sendMessage', arguments: { message: 'x' } }
    const refused = await call('POST', '/mcp', {
      key: mcp.tokens.access_token,
      baseUrl: url,
      body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
      headers: { accept: 'application/json, text/event-stream' },
    })
    expect(refused.status).toBe(403)
    const challenge = refused.headers.get('www-authenticate')
    expect(challenge).toContain(`resource_metadata="${url}/`)
    expect(refused.body.result._meta).toEqual({ 'mcp/www_authenticate': [challenge] })
  })

  it('a resource is accepted in another spelling of that address', async () => {
    const spelling = `${url.replace('http', 'HTTP').replace('localhost', 'LocalHost')}/mcp/`
    const { tokens } = await tokensAt(url, { resource: spelling })
    const body = { jsonrpc: '2.0', id: 1, method: 'ping' }
    const headers = { accept: 'application/json, text/event-stream' }
    const answered = await call('POST', '/mcp', { key: tokens.access_token, baseUrl: url, body, headers })
    expect(answered.status).toBe(200)
  })

  it('API keys are valid', async () => {
    const { key } = await personalKey(undefined, other)
    for (const any of [key, secrets.apiKey])
      expect((await call('GET', '/api/conversations', { key: any, baseUrl: url })).status).toBe(200)
  })

  it('a console session is valid only for pages of that address', async () => {
    const { key } = await personalKey(undefined, main)
    const response = await signIn(key, {}, url)
    const cookie = response.headers.get('set-cookie')!.split(';')[0]!
    const statusFrom = async (origin: string) =>
      (await call('GET', '/api/conversations', { key: null, baseUrl: url, headers: { cookie, origin } }))
        .status
    expect([await statusFrom(url), await statusFrom(other)]).toEqual([200, 401])
  })

  it.each(['/openapi.json', '/openapi.json?profile=gpt'])('%s has that address', async (path) => {
    expect((await json(url + path)).servers).toEqual([{ url }])
  })

  it.each(['/', '/docs', '/connect'])('the page %s has only that address', async (path) => {
    const page = await (await fetch(url + path)).text()
    expect(page).toContain(url)
    expect(page).not.toContain(other)
  })

  it('a sign-in page that started at that address asks for a key there, and not at the other', async () => {
    const registered = await register(redirectUri, 'none', url)
    const agent = new Agent()
    const first = await agent.follow((await authorizationRequest(registered)).url.href)
    expect(await (await agent.send(first)).text()).toContain('Or with your key')
    expect(await (await agent.send(first.replace(url, other))).text()).toContain('This sign-in has ended')
  })
})

describe('a request with an unknown host in its Host header', () => {
  /** `fetch` sets the Host header itself. */
  const askAs = (host: string, path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; head: string; body: string }>((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path, setHost: false, agent: false }
      const sent = httpRequest({ ...options, headers: { host, ...headers } }, async (answer) => {
        const head = answer.rawHeaders.join('\n')
        resolve({ status: answer.statusCode!, head, body: await text(answer) })
      })
      sent.on('error', reject).end()
    })

  const forged = ['evil.example', `evil.example:${port}`, `localhost.evil.example:${port}`, 'localhost']

  it.each([...metadataPaths, '/openapi.json', '/mcp', '/api/users', '/', '/docs', '/connect'])(
    'gets %s with PUBLIC_URL',
    async (path) => {
      for (const host of forged) {
        const { head, body } = await askAs(host, path, {
          'x-forwarded-host': 'evil.example',
          forwarded: 'host=evil.example',
        })
        expect(head + body).not.toContain('evil.example')
        expect(head + body).toContain(main)
      }
    },
  )

  it('is redirected within the server, or to PUBLIC_URL', async () => {
    const registered = await register(redirectUri, 'none', main)
    const { pathname, search } = (await authorizationRequest(registered)).url
    const begun = await askAs('evil.example', pathname + search, anyAddress())
    expect(begun.status).toBe(303)
    expect(begun.head).toMatch(/^location\n\/oauth\/sign-in\//im)
    expect(begun.head + begun.body).not.toContain('evil.example')
  })
})
