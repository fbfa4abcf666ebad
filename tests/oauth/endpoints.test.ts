import { describe, expect, inject, it } from 'vitest'
import { tunables } from '#lib/tunables'
import { avoidHourBoundary } from '#tests/support/hour'
import {
  anyAddress,
  at,
  authorizationRequest,
  personalKey,
  type Registered,
  register,
  resource,
  tokensFor,
} from '#tests/support/oauth'
import { untilPages } from '#tests/support/pages'

const redirectUri = 'https://client.example/callback'
const json = async (path: string) => (await fetch(at(path))).json()

type Body = Record<string, unknown>
const post = async (path: string, body: URLSearchParams | string, headers: Record<string, string> = {}) => {
  const answer = await fetch(at(path), { method: 'POST', body, headers })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body }
}
const registerAs = (metadata: unknown) =>
  post('/oauth/register', JSON.stringify(metadata), { 'content-type': 'application/json', ...anyAddress() })

describe('the metadata', () => {
  it('of the authorization server has its endpoints and capabilities', async () => {
    const url = inject('appVars').PUBLIC_URL
    expect(await json('/.well-known/oauth-authorization-server')).toEqual({
      issuer: url,
      authorization_endpoint: `${url}/oauth/authorize`,
      token_endpoint: `${url}/oauth/token`,
      registration_endpoint: `${url}/oauth/register`,
      revocation_endpoint: `${url}/oauth/revoke`,
      scopes_supported: ['chat', 'read', 'usage', 'admin', 'offline_access'],
      response_types_supported: ['code'],
      response_modes_supported: expect.arrayContaining(['query']),
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
    })
  })

  it('is returned without a body for HEAD', async () => {
    const answer = await fetch(at('/.well-known/oauth-authorization-server'), { method: 'HEAD' })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })

  it('of each audience names the authorization server', async () => {
    const atRoot = await json('/.well-known/oauth-protected-resource')
    for (const audience of ['api', 'mcp'] as const) {
      const metadata = await json(`/.well-known/oauth-protected-resource/${audience}`)
      expect(metadata).toMatchObject({
        resource: resource(audience),
        authorization_servers: [inject('appVars').PUBLIC_URL],
        scopes_supported: ['chat', 'read', 'usage'],
        bearer_methods_supported: ['header'],
      })
      if (audience === 'mcp') expect(atRoot).toEqual(metadata)
    }
    expect((await fetch(at('/.well-known/oauth-protected-resource/other'))).status).toBe(404)
  })
})

describe('a registration', () => {
  it('returns an id to a public client, and an id with a secret to a confidential one', async () => {
    const open = await registerAs({ redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' })
    expect([open.status, open.body]).toEqual([
      201,
      expect.not.objectContaining({ client_secret: expect.anything() }),
    ])
    const closed = await registerAs({
      client_name: 'Closed',
      redirect_uris: [redirectUri],
      scope: 'read openid',
    })
    expect(closed.body).toMatchObject({
      client_id: expect.stringMatching(/^[\w-]{20,}$/),
      client_secret: expect.stringMatching(/^[\w-]{40,}$/),
      client_secret_expires_at: 0,
      grant_types: ['authorization_code', 'refresh_token'],
    })
    expect(closed.body).not.toHaveProperty('scope')
    expect(closed.headers.get('cache-control')).toBe('no-store')
  })

  it.each([
    ['http to another machine', { redirect_uris: ['http://client.example/callback'] }],
    ['a script', { redirect_uris: ['javascript:alert(1)'] }],
    ['an address with a fragment', { redirect_uris: ['https://client.example/callback#x'] }],
    ['a relative address', { redirect_uris: ['callback'] }],
    ['not in a list', { redirect_uris: redirectUri }],
    ['null', { redirect_uris: [null] }],
    ['a browser-internal URL', { redirect_uris: ['view-source:https://client.example/'] }],
    ['an address with NUL', { redirect_uris: [`${redirectUri}/\0`] }],
    ['missing', {}],
  ])('is refused when its redirect URI is %s', async (_, metadata) => {
    const { status, body } = await registerAs(metadata)
    expect(status).toBe(400)
    expect(body.error).toMatch(/^invalid_(redirect_uri|client_metadata)$/)
    expect(body.error_description).toEqual(expect.any(String))
  })

  it('accepts the redirect URIs of apps on the user’s own machine', async () => {
    for (const uri of ['http://127.0.0.1:8123/callback', 'http://localhost/callback', 'cursor://callback'])
      expect((await registerAs({ redirect_uris: [uri], token_endpoint_auth_method: 'none' })).status).toBe(
        201,
      )
  })

  it('accepts what editors send: grant types that this server lacks, and members without a value', async () => {
    const { status, body } = await registerAs({
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code', 'token'],
      token_endpoint_auth_method: 'none',
      ...{ client_uri: '', logo_uri: null, contacts: null, policy_uri: ' ', tos_uri: '', jwks_uri: '' },
    })
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
    })
    for (const name of ['client_uri', 'logo_uri', 'contacts', 'jwks_uri'])
      expect(body).not.toHaveProperty(name)
  })

  it('is refused when it has only grant types that this server lacks', async () => {
    const metadata = { redirect_uris: [redirectUri], grant_types: ['client_credentials'] }
    expect(await registerAs(metadata)).toMatchObject({
      status: 400,
      body: { error: 'invalid_client_metadata' },
    })
  })

  it('is refused when it is not a JSON object, or cannot be stored', async () => {
    const unstorable = JSON.stringify({ client_name: 'a\0b', redirect_uris: [redirectUri] })
    for (const body of ['', '[]', '"x"', '{', unstorable])
      expect(
        await post('/oauth/register', body, { 'content-type': 'application/json', ...anyAddress() }),
      ).toMatchObject({
        status: 400,
        body: { error: 'invalid_client_metadata' },
      })
  })
})

