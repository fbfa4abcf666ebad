import { createServer } from 'node:http'
import * as oauth from 'oauth4webapi'
import { Client } from 'pg'
import type { Page } from 'playwright-core'
import { inject } from 'vitest'
import type { Scope } from '#lib/auth/caller'
import { atEnd } from '#tests/support/ending'
import { boundKey } from '#tests/support/keys'
import { listenLocally } from '#tests/support/listen'

export const insecure = { [oauth.allowInsecureRequests]: true }
/** A different address for every caller, since failures and registrations are limited by address. */
export const anyAddress = () => ({
  'x-forwarded-for': `2001:db8:${crypto.randomUUID().slice(4, 13).replace('-', ':')}::1`,
})
export const at = (path: string) => inject('appUrl') + path
export const resource = (audience: 'api' | 'mcp') => `${inject('appVars').PUBLIC_URL}/${audience}`

/** Receives the codes of a client on this machine. */
export type Callback = {
  url: string
  /** The next call of `url`, with what the server has sent. */
  next(): Promise<URL>
}

/** Starts the receiver of a client. It is closed after the file. */
export async function startCallback(): Promise<Callback> {
  let waiting = Promise.withResolvers<URL>()
  const server = createServer((request, response) => {
    const url = new URL(request.url!, `http://${request.headers.host}`)
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<!doctype html><title>Back</title><h1>Back in the app</h1>')
    if (url.pathname === '/callback') waiting.resolve(url)
  })
  const port = await listenLocally(server)
  atEnd(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${port}/callback`,
    next: async () => {
      const url = await waiting.promise
      waiting = Promise.withResolvers()
      return url
    },
  }
}

/** A personal key of a new user. */
export const personalKey = (
  scopes: Scope[] = ['chat', 'read', 'usage'],
  baseUrl?: string,
  more: { requestsPerHour?: number } = {},
) => boundKey({ scopes, ...more }, baseUrl)

/** Fills in the first page. */
export async function logIn(page: Page, key: string): Promise<void> {
  await page.getByLabel(/key$/).fill(key)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Answers the second page. */
export async function decide(page: Page, decision: 'Allow' | 'Deny'): Promise<void> {
  await page.getByRole('button', { name: decision }).click()
  await page.getByRole('heading', { name: 'Back in the app' }).waitFor()
}

export type Visit = (url: string, use: (page: Page) => Promise<void>) => Promise<void>

/** Completes both steps in a browser, and returns what the client receives. */
export async function approveInBrowser(visit: Visit, authorization: URL, key: string, callback: Callback) {
  const received = callback.next()
  await visit(authorization.href, async (page) => {
    await logIn(page, key)
    await decide(page, 'Allow')
  })
  return received
}

/** A minimal browser: it keeps cookies, sends forms from this server's own pages, and returns redirects. */
export class Agent {
  readonly #address = anyAddress()
  readonly #cookies = new Map<string, { value: string; path: string }>()

  /** Sends one request. A `form` is sent by POST. */
  async send(
    url: string,
    form?: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const { pathname, origin } = new URL(url)
    const cookies = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path))
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        ...this.#address,
        cookie: cookies.map(([name, { value }]) => `${name}=${value}`).join('; '),
        ...(form && { origin }),
        ...headers,
      },
      body: form && new URLSearchParams(form),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      this.#cookies.set(name!, { value: value!, path: /path=([^;]+)/i.exec(line)?.[1] ?? '/' })
    }
    return response
  }

  /** Sends one request, and returns the target of its redirect. */
  async follow(
    url: string,
    form?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<string> {
    const response = await this.send(url, form, headers)
    const location = response.headers.get('location')
    if (!location) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
    return new URL(location, url).href
  }

  /** Asks for authorization and signs in. Returns the address of the second step. */
  async logIn(authorization: URL, key: string): Promise<string> {
    const first = await this.follow(authorization.href)
    return this.follow(await this.follow(`${first}/key`, { key }))
  }

  /** Answers the second step. Returns the address at which the client receives its code. */
  async decide(second: string, answer: Record<string, string> = {}): Promise<URL> {
    return new URL(
      await this.follow(await this.follow(`${second}/consent`, { decision: 'approve', ...answer })),
    )
  }
}

/** Lets the user of this key allow the request. */
export async function approve(
  authorization: URL,
  key: string,
  answer: Record<string, string> = {},
): Promise<URL> {
  const agent = new Agent()
  return agent.decide(await agent.logIn(authorization, key), answer)
}

/** The metadata of the authorization server. */
export async function discover(baseUrl = inject('appVars').PUBLIC_URL!): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(baseUrl)
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
  baseUrl?: string,
  name = 'A test client',
): Promise<Registered> {
  const as = await discover(baseUrl)
  const metadata = {
    client_name: name,
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: method,
  }
  const options = { ...insecure, headers: anyAddress() }
  const answer = await oauth.dynamicClientRegistrationRequest(as, metadata, options)
  const client = await oauth.processDynamicClientRegistrationResponse(answer)
  const secret = client.client_secret as string
  const auth = {
    none: () => oauth.None(),
    client_secret_basic: () => oauth.ClientSecretBasic(secret),
    client_secret_post: () => oauth.ClientSecretPost(secret),
  }[method]()
  return { as, client, auth, redirectUri }
}

/** An authorization request, with its PKCE verifier and state. */
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

/** Exchanges the code that the client received. Throws ResponseBodyError as the library does. */
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

/** Ends the grace time of a client's earlier refreshes, in the database of the shared server. */
export async function endRefreshGrace(clientId: string): Promise<void> {
  const client = new Client({ connectionString: appDatabaseUrl() })
  await client.connect()
  const statement = `update oauth_records set expires_at = now() where model = 'RefreshReply'
     and grant_id in (select id from oauth_grants where client_id = $1)`
  const { rowCount } = await client.query(statement, [clientId]).finally(() => client.end())
  if (rowCount === 0) throw new Error('The client has refreshed nothing.')
}

function appDatabaseUrl(): string {
  const url = new URL(inject('postgresUrl'))
  url.pathname = 'app'
  return url.href
}

/** Registers a client, lets the user of this key allow it, and gets the tokens. */
export async function tokensFor(
  key: string,
  params: Record<string, string> = {},
  answer: Record<string, string> = {},
) {
  const registered = await register('http://127.0.0.1:9/callback')
  const asked = await authorizationRequest(registered, params)
  const received = await approve(asked.url, key, answer)
  const tokens = await exchange(registered, received, asked)
  return { registered, asked, received, tokens }
}

/** The OAuth error of a request that the server refused. */
export async function oauthError(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError)
    return error.error
  throw error ?? new Error('It was not refused.')
}
