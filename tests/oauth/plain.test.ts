import * as oauth from 'oauth4webapi'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { call } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { avoidHourBoundary } from '#tests/support/hour'
import { newUser } from '#tests/support/names'
import {
  anyAddress,
  approve,
  approveInBrowser,
  authorizationRequest,
  type Callback,
  endRefreshGrace,
  exchange,
  insecure,
  oauthError,
  personalKey,
  type Registered,
  refresh,
  register,
  resource,
  startCallback,
  tokensFor,
} from '#tests/support/oauth'
import { secrets } from '#tests/support/secrets'

const visit = withBrowser()
let callback: Callback
beforeAll(async () => {
  callback = await startCallback()
})

const whoami = (token: string, query = '') => call('GET', `/api/users${query}`, { key: token })

/** The status of `/mcp` for a ping. */
async function pingMcp(token: string): Promise<number> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
  }
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })
  return (await fetch(`${inject('appUrl')}/mcp`, { method: 'POST', headers, body })).status
}

async function revoke({ as, client, auth }: Registered, token: string): Promise<void> {
  oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, token, insecure))
}

describe.each(['none', 'client_secret_basic', 'client_secret_post'] as const)(
  'a client that authenticates by %s',
  (method) => {
    it('acts for the user who signed in by browser, and for no other user', async () => {
      const { key, userId } = await personalKey()
      const registered = await register(callback.url, method)
      const asked = await authorizationRequest(registered)
      const received = await approveInBrowser(visit, asked.url, key, callback)
      const tokens = await exchange(registered, received, asked)
      expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'chat read' })
      expect(tokens.id_token).toBeUndefined()

      const mine = await whoami(tokens.access_token)
      expect([mine.status, mine.body.data.userId]).toEqual([200, userId])
      const other = newUser()
      await call('POST', '/api/users', { body: { userId: other } })
      const theirs = await whoami(tokens.access_token, `?userId=${other}`)
      expect([theirs.status, theirs.body.code]).toEqual([404, 'not_found'])
    })
  },
)

describe('a code', () => {
  it('is refused with the verifier of another request, and cannot be used after that', async () => {
    const { key } = await personalKey()
    const registered = await register('https://client.example/callback')
    const asked = await authorizationRequest(registered)
    const received = await approve(asked.url, key)
    const wrong = { ...asked, verifier: oauth.generateRandomCodeVerifier() }
    expect(await oauthError(exchange(registered, received, wrong))).toBe('invalid_grant')
  })

  it('is refused for another client, and for another redirect URI', async () => {
    const { key } = await personalKey()
    const registered = await register('https://client.example/callback')
    const asked = await authorizationRequest(registered)
    const received = await approve(asked.url, key)
    const other = await register('https://client.example/callback')
    expect(await oauthError(exchange(other, received, asked))).toBe('invalid_grant')
    const elsewhere = { ...registered, redirectUri: 'https://client.example/other' }
    expect(await oauthError(exchange(elsewhere, received, asked))).toBe('invalid_grant')
  })

  it('that is used twice revokes its tokens', async () => {
    const { registered, received, asked, tokens } = await tokensFor((await personalKey()).key)
    expect((await whoami(tokens.access_token)).status).toBe(200)
    expect(await oauthError(exchange(registered, received, asked))).toBe('invalid_grant')
    expect((await whoami(tokens.access_token)).status).toBe(401)
    expect(await oauthError(refresh(registered, tokens.refresh_token!))).toBe('invalid_grant')
  })

  it('that is used several times at once gives at most one set of tokens', async () => {
    const { key } = await personalKey()
    const registered = await register('https://client.example/callback')
    const asked = await authorizationRequest(registered)
    const received = await approve(asked.url, key)
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => exchange(registered, received, asked)))
    expect(tries.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1)
  })
})