describe('an authorization request', () => {
  const refusal = async (params: Record<string, string>, without: string[] = [], client?: Registered) => {
    const { url } = await authorizationRequest(client ?? (await register(redirectUri)), params)
    for (const name of without) url.searchParams.delete(name)
    const answer = await fetch(url, { redirect: 'manual', headers: anyAddress() })
    const location = answer.headers.get('location')
    return {
      status: answer.status,
      location,
      params: location ? new URL(location, url).searchParams : undefined,
      answer,
    }
  }

  it.each([
    ['invalid_request', {}, ['code_challenge', 'code_challenge_method']],
    ['invalid_request', { code_challenge_method: 'plain' }, []],
    ['unsupported_response_type', { response_type: 'nothing' }, []],
    ['invalid_target', { resource: 'https://elsewhere.example/api' }, []],
  ] as const)('returns %s to a client that a user has allowed', async (error, params, without) => {
    const { key } = await personalKey()
    const { registered } = await tokensFor(key)
    const { redirectUri } = registered
    const refused = await refusal(params, [...without], registered)
    expect(refused.status).toBe(303)
    expect(refused.location).toMatch(`${redirectUri}?`)
    expect(refused.params?.get('error')).toBe(error)
    expect(refused.params?.get('state')).toEqual(expect.any(String))
    expect(refused.params?.get('iss')).toBe(inject('appVars').PUBLIC_URL)
    expect(refused.params?.has('code')).toBe(false)
  })

  it.each<Record<string, string>>([
    { response_type: 'nothing' },
    { response_type: 'nothing', response_mode: 'form_post' },
    { resource: 'https://elsewhere.example/api' },
  ])('does not redirect to a client that no user has allowed yet: %j', async (params) => {
    const refused = await refusal(params)
    expect([refused.status, refused.location]).toEqual([400, null])
    expect(await refused.answer.text()).not.toContain('client.example')
  })

  it.each([
    ['invalid_redirect_uri', { redirect_uri: 'https://evil.example/callback' }],
    ['invalid_redirect_uri', { redirect_uri: `${redirectUri}/more` }],
    ['invalid_client', { client_id: 'nobody' }],
    ['invalid_client', { client_id: 'http://127.0.0.1:1/client.json' }],
  ])('gets an error page without a redirect for %s', async (error, params) => {
    const refused = await refusal(params)
    expect([refused.status, refused.location]).toEqual([400, null])
    expect(refused.answer.headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/)
    const page = await refused.answer.text()
    expect(page).toContain(error)
    expect(page).not.toContain('evil.example')
  })

  it.each([
    ['contains a NUL character', { state: 'a\0b' }],
    ['is too long to store', { state: 'x'.repeat(8_192) }],
  ])('gets an error page when it %s', async (_, params) => {
    const refused = await refusal(params)
    expect([refused.status, refused.location]).toEqual([400, null])
    expect(await refused.answer.text()).toContain('The request is too long, or contains a NUL character.')
  })

  it('is limited by address', async () => {
    await avoidHourBoundary()
    const { url } = await authorizationRequest(await register(redirectUri))
    const headers = anyAddress()
    const { address } = tunables.authorizationsPerHour
    const begin = async (from: Record<string, string>) =>
      (await fetch(url, { redirect: 'manual', headers: from })).status
    const statuses: number[] = []
    // A few at a time, until one is refused: if KV is slow, a request is allowed and not counted.
    while (!statuses.includes(429))
      statuses.push(...(await Promise.all(Array.from({ length: 10 }, () => begin(headers)))))
    expect(new Set(statuses.slice(0, address))).toEqual(new Set([303]))
    expect(await begin(anyAddress())).toBe(303)
  })

  it('always asks the user, whatever its prompt, and is accepted only by GET', async () => {
    const { location } = await refusal({ prompt: 'none' })
    expect(location).toMatch(/\/oauth\/sign-in\/[\w-]+$/)
    const { url } = await authorizationRequest(await register(redirectUri))
    for (const method of ['HEAD', 'OPTIONS', 'POST'])
      expect((await fetch(url, { method, redirect: 'manual' })).status).toBe(405)
  })

  it('shows the sign-in page, only to this browser', async () => {
    await untilPages(at('/'))
    const { url } = await authorizationRequest(await register(redirectUri))
    const first = await fetch(url, { redirect: 'manual' })
    const page = new URL(first.headers.get('location')!, url)
    expect(page.pathname).toMatch(/^\/oauth\/sign-in\/[\w-]+$/)
    for (const cookie of first.headers.getSetCookie()) expect(cookie).toMatch(/httponly/i)
    const elsewhere = await (await fetch(page)).text()
    expect(elsewhere).toContain('This sign-in has ended')
    expect(elsewhere).not.toContain('<form')
  })
})

