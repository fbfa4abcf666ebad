import { answer } from '#lib/api/answer'
import { readBody } from '#lib/api/body'
import { preflight, type Sharing, share } from '#lib/api/cors'
import { errorCodes } from '#lib/api/errors'
import { type Context, pathParameter } from '#lib/api/methods'
import { toApiError } from '#lib/api/perform'
import { addressAs, countRejection, limitRejections } from '#lib/api/rejections'
import { isStorable } from '#lib/api/storable'
import { usualScopes } from '#lib/auth/challenge'
import { isScope } from '#lib/auth/scopes'
import { isObject, parseJson } from '#lib/json'
import { normalizeClient } from '#lib/oauth/clients'
import { errorPage, errorPagePolicy } from '#lib/oauth/error-page'
import { isClientAllowed } from '#lib/oauth/grants-store'
import { countAuthorization, countRegistration, type LimitExceeded } from '#lib/oauth/limits'
import { toNode } from '#lib/oauth/node'
import { type MayRedirect, oauthProvider } from '#lib/oauth/provider'
import { canonicalizeResources, serveToken } from '#lib/oauth/token'
import { publicUrlOf } from '#lib/public-url'
import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

/**
 * The handler of what the authorization server itself answers: authorize, token, register, revoke and their like. Errors
 * are those of OAuth (RFC 6749, 5.2), not the API's envelope.
 */
export const serveOAuth = (request: Request): Promise<Response> =>
  answer(request, async (requestId) => {
    const response = await limited(request).catch((error) => unexpected(error, requestId))
    // The other endpoints share what they answer by themselves.
    return isRegistration(request) ? share(request, response, registrationSharing) : response
  })

/** Clients that live in a page register, too. */
const registrationSharing: Sharing = { methods: ['POST'] }
const isRegistration = ({ url }: Request) => new URL(url).pathname === '/oauth/register'

/** Whoever guesses tokens or sends what is wrong costs the database work: too much of it from an address is not read. */
async function limited(request: Request): Promise<Response> {
  const who = addressAs(request.headers)
  const response = await limitRejections(who, () => route(request))
  if (request.method === 'POST' && [400, 401].includes(response.status)) await countRejection(who)
  return response
}

/**
 * The provider's router folds the case of paths and decodes them, so only the exact spelling of what it is to answer
 * gets to it: every other one would go around the checks made here.
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
  // The person who comes back has seen the client's name and address.
  if (resumed.test(pathname)) return pass(request, undefined, { mayRedirectErrors: true })
  if (forms.includes(pathname) || pathname === '/oauth/jwks') return pass(request)
  return oauthError(404, 'invalid_request', 'There is no such path.')
}

/** Endpoints that take a form of a client's, and tell browsers of themselves. */
const forms = ['/oauth/token', '/oauth/revoke']

/** Where the browser goes on with its sign-in, whose id the provider has made. */
const resumed = /^\/oauth\/authorize\/[\w-]{1,64}$/

/** Hands a client's form on, which is read here so that it is bounded and can be stored. */
async function passForm(request: Request): Promise<Response> {
  const body = await readBody(request)
  if (!isStorable([...new URLSearchParams(body)]))
    return oauthError(400, 'invalid_request', 'The form holds a NUL character.')
  const read = new Request(request.url, { method: 'POST', headers: request.headers, body })
  return new URL(request.url).pathname === '/oauth/token' ? serveToken(read, pass) : pass(read)
}

/** What the provider does not answer itself, such as a configuration that is not complete. */
function unexpected(error: unknown, requestId: string): Response {
  const { code, message, extras } = toApiError(error, requestId)
  const [status] = errorCodes[code]
  const kind =
    code === 'rate_limited' ? 'temporarily_unavailable' : status < 500 ? 'invalid_request' : 'server_error'
  return oauthError(status, kind, message, extras.headers)
}

/** What the provider answers. Errors of a request to authorize are sent to its client only where that is said. */
export async function pass(request: Request, url?: URL, redirects: MayRedirect = {}): Promise<Response> {
  const { req, res, response } = toNode(request, url)
  Object.assign(req, redirects)
  void oauthProvider(request).callback()(req, res)
  return response
}

/**
 * A request to authorize begins without what an earlier one may have left in the browser, and asks the person whatever
 * its `prompt` says. Without scopes, or with none of this server, it asks for the usual ones (RFC 6749, 3.3): the form of
 * a GPT's settings may be left empty.
 */
async function authorize(request: Request): Promise<Response> {
  if (request.method !== 'GET') return oauthError(405, 'invalid_request', 'A browser is sent here by GET.')
  const url = new URL(request.url)
  if (url.search.length > tunables.oauthRequestCharactersMax || !isStorable([...url.searchParams]))
    return page(400, 'invalid_request', 'It is too long, or holds a NUL character.')
  const refused = await countAuthorization(request.headers)
  if (refused) return page(429, 'temporarily_unavailable', refused.sentence, retryAfter(refused))
  // A hint names the person, and is of no use here.
  for (const name of ['prompt', 'login_hint', 'id_token_hint']) url.searchParams.delete(name)
  canonicalizeResources(url.searchParams, publicUrlOf(request.headers))
  const asked = (url.searchParams.get('scope') ?? '').split(' ').filter(isScope)
  url.searchParams.set('scope', (asked.length > 0 ? asked : usualScopes).join(' '))
  const headers = new Headers(request.headers)
  headers.delete('cookie')
  // Whoever follows a link to this server must not end at an address that somebody has just registered.
  const mayRedirectErrors = await isClientAllowed(url.searchParams.get('client_id') ?? '')
  return pass(new Request(request.url, { headers }), url, { mayRedirectErrors })
}

/** Registers a client (RFC 7591), whoever it is: what it may do is for a person to allow. */
async function register(request: Request): Promise<Response> {
  const refused = await countRegistration(request.headers)
  if (refused) return oauthError(429, 'temporarily_unavailable', refused.sentence, retryAfter(refused))
  const document = parseJson(await readBody(request))
  if (!isObject(document) || !isStorable(document))
    return oauthError(400, 'invalid_client_metadata', 'The body is no JSON object, or holds a NUL character.')
  const body = JSON.stringify(normalizeClient(document))
  const headers = new Headers(request.headers)
  headers.set('content-length', String(Buffer.byteLength(body)))
  headers.set('content-type', 'application/json')
  return pass(new Request(request.url, { method: 'POST', headers, body }))
}

const retryAfter = ({ retryAfterSeconds }: LimitExceeded) => ({ 'retry-after': String(retryAfterSeconds) })

function oauthError(status: number, error: string, description: string, headers?: Record<string, string>) {
  const sentence = shorten(description, tunables.errorCharactersMax)
  return Response.json({ error, error_description: sentence }, { status, headers })
}

/** An error for the person, since the client cannot be told of it. */
const page = (status: number, error: string, description: string, headers: Record<string, string> = {}) =>
  new Response(errorPage(error, description), {
    status,
    headers: {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': errorPagePolicy,
    },
  })

/** The handler of one step of the sign-in `uid`. */
export const serveSignIn =
  (step: (request: Request, uid: string) => Promise<Response>) =>
  (request: Request, context: Context): Promise<Response> =>
    answer(request, async () => {
      const uid = await pathParameter(context, 'uid')
      // A name that no sign-in has must not get into an address.
      return step(request, /^[\w-]+$/.test(uid) ? uid : 'unknown')
    })
