import { readBody } from '#lib/api/body'
import { addCorsHeaders, type CorsOptions, preflight } from '#lib/api/cors'
import { errorCodes } from '#lib/api/errors'
import { handleRequest } from '#lib/api/handle-request'
import { type Context, pathParameter } from '#lib/api/methods'
import { toApiError } from '#lib/api/perform'
import { addressSubject, countRejection, limitRejections } from '#lib/api/rejections'
import { isStorable } from '#lib/api/storable'
import { defaultScopes } from '#lib/auth/challenge'
import { isScope } from '#lib/auth/scopes'
import { isObject, parseJson } from '#lib/json'
import { normalizeClient } from '#lib/oauth/clients'
import { errorPage, errorPagePolicy } from '#lib/oauth/error-page'
import { isClientAllowed } from '#lib/oauth/grants-store'
import { countAuthorization, countRegistration, type LimitExceeded } from '#lib/oauth/limits'
import { toNode } from '#lib/oauth/node'
import { oauthProvider, type RedirectOptions } from '#lib/oauth/provider'
import { canonicalizeResources, serveToken } from '#lib/oauth/token'
import { publicUrlOf } from '#lib/public-url'
import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

/**
 * Serves the endpoints of the authorization server: authorize, token, register, revoke and others. Errors have OAuth's
 * format (RFC 6749, 5.2), not the API's envelope.
 */
export const serveOAuth = (request: Request): Promise<Response> =>
  handleRequest(request, async (requestId) => {
    const response = await limited(request).catch((error) => unexpected(error, requestId))
    // The provider sets the CORS headers of the other endpoints.
    return isRegistration(request) ? addCorsHeaders(request, response, registrationSharing) : response
  })

/** Clients that run in a browser can register as well. */
const registrationSharing: CorsOptions = { methods: ['POST'] }
const isRegistration = ({ url }: Request) => new URL(url).pathname === '/oauth/register'

/** Guessed tokens and invalid requests cost database work, so an address with too many of them is rate-limited. */
async function limited(request: Request): Promise<Response> {
  const who = addressSubject(request.headers)
  const response = await limitRejections(who, () => route(request))
  if (request.method === 'POST' && [400, 401].includes(response.status)) await countRejection(who)
  return response
}

/**
 * The provider's router ignores case and decodes paths. So this passes only exact paths on: any other spelling would
 * bypass the checks made here.
 */
async function route(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/oauth/authorize') return authorize(request)
  if (pathname === '/oauth/register' && request.method === 'POST') return register(request)
  if (pathname === '/oauth/register') {
    const allowed = request.method === 'OPTIONS' && (await preflight(request, registrationSharing))
    return allowed || oauthError(405, 'invalid_request', 'Clients register by POST.')
  }
  if (forms.includes(pathname) && request.method === 'POST') return passForm(request)
  // At this point the person has seen the client's name and address.
  if (resumed.test(pathname)) return forwardToProvider(request, undefined, { mayRedirectErrors: true })
  if (forms.includes(pathname) || pathname === '/oauth/jwks') return forwardToProvider(request)
  return oauthError(404, 'invalid_request', 'This path does not exist.')
}

/** Endpoints that accept a client's form. The provider answers their CORS preflights. */
const forms = ['/oauth/token', '/oauth/revoke']

/** The path at which the browser continues its sign-in. The provider creates the id. */
const resumed = /^\/oauth\/authorize\/[\w-]{1,64}$/

/** Passes a client's form to the provider, after a check of its size and of characters that cannot be stored. */
async function passForm(request: Request): Promise<Response> {
  const body = await readBody(request)
  if (!isStorable([...new URLSearchParams(body)]))
    return oauthError(400, 'invalid_request', 'The form contains a NUL character.')
  const read = new Request(request.url, { method: 'POST', headers: request.headers, body })
  return new URL(request.url).pathname === '/oauth/token'
    ? serveToken(read, forwardToProvider)
    : forwardToProvider(read)
}

