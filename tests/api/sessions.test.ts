import { describe, expect, inject, it } from 'vitest'
import { call } from '#tests/support/api'
import { boundKey, newKey } from '#tests/support/keys'
import { newUser } from '#tests/support/names'
import { anyAddress } from '#tests/support/oauth'
import { secrets } from '#tests/support/secrets'
import { ownPage, sessionCookie, signIn } from '#tests/support/sessions'

type Headers = Record<string, string>

/** Calls the API with only the cookie, as a page of the server does unless `headers` says otherwise. */
const byCookie = (cookie: string, method: string, path: string, headers: Headers = ownPage, body?: unknown) =>
  call(method, path, { key: null, headers: { ...headers, cookie }, body })

const statusBy = async (
  cookie: string,
  headers: Headers,
  method = 'GET',
  path = '/api/conversations?limit=1',
) => (await byCookie(cookie, method, path, headers)).status

describe('signing in to the console', () => {
  it('sets a sealed cookie that no script can read and no other site sends', async () => {
    const response = await signIn((await boundKey()).key)
    expect(response.status).toBe(201)
    const set = response.headers.get('set-cookie')!
    expect(set).toMatch(
      /^gpts-session=Fe26\.2\*[\w*~-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=1209600$/,
    )
    expect(set).not.toContain('gptsession_')
  })

  it('gives a personal key access to its own user only, by the rules of the API', async () => {
    const { key, userId } = await boundKey({ scopes: ['chat', 'read'] })
    const { cookie } = await sessionCookie(key)
    expect((await byCookie(cookie, 'GET', '/api/conversations')).status).toBe(200)
    expect((await byCookie(cookie, 'GET', `/api/users?userId=${newUser()}`)).status).toBe(404)
    expect((await byCookie(cookie, 'GET', '/api/keys')).status).toBe(403)
    expect((await byCookie(cookie, 'GET', '/api/usage')).status).toBe(403)
    const who = await fetch(`${inject('appUrl')}/console/session`, { headers: { ...ownPage, cookie } })
    expect(await who.json()).toMatchObject({ data: { userId, isOwner: false, scopes: ['chat', 'read'] } })
  })

  it('gives the owner the permissions of API_SECRET_KEY', async () => {
    const { cookie } = await sessionCookie(secrets.apiKey)
    expect((await byCookie(cookie, 'GET', '/api/keys?limit=1')).status).toBe(200)
    const userId = newUser()
    expect((await byCookie(cookie, 'POST', '/api/users', ownPage, { userId })).status).toBe(201)
  })

  it('refuses a key that is wrong, revoked, or not bound to a user, and sets no cookie', async () => {
    const revoked = await boundKey()
    await call('DELETE', `/api/keys/${revoked.keyId}`)
    for (const key of ['wrong', revoked.key, (await newKey()).key]) {
      const response = await signIn(key)
      expect([response.status, response.headers.get('set-cookie')]).toEqual([401, null])
    }
  })

  it('refuses requests from another site, and form posts', async () => {
    const { key } = await boundKey()
    const foreign: Headers[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'content-type': 'application/x-www-form-urlencoded' },
    ]
    for (const headers of foreign) expect((await signIn(key, headers)).status).toBe(401)
  })

  it('limits failed attempts by address', async () => {
    const address = anyAddress()
    const statuses: number[] = []
    for (let i = 0; i < 21; i++) statuses.push((await signIn(`wrong-${i}`, address)).status)
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401))
    const refused = await signIn((await boundKey()).key, address)
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
  })
})

