import { answer } from '#lib/api/answer'
import { ApiError, errorCodes } from '#lib/api/errors'
import { isStorable, readBody } from '#lib/api/input'
import { type Context, pathParameter } from '#lib/api/methods'
import { toApiError } from '#lib/api/perform'
import { usualScopes } from '#lib/auth/challenge'
import { isScope } from '#lib/auth/scopes'
import { isObject, parseJson } from '#lib/json'
import { normalizeClient } from '#lib/oauth/clients'
import { errorPage } from '#lib/oauth/error-page'
import { countAuthorization, countRegistration } from '#lib/oauth/limits'
import { toNode } from '#lib/oauth/node'
import { oauthProvider } from '#lib/oauth/provider'
import { canonicalizeResources, serveToken } from '#lib/oauth/token'
import { tunables } from '#lib/tunables'

/**
 * The handler of what the authorization server itself answers: authorize, token, register, revoke and their like. Errors
 * are those of OAuth (RFC 6749, 5.2), not the API's envelope.
 */
export const serveOAuth = (request: Request): Promise<Response> =>
  answer(request, (requestId) => route(request).catch((error) => unexpected(error, requestId)))

async function route(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/oauth/authorize') return authorize(request)
  if (pathname === '/oauth/register' && request.method === 'POST') return register(request)
  if (pathname === '/oauth/token' && request.method === 'POST') return serveToken(request, pass)
  return pass(request)
}

/** What the provider does not answer itself, such as a configuration that is not complete. */
function unexpected(error: unknown, requestId: string): Response {
  const { code, message } = toApiError(error, requestId)
  return oauthError(errorCodes[code][0], 'server_error', message)
}

/** What the provider answers. */
export async function pass(request: Request, url?: URL): Promise<Response> {
  const { req, res, response } = toNode(request, url)
  void oauthProvider().callback()(req, res)
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
  if (refused)
    return page(429, 'temporarily_unavailable', refused.sentence, {
      'retry-after': `${refused.retryAfterSeconds}`,
    })
  url.searchParams.delete('prompt')
  canonicalizeResources(url.searchParams)
  const asked = (url.searchParams.get('scope') ?? '').split(' ').filter(isScope)
  url.searchParams.set('scope', (asked.length > 0 ? asked : usualScopes).join(' '))
  const headers = new Headers(request.headers)
  headers.delete('cookie')
  return pass(new Request(request.url, { headers }), url)
}

/** Registers a client (RFC 7591), whoever it is: what it may do is for a person to allow. */
async function register(request: Request): Promise<Response> {
  const refused = await countRegistration(request.headers)
  if (refused) return oauthError(429, 'temporarily_unavailable', refused.sentence, refused.retryAfterSeconds)
  const document = parseJson(await readBody(request).catch(tooLarge))
  if (!isObject(document) || !isStorable(document))
    return oauthError(
      400,
      'invalid_client_metadata',
      'The body is no JSON object, too large, or holds a NUL character.',
    )
  const body = JSON.stringify(normalizeClient(document))
  const headers = new Headers(request.headers)
  headers.set('content-length', String(Buffer.byteLength(body)))
  headers.set('content-type', 'application/json')
  return pass(new Request(request.url, { method: 'POST', headers, body }))
}

function tooLarge(error: unknown): string {
  if (error instanceof ApiError) return ''
  throw error
}

function oauthError(status: number, error: string, description: string, retryAfterSeconds?: number) {
  const headers = retryAfterSeconds === undefined ? undefined : { 'retry-after': String(retryAfterSeconds) }
  return Response.json({ error, error_description: description }, { status, headers })
}

/** An error for the person, since the client cannot be told of it. */
const page = (status: number, error: string, description: string, headers: Record<string, string> = {}) =>
  new Response(errorPage(error, description), {
    status,
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
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