describe('a refresh token', () => {
  it('is exchanged for a new one with the same audience and scopes', async () => {
    const { registered, tokens } = await tokensFor((await personalKey()).key)
    const next = await refresh(registered, tokens.refresh_token!)
    expect(next).toMatchObject({ scope: 'chat read', expires_in: 3600 })
    expect(next.refresh_token).not.toBe(tokens.refresh_token)
    expect((await whoami(next.access_token)).status).toBe(200)
  })

  it('returns the same new tokens when used several times at once, or again within the grace time', async () => {
    const { registered, tokens } = await tokensFor((await personalKey()).key)
    const [first, ...others] = await Promise.all(
      [1, 2, 3, 4].map(() => refresh(registered, tokens.refresh_token!)),
    )
    others.push(await refresh(registered, tokens.refresh_token!))
    for (const other of others) expect(other).toEqual(first)
    expect((await whoami(first!.access_token)).status).toBe(200)
    expect((await refresh(registered, first!.refresh_token!)).refresh_token).not.toBe(first!.refresh_token)
  })

  it('is refused after its grant was revoked, even within the grace time', async () => {
    const { registered, tokens } = await tokensFor((await personalKey()).key)
    const { as, client, auth } = registered
    const next = await refresh(registered, tokens.refresh_token!)
    await oauth.revocationRequest(as, client, auth, next.refresh_token!, insecure)
    expect(await oauthError(refresh(registered, tokens.refresh_token!))).toBe('invalid_grant')
  })

  it('that is reused revokes the whole grant, since one of the two users stole it', async () => {
    const { registered, tokens } = await tokensFor((await personalKey()).key)
    const next = await refresh(registered, tokens.refresh_token!)
    expect((await whoami(next.access_token)).status).toBe(200)
    await endRefreshGrace(registered.client.client_id)
    expect(await oauthError(refresh(registered, tokens.refresh_token!))).toBe('invalid_grant')
    for (const token of [tokens, next]) expect((await whoami(token.access_token)).status).toBe(401)
    expect(await oauthError(refresh(registered, next.refresh_token!))).toBe('invalid_grant')
  })

  it('is refused for another client, and for more scopes than were granted', async () => {
    const { registered, tokens } = await tokensFor((await personalKey()).key)
    const other = await register('https://client.example/callback')
    expect(await oauthError(refresh(other, tokens.refresh_token!))).toBe('invalid_grant')
    const { as, client, auth } = registered
    const more = { ...insecure, additionalParameters: { scope: 'chat usage' } }
    const answer = await oauth.refreshTokenGrantRequest(as, client, auth, tokens.refresh_token!, more)
    expect(await oauthError(oauth.processRefreshTokenResponse(as, client, answer))).toBe('invalid_scope')
  })
})

describe('an access token', () => {
  it('is accepted only for its own audience', async () => {
    const { key } = await personalKey()
    const forMcp = (await tokensFor(key, { resource: resource('mcp') })).tokens.access_token
    const refused = await whoami(forMcp)
    expect([refused.status, refused.body.code]).toEqual([401, 'unauthorized'])
    expect(refused.headers.get('www-authenticate')).toMatch(
      /^Bearer error="invalid_token", resource_metadata="http[^"]+\/\.well-known\/oauth-protected-resource\/api"/,
    )
    const forApi = (await tokensFor(key)).tokens.access_token
    expect((await whoami(forApi)).status).toBe(200)
    expect([await pingMcp(forApi), await pingMcp(forMcp)]).toEqual([401, 200])
  })

  it('is for the requested resource, even in another spelling', async () => {
    const { host, protocol } = new URL(resource('mcp'))
    const other = `${protocol}//${host.toUpperCase()}/mcp/`
    const { tokens } = await tokensFor((await personalKey()).key, { resource: other })
    expect(await pingMcp(tokens.access_token)).toBe(200)
  })

  it('allows what its scopes allow, and the error names the missing scope', async () => {
    const { tokens } = await tokensFor((await personalKey()).key, { scope: 'read' })
    expect((await whoami(tokens.access_token)).status).toBe(200)
    const refused = await call('POST', '/api/chat', { body: { message: 'hi' }, key: tokens.access_token })
    expect([refused.status, refused.body.code]).toEqual([403, 'insufficient_scope'])
    expect(refused.headers.get('www-authenticate')).toMatch(
      /^Bearer error="insufficient_scope", .*scope="chat"$/,
    )
  })

  it('has only scopes that the key has', async () => {
    const { key } = await personalKey(['read'])
    const { tokens } = await tokensFor(key, { scope: 'chat read usage admin' })
    expect(tokens.scope).toBe('read')
  })

  it.each(['access_token', 'refresh_token'] as const)(
    'ends at once when the %s is revoked',
    async (which) => {
      const { registered, tokens } = await tokensFor((await personalKey()).key)
      expect((await whoami(tokens.access_token)).status).toBe(200)
      await revoke(registered, tokens[which]!)
      expect((await whoami(tokens.access_token)).body.error).toMatch(/^The access token was revoked at /)
      expect(await oauthError(refresh(registered, tokens.refresh_token!))).toBe('invalid_grant')
      await revoke(registered, tokens[which]!)
    },
  )

  it('is not revoked by a client that it was not issued to', async () => {
    const { tokens } = await tokensFor((await personalKey()).key)
    await revoke(await register('https://client.example/callback'), tokens.access_token)
    expect((await whoami(tokens.access_token)).status).toBe(200)
  })

  it('ends with the personal key that it was granted with', async () => {
    const { key, keyId } = await personalKey()
    const { registered, tokens } = await tokensFor(key)
    expect((await whoami(tokens.access_token)).status).toBe(200)
    expect((await call('DELETE', `/api/keys/${keyId}`)).status).toBe(200)
    const refused = await whoami(tokens.access_token)
    expect([refused.status, refused.body.error]).toEqual([
      401,
      expect.stringMatching(/^The access token was revoked at /),
    ])
    expect(await oauthError(refresh(registered, tokens.refresh_token!))).toBe('invalid_grant')
  })

  it('has the rate limit of the personal key that it was granted with', async () => {
    await avoidHourBoundary()
    const { key } = await personalKey(['read'], undefined, { requestsPerHour: 1 })
    const { tokens } = await tokensFor(key, { scope: 'read' })
    const answers = [await whoami(tokens.access_token), await whoami(tokens.access_token)]
    expect(answers.map(({ status }) => status)).toEqual([200, 429])
  })

  it('ends when the user is deleted', async () => {
    const { key, userId } = await personalKey()
    const { registered, tokens } = await tokensFor(key)
    expect((await whoami(tokens.access_token)).status).toBe(200)
    const { body } = await call('DELETE', `/api/users/${userId}`)
    expect(body.data.deleted).toMatchObject({ signIns: 1, apiKeys: 1 })
    expect((await whoami(tokens.access_token)).status).toBe(401)
    expect(await oauthError(refresh(registered, tokens.refresh_token!))).toBe('invalid_grant')
  })
})