describe('the session cookie', () => {
  it('is accepted only in a request that provably comes from a page of this server', async () => {
    const { cookie } = await sessionCookie((await boundKey()).key)
    const origin = inject('appUrl')
    expect(await statusBy(cookie, ownPage)).toBe(200)
    expect(await statusBy(cookie, { origin })).toBe(200)
    expect(await statusBy(cookie, { origin: inject('appVars').PUBLIC_URL! })).toBe(200)
    expect(await statusBy(cookie, { referer: `${origin}/console` })).toBe(200)
    const unproved: Headers[] = [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { referer: `https://evil.example/?${origin}` },
    ]
    for (const headers of unproved) expect(await statusBy(cookie, headers)).toBe(401)
  })

  it('is not used together with a key', async () => {
    const { cookie } = await sessionCookie(secrets.apiKey)
    const answer = await call('GET', '/api/keys', { key: 'wrong', headers: { ...ownPage, cookie } })
    expect(answer.status).toBe(401)
    expect(await statusBy(cookie, { ...ownPage, 'x-api-key': 'wrong' })).toBe(401)
  })

  it('is accepted only with a JSON body', async () => {
    const { cookie } = await sessionCookie(secrets.apiKey)
    const body = JSON.stringify({ userId: newUser() })
    const answer = await byCookie(
      cookie,
      'POST',
      '/api/users',
      { ...ownPage, 'content-type': 'text/plain' },
      body,
    )
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
  })

  it('is refused with a broken seal, and gives no access to MCP or the OpenAI-compatible API', async () => {
    const { cookie } = await sessionCookie(secrets.apiKey)
    expect(await statusBy(cookie.slice(0, -3), ownPage)).toBe(401)
    for (const path of ['/mcp', '/v1/chat/completions']) {
      const response = await fetch(inject('appUrl') + path, {
        method: 'POST',
        headers: { ...ownPage, cookie },
        body: '{}',
      })
      expect(response.status).toBe(401)
    }
  })

  it('ends with its key', async () => {
    const { key, keyId } = await boundKey()
    const { cookie } = await sessionCookie(key)
    expect(await statusBy(cookie, ownPage)).toBe(200)
    await call('DELETE', `/api/keys/${keyId}`)
    expect(await statusBy(cookie, ownPage)).toBe(401)
  })

  it('ends with its user', async () => {
    const { key, userId } = await boundKey()
    const { cookie } = await sessionCookie(key)
    expect(await statusBy(cookie, ownPage)).toBe(200)
    await call('DELETE', `/api/users/${userId}`)
    expect(await statusBy(cookie, ownPage)).toBe(401)
  })

  it('ends when the browser signs out', async () => {
    const { key } = await boundKey()
    const { cookie } = await sessionCookie(key)
    const url = `${inject('appUrl')}/console/session`
    const foreign = await fetch(url, {
      method: 'DELETE',
      headers: { cookie, 'sec-fetch-site': 'cross-site' },
    })
    expect(foreign.status).toBe(401)
    expect(await statusBy(cookie, ownPage)).toBe(200)
    const out = await fetch(url, { method: 'DELETE', headers: { ...ownPage, cookie } })
    expect(out.headers.get('set-cookie')).toContain('gpts-session=; Path=/')
    expect(await statusBy(cookie, ownPage)).toBe(401)
  })
})

describe('the sessions of a user', () => {
  it('are listed, newest first, page by page, without the session secrets', async () => {
    const { key, userId, keyId } = await boundKey({ scopes: ['read'] })
    const first = await sessionCookie(key)
    const second = await sessionCookie(key)
    const { body } = await byCookie(second.cookie, 'GET', '/api/sessions?limit=1&total=true')
    expect(body.data).toMatchObject({ total: 2, nextCursor: expect.any(String) })
    expect(body.data.sessions).toEqual([
      {
        sessionId: second.sessionId,
        signedInWith: 'key',
        userId,
        keyId,
        userAgent: 'A test browser',
        isCurrent: true,
        signedInAt: expect.any(String),
        lastUsedAt: expect.any(String),
        expiresAt: expect.any(String),
      },
    ])
    const next = await call('GET', `/api/sessions?userId=${userId}&after=${body.data.nextCursor}`)
    expect(next.body.data.sessions).toMatchObject([{ sessionId: first.sessionId, isCurrent: false }])
    const back = await call('GET', `/api/sessions?userId=${userId}&before=${next.body.data.previousCursor}`)
    expect(back.body.data.sessions).toMatchObject([{ sessionId: second.sessionId }])
  })

  it('can be ended one by one, and all together', async () => {
    const { key, userId } = await boundKey({ scopes: ['chat'] })
    const [first, second, third] = [
      await sessionCookie(key),
      await sessionCookie(key),
      await sessionCookie(key),
    ]
    const ended = await byCookie(first.cookie, 'DELETE', `/api/sessions/${second.sessionId}`)
    expect(ended).toMatchObject({ status: 200, body: { data: { sessionId: second.sessionId, userId } } })
    expect(await statusBy(second.cookie, ownPage)).toBe(401)
    expect((await byCookie(first.cookie, 'DELETE', `/api/sessions/${second.sessionId}`)).status).toBe(404)
    const all = await byCookie(first.cookie, 'DELETE', '/api/sessions')
    expect(all).toMatchObject({ status: 200, body: { data: { ended: 2 } } })
    expect(await statusBy(third.cookie, ownPage)).toBe(401)
  })

  it('can be seen and ended only by their own user', async () => {
    const { key } = await boundKey({ scopes: ['read', 'chat'] })
    const own = await sessionCookie(key)
    const others = await sessionCookie((await boundKey({ scopes: ['read', 'chat'] })).key)
    expect((await byCookie(others.cookie, 'DELETE', `/api/sessions/${own.sessionId}`)).status).toBe(404)
    const seen = await byCookie(others.cookie, 'GET', '/api/sessions')
    expect(seen.body.data.sessions).toMatchObject([{ sessionId: others.sessionId }])
    const reader = (await boundKey({ scopes: ['read'] })).key
    expect((await call('DELETE', '/api/sessions', { key: reader })).status).toBe(403)
    const unbound = (await newKey({ scopes: ['read', 'chat'] })).key
    for (const method of ['GET', 'DELETE'])
      expect((await call(method, '/api/sessions', { key: unbound })).status).toBe(403)
    expect(await statusBy(own.cookie, ownPage)).toBe(200)
  })
})
