import { createServer, request as requestByHttp } from 'node:http'
import type { RequestOptions } from 'node:https'
import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { serveOAuth } from '#lib/oauth/serve'
import { tunables } from '#lib/tunables'
import { freezeAtHalfPast } from '#tests/support/hour'
import { useServices } from '#tests/support/lib-services'
import { listenLocally } from '#tests/support/listen'

/** The URL of a client's document must be https. The server of this test serves the documents without TLS. */
vi.mock(import('node:https'), async (original) => ({
  ...(await original()),
  request: (url: string | URL | RequestOptions, options?: unknown) =>
    requestByHttp(String(url).replace(/^https:/, 'http:'), options as RequestOptions),
}))

let origin: string
let issuer: string
let documents: Record<string, object> = {}
const fetched: string[] = []

beforeAll(async () => {
  await useServices()
  issuer = process.env.PUBLIC_URL!
  const server = createServer(({ url }, response) => {
    fetched.push(url!)
    response.writeHead(documents[url!] ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(documents[url!] ?? {}))
  })
  const port = await listenLocally(server)
  origin = `https://127.0.0.1:${port}`
  return () => {
    server.closeAllConnections()
    server.close()
  }
})

beforeEach(() => {
  documents = {}
  fetched.length = 0
})

const redirectUri = 'https://client.example/callback'

/** Serves the document of a client at this path. */
function publish(path: string, members: object): string {
  const clientId = origin + path
  documents[path] = { client_id: clientId, client_name: 'A client', redirect_uris: [redirectUri], ...members }
  return clientId
}

let addresses = 0
const anyAddress = () => `192.0.2.${++addresses}`

function authorize(clientId: string, address = anyAddress()): Promise<Response> {
  const url = new URL('/oauth/authorize', issuer)
  url.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  }).toString()
  return serveOAuth(new Request(url, { headers: { 'x-forwarded-for': address } }))
}

/** The error of the token endpoint for this form of a client. */
async function tokenError(form: Record<string, string>): Promise<unknown> {
  const body = String(new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x', ...form }))
  const headers = {
    'x-forwarded-for': anyAddress(),
    'content-type': 'application/x-www-form-urlencoded',
    // Without it, the provider does not read the body.
    'content-length': String(body.length),
  }
  const url = new URL('/oauth/token', issuer)
  const answer = await serveOAuth(new Request(url, { method: 'POST', headers, body }))
  return ((await answer.json()) as { error: unknown }).error
}

const isSignIn = (answer: Response) =>
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    expect.stringMatching(/\/oauth\/sign-in\//),
  ])

it('accepts a public client by the document at its URL, which it fetches once', async () => {
  const clientId = publish('/public.json', { token_endpoint_auth_method: 'none' })
  isSignIn(await authorize(clientId))
  isSignIn(await authorize(clientId))
  expect(await tokenError({ client_id: clientId })).toBe('invalid_grant')
  expect(fetched).toEqual(['/public.json'])
})

it('treats a client that may sign but need not, such as ChatGPT, as public', async () => {
  const clientId = publish('/chatgpt.json', {
    client_uri: 'https://chatgpt.com/',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
    token_endpoint_auth_signing_alg: 'RS256',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    jwks_uri: `${origin}/jwks.json`,
  })
  isSignIn(await authorize(clientId))
  expect(await tokenError({ client_id: clientId })).toBe('invalid_grant')
  expect(fetched).toEqual(['/chatgpt.json'])
})

it.each([
  ['/signs.json', {}, 'invalid_client_metadata'],
  ['/may-sign.json', { token_endpoint_auth_methods_supported: ['none'] }, 'invalid_grant'],
])('does not fetch keys for an assertion with a false signature: %s', async (path, members, error) => {
  const clientId = publish(path, {
    token_endpoint_auth_method: 'private_key_jwt',
    jwks_uri: `${origin}/jwks.json`,
    ...members,
  })
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { iss: clientId, sub: clientId, aud: issuer, jti: 'x', exp: Date.now() / 1000 + 60 }
  const form = {
    client_id: clientId,
    client_assertion: `${part({ alg: 'RS256' })}.${part(claims)}.eA`,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  }
  for (let i = 0; i < 3; i++) expect(await tokenError(form)).toBe(error)
  await authorize(clientId)
  expect(fetched).not.toContain('/jwks.json')
})

it('does not fetch other URLs in a document', async () => {
  const clientId = publish('/sector.json', {
    token_endpoint_auth_method: 'none',
    sector_identifier_uri: `${origin}/sector`,
  })
  isSignIn(await authorize(clientId))
  isSignIn(await authorize(clientId))
  expect(fetched).toEqual(['/sector.json'])
})

it('limits the documents fetched for one IP address, and not for others', async () => {
  freezeAtHalfPast()
  const max = tunables.clientDocumentsPerHour.address
  for (let i = 0; i <= max; i++)
    expect((await authorize(`${origin}/none/${i}`, '198.51.100.1')).status).toBe(400)
  expect(fetched).toHaveLength(max)
  isSignIn(await authorize(publish('/other.json', { token_endpoint_auth_method: 'none' }), '198.51.100.2'))
})