describe('the owner', () => {
  const asks = { scope: 'chat read usage admin' }

  it('lets a client act for one user, who may be new, without admin', async () => {
    const userId = newUser()
    const { tokens } = await tokensFor(secrets.apiKey, asks, { whom: 'user', userId })
    expect(tokens.scope).toBe('chat read usage')
    expect((await whoami(tokens.access_token)).body.data.userId).toBe(userId)
  })

  it('lets a client act for all users, but not as the owner', async () => {
    const { tokens } = await tokensFor(secrets.apiKey, asks, { whom: 'everybody' })
    expect(tokens.scope).toBe('chat read usage admin')
    const userId = newUser()
    await call('POST', '/api/users', { body: { userId }, key: tokens.access_token })
    expect((await whoami(tokens.access_token, `?userId=${userId}`)).status).toBe(200)
    const refused = await call('GET', '/api/keys', { key: tokens.access_token })
    expect([refused.status, refused.body.code]).toEqual([403, 'insufficient_scope'])
  })
})

describe('the action of a GPT', () => {
  const callbacks = [
    'https://chat.openai.com/aip/g-1/oauth/callback',
    'https://chatgpt.com/aip/g-1/oauth/callback',
  ]
  const registerGpt = async (redirectUris: string[]) => {
    const answer = await fetch(`${inject('appUrl')}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...anyAddress() },
      body: JSON.stringify({
        client_name: 'My GPT',
        redirect_uris: redirectUris,
        token_endpoint_auth_method: 'client_secret_post',
      }),
    })
    expect(answer.status).toBe(201)
    return answer.json()
  }
  const ask = (clientId: string, redirectUri: string) => {
    const url = new URL('/oauth/authorize', inject('appUrl'))
    const params = {
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      state: 's',
      scope: '',
    }
    url.search = new URLSearchParams(params).toString()
    return url
  }

  it('gets tokens with a secret and without PKCE, for the default scopes', async () => {
    const { client_id, client_secret } = await registerGpt(callbacks)
    const { key, userId } = await personalKey()
    for (const redirect_uri of callbacks) {
      const received = await approve(ask(client_id, redirect_uri), key)
      expect(received.href).toMatch(`${redirect_uri}?code=`)
      const form = {
        grant_type: 'authorization_code',
        code: received.searchParams.get('code')!,
        redirect_uri,
      }
      const answer = await fetch(`${inject('appUrl')}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({ ...form, client_id, client_secret }),
      })
      const tokens = await answer.json()
      expect(tokens.scope).toBe('chat read usage')
      expect((await whoami(tokens.access_token)).body.data.userId).toBe(userId)
    }
  })

  it('is the only client that may omit PKCE', async () => {
    const mixed = [...callbacks, 'https://client.example/callback']
    const { client_id } = await registerGpt(mixed)
    const answer = await fetch(ask(client_id, mixed[2]!), { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
    expect(await answer.text()).toMatch(/invalid_request.*PKCE/)
  })
})