describe('a token request', () => {
  it.each([
    ['invalid_client', 401, { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'nobody' }],
    ['unsupported_grant_type', 400, { grant_type: 'password' }],
    ['invalid_request', 400, {}],
    [
      'invalid_grant',
      400,
      {
        grant_type: 'authorization_code',
        code: 'x',
        redirect_uri: redirectUri,
        code_verifier: 'x'.repeat(43),
      },
    ],
    ['invalid_grant', 400, { grant_type: 'refresh_token', refresh_token: 'x' }],
  ])('is refused with the OAuth error %s', async (error, status, form) => {
    const { client } = await register(redirectUri)
    const answer = await post('/oauth/token', new URLSearchParams({ client_id: client.client_id, ...form }))
    expect([answer.status, answer.body.error]).toEqual([status, error])
    expect(answer.body).not.toHaveProperty('success')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('is refused with a wrong client secret', async () => {
    const { client } = await register(redirectUri, 'client_secret_post')
    const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: client.client_id }
    const right = await post(
      '/oauth/token',
      new URLSearchParams({ ...form, client_secret: client.client_secret as string }),
    )
    expect(right.body.error).toBe('invalid_grant')
    for (const client_secret of ['wrong', `${client.client_secret}x`]) {
      const answer = await post('/oauth/token', new URLSearchParams({ ...form, client_secret }))
      expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client'])
    }
  })

  it('is refused when its body is too large, or of another type', async () => {
    const large = await post('/oauth/token', new URLSearchParams({ grant_type: 'x'.repeat(100_000) }))
    expect([large.status, large.body.error]).toEqual([400, 'invalid_request'])
    const other = await post('/oauth/token', '{}', { 'content-type': 'application/json' })
    expect([other.status, other.body.error]).toEqual([400, 'invalid_request'])
  })
})

describe('a path that does not exist on the authorization server', () => {
  it('is not found, and OpenID Connect is not offered', async () => {
    expect((await fetch(at('/oauth/nothing'))).status).toBe(404)
    expect((await fetch(at('/.well-known/openid-configuration'))).status).toBe(404)
  })
})

describe('an export', () => {
  it('lists the sign-ins, without any secrets', async () => {
    const { key, userId } = await personalKey()
    const { tokens, received } = await tokensFor(key)
    const answer = await fetch(at(`/api/users/${userId}/export`), {
      headers: { 'x-api-key': inject('appVars').API_SECRET_KEY! },
    })
    const text = await answer.text()
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.filter(({ type }) => type === 'signIn')).toEqual([
      expect.objectContaining({
        scopes: ['chat', 'read'],
        resource: resource('api'),
        tokens: expect.arrayContaining([expect.objectContaining({ kind: 'RefreshToken', usedAt: null })]),
      }),
    ])
    for (const secret of [tokens.access_token, tokens.refresh_token!, received.searchParams.get('code')!])
      expect(text).not.toContain(secret)
  })
})

describe('another spelling of a path', () => {
  const spellings = (path: string) => [
    path.replace(/[^/]+$/, (name) => name[0]!.toUpperCase() + name.slice(1)),
    path.replace(/[^/]+$/, (name) => name.toUpperCase()),
    path.replace('register', '%72egister').replace('authorize', '%61uthorize').replace('token', '%74oken'),
    `${path};a=b`,
    `${path}.json`,
    `${path}%20`,
  ]

  it('registers no client', async () => {
    for (const path of spellings('/oauth/register')) {
      const body = JSON.stringify({ redirect_uris: [redirectUri] })
      const answer = await fetch(at(path), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...anyAddress() },
        body,
      })
      expect([path, answer.status]).toEqual([path, 404])
    }
  })

  it('starts no sign-in, and returns no tokens', async () => {
    const { url } = await authorizationRequest(await register(redirectUri), { prompt: 'none' })
    for (const path of spellings('/oauth/authorize'))
      for (const query of [url.search, `${url.search}&login_hint=%00`])
        expect((await fetch(at(path + query), { redirect: 'manual' })).status).toBe(404)
    for (const path of [...spellings('/oauth/token'), '/oauth/register/client', '/oauth/end/confirm'])
      expect((await fetch(at(path), { method: 'POST' })).status).toBe(404)
  })
})