/** Answers errors outside the provider, such as an incomplete configuration. */
function unexpected(error: unknown, requestId: string): Response {
  const { code, message, extras } = toApiError(error, requestId)
  const { status } = errorCodes[code]
  const kind =
    code === 'rate_limited' ? 'temporarily_unavailable' : status < 500 ? 'invalid_request' : 'server_error'
  return oauthError(status, kind, message, extras.headers)
}

/** Returns the provider's response. Errors of an authorization request go to its client only if `redirects` says so. */
export async function forwardToProvider(
  request: Request,
  url?: URL,
  redirects: RedirectOptions = {},
): Promise<Response> {
  const { req, res, response } = toNode(request, url)
  Object.assign(req, redirects)
  void oauthProvider(request).callback()(req, res)
  return response
}

/**
 * Starts an authorization without cookies of earlier ones, and always asks the person, whatever `prompt` says. Without
 * known scopes it requests the default scopes (RFC 6749, 3.3): a GPT's settings may leave the field empty.
 */
async function authorize(request: Request): Promise<Response> {
  if (request.method !== 'GET')
    return oauthError(405, 'invalid_request', 'The authorization endpoint accepts only GET.')
  const url = new URL(request.url)
  if (url.search.length > tunables.oauthRequestCharactersMax || !isStorable([...url.searchParams]))
    return page(400, 'invalid_request', 'The request is too long, or contains a NUL character.')
  const exceeded = await countAuthorization(request.headers)
  if (exceeded) return page(429, 'temporarily_unavailable', exceeded.sentence, retryAfter(exceeded))
  // These hints name the person, and this server does not use them.
  for (const name of ['prompt', 'login_hint', 'id_token_hint']) url.searchParams.delete(name)
  canonicalizeResources(url.searchParams, publicUrlOf(request.headers))
  const asked = (url.searchParams.get('scope') ?? '').split(' ').filter(isScope)
  url.searchParams.set('scope', (asked.length > 0 ? asked : defaultScopes).join(' '))
  const headers = new Headers(request.headers)
  headers.delete('cookie')
  // Prevents an open redirect: a link to this server must not lead to an address that an attacker just registered.
  const mayRedirectErrors = await isClientAllowed(url.searchParams.get('client_id') ?? '')
  return forwardToProvider(new Request(request.url, { headers }), url, { mayRedirectErrors })
}

/** Registers any client (RFC 7591). A client gets access only by a person's consent. */
async function register(request: Request): Promise<Response> {
  const exceeded = await countRegistration(request.headers)
  if (exceeded) return oauthError(429, 'temporarily_unavailable', exceeded.sentence, retryAfter(exceeded))
  const document = parseJson(await readBody(request))
  if (!isObject(document) || !isStorable(document))
    return oauthError(
      400,
      'invalid_client_metadata',
      'The body is not a JSON object, or contains a NUL character.',
    )
  const body = JSON.stringify(normalizeClient(document))
  const headers = new Headers(request.headers)
  headers.set('content-length', String(Buffer.byteLength(body)))
  headers.set('content-type', 'application/json')
  return forwardToProvider(new Request(request.url, { method: 'POST', headers, body }))
}

const retryAfter = ({ retryAfterSeconds }: LimitExceeded) => ({ 'retry-after': String(retryAfterSeconds) })

function oauthError(status: number, error: string, description: string, headers?: Record<string, string>) {
  const sentence = shorten(description, tunables.errorCharactersMax)
  return Response.json({ error, error_description: sentence }, { status, headers })
}

/** An error page for the person, for errors that cannot go to the client. */
const page = (status: number, error: string, description: string, headers: Record<string, string> = {}) =>
  new Response(errorPage(error, description), {
    status,
    headers: {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': errorPagePolicy,
    },
  })

/** Serves one step of the sign-in `uid`. */
export const serveSignIn =
  (step: (request: Request, uid: string) => Promise<Response>) =>
  (request: Request, context: Context): Promise<Response> =>
    handleRequest(request, async () => {
      const uid = await pathParameter(context, 'uid')
      // An invalid uid must not get into a redirect URL.
      return step(request, /^[\w-]+$/.test(uid) ? uid : 'unknown')
    })
