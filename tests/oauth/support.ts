import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as oauth from 'oauth4webapi'
import type { Page } from 'playwright-core'
import { afterAll, inject } from 'vitest'
import type { Scope } from '#lib/api/caller'
import { call, newUser } from '#tests/support/api'

export const insecure = { [oauth.allowInsecureRequests]: true }
export const at = (path: string) => inject('appUrl') + path
export const resource = (door: 'api' | 'mcp') => `${inject('appVars').PUBLIC_URL}/${door}`

/** Where a client on this machine receives codes. */
export type Callback = {
  url: string
  /** The next call of `url`, with what the server has sent. */
  next(): Promise<URL>
}

/** Starts the receiver of a client; closed after the file. */
export async function startCallback(): Promise<Callback> {
  let waiting = Promise.withResolvers<URL>()
  const server = createServer((request, response) => {
    const url = new URL(request.url!, `http://${request.headers.host}`)
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<!doctype html><title>Back</title><h1>Back in the app</h1>')
    if (url.pathname === '/callback') waiting.resolve(url)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    next: async () => {
      const url = await waiting.promise
      waiting = Promise.withResolvers()
      return url
    },
  }
}

/** A personal key of a new user. */
export async function personalKey(scopes: Scope[] = ['chat', 'read', 'usage']) {
  const userId = newUser()
  await call('POST', '/api/users', { body: { userId } })
  const { body } = await call('POST', '/api/keys', { body: { name: 'test', scopes, userId } })
  return { userId, key: body.data.key as string, keyId: body.data.keyId as string }
}

/** Fills in the page of the first step. */
export async function logIn(page: Page, key: string): Promise<void> {
  await page.getByLabel(/key$/).fill(key)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Answers the second step. */
export async function decide(page: Page, decision: 'Allow' | 'Refuse'): Promise<void> {
  await page.getByRole('button', { name: decision }).click()
  await page.getByRole('heading', { name: 'Back in the app' }).waitFor()
}

export type Visit = (url: string, use: (page: Page) => Promise<void>) => Promise<void>

/** Goes through both steps in a browser, and returns what the client receives. */
export async function approve(
  visit: Visit,
  authorization: URL,
  key: string,
  callback: Callback,
): Promise<URL> {
  const received = callback.next()
  await visit(authorization.href, async (page) => {
    await logIn(page, key)
    await decide(page, 'Allow')
  })
  return received
}

/** What a client knows of the authorization server. */
export async function discover(): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(inject('appVars').PUBLIC_URL!)
  const options = { algorithm: 'oauth2', ...insecure } as const
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options))
}

export type Registered = {
  as: oauth.AuthorizationServer
  client: oauth.Client
  auth: oauth.ClientAuth
  redirectUri: string
}

/** Registers a client dynamically: a public one, or one with a secret. */
export async function register(
  redirectUri: string,
  method: 'none' | 'client_secret_basic' | 'client_secret_post' = 'none',
): Promise<Registered> {
  const as = await discover()
  const metadata = {
    client_name: 'A test client',
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: method,
  }
  const answer = await oauth.dynamicClientRegistrationRequest(as, metadata, insecure)
  const client = await oauth.processDynamicClientRegistrationResponse(answer)
  const secret = client.client_secret as string
  const auth = {
    none: () => oauth.None(),
    client_secret_basic: () => oauth.ClientSecretBasic(secret),
    client_secret_post: () => oauth.ClientSecretPost(secret),
  }[method]()
  return { as, client, auth, redirectUri }
}

/** A request to authorize, with its PKCE verifier and state. */
export async function authorizationRequest(
  { as, client, redirectUri }: Registered,
  params: Record<string, string> = {},
) {
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const url = new URL(as.authorization_endpoint!)
  const all = {
    client_id: client.client_id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'chat read',
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...params,
  }
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value)
  return { url, verifier, state }
}

/** Exchanges what the client has received. Throws ResponseBodyError as the library does. */
export async function exchange(
  { as, client, auth, redirectUri }: Registered,
  received: URL,
  { verifier, state }: { verifier: string; state: string },
): Promise<oauth.TokenEndpointResponse> {
  const params = oauth.validateAuthResponse(as, client, received, state)
  const answer = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    auth,
    params,
    redirectUri,
    verifier,
    insecure,
  )
  return oauth.processAuthorizationCodeResponse(as, client, answer)
}

/** Uses a refresh token. */
export async function refresh(
  { as, client, auth }: Registered,
  refreshToken: string,
): Promise<oauth.TokenEndpointResponse> {
  const answer = await oauth.refreshTokenGrantRequest(as, client, auth, refreshToken, insecure)
  return oauth.processRefreshTokenResponse(as, client, answer)
}

/** Registers, asks, lets the person allow it, and gets the tokens: the whole dance. */
export async function dance(
  visit: Visit,
  callback: Callback,
  key: string,
  params: Record<string, string> = {},
) {
  const registered = await register(callback.url)
  const asked = await authorizationRequest(registered, params)
  const received = await approve(visit, asked.url, key, callback)
  return { registered, asked, received, tokens: await exchange(registered, received, asked) }
}
