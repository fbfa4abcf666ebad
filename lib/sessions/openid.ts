import { ApiError } from '#lib/api/errors'
import { handleRequest } from '#lib/api/handle-request'
import { allMethods } from '#lib/api/methods'
import { errorFields, log } from '#lib/log'
import { consoleUidPrefix, externalProviderName, externalSignInUrl, externalUser } from '#lib/oauth/external'
import { seeOther } from '#lib/oauth/interaction'
import { countSignIn, uncountSignIn } from '#lib/oauth/limits'
import { readCookie, setCookie } from '#lib/sessions/cookie'
import { isSameOrigin } from '#lib/sessions/same-origin'
import { beginSession } from '#lib/sessions/sign-in'
import { tunables } from '#lib/tunables'

/** Holds the id of a sign-in at the provider. It is Lax, because the redirect back from the provider must send it. */
const cookie = { name: 'gpts-openid', sameSite: 'Lax' } as const
const clearCookie = ({ headers }: Request) => setCookie(headers, { ...cookie, value: '', maxAgeSeconds: 0 })

/** Starts a sign-in at the OpenID provider. The page must go to `location`. */
const start = (request: Request): Promise<Response> =>
  handleRequest(request, async () => {
    if (!isSameOrigin(request.headers))
      throw new ApiError('unauthorized', 'Only a page of this server may do this.')
    if (!externalProviderName()) throw new ApiError('not_found', 'No OpenID provider is configured.')
    const uid = `${consoleUidPrefix}${crypto.randomUUID()}`
    const location = await externalSignInUrl(request, uid).catch(logFailure)
    if (!location) throw new ApiError('internal_error', 'The OpenID provider cannot be reached. Use a key.')
    const set = setCookie(request.headers, {
      ...cookie,
      value: uid,
      maxAgeSeconds: tunables.oauthSignInSeconds,
    })
    return Response.json(
      { success: true, message: 'Open location to sign in.', data: { location } },
      { headers: { 'set-cookie': set } },
    )
  })

/** Signs in the browser that comes back from the provider, if the same browser started the sign-in. */
const finish = (request: Request): Promise<Response> =>
  handleRequest(request, async () => {
    const uid = readCookie(request.headers, cookie.name)
    const isOwn = uid?.startsWith(consoleUidPrefix) && new URL(request.url).searchParams.get('state') === uid
    if (!uid || !isOwn || !externalProviderName()) return redirectToSignIn(request, 'ended')
    if (await countSignIn(request.headers)) return redirectToSignIn(request, 'limited')
    try {
      const userId = await externalUser(request, uid)
      if (userId === undefined) return redirectToSignIn(request, 'forbidden')
      await uncountSignIn(request.headers)
      const session = await beginSession({ kind: 'outside', userId }, request.headers)
      return session
        ? withCookies(seeOther('/console'), session.cookie, clearCookie(request))
        : redirectToSignIn(request, 'ended')
    } catch (error) {
      logFailure(error)
      return redirectToSignIn(request, 'openid')
    }
  })

function logFailure(error: unknown): undefined {
  log('warn', 'session.openid_failed', errorFields(error))
}

/** Redirects to the sign-in page, with an error message. */
const redirectToSignIn = (request: Request, fault: 'ended' | 'limited' | 'forbidden' | 'openid'): Response =>
  withCookies(seeOther(`/console/sign-in?fault=${fault}`), clearCookie(request))

function withCookies(response: Response, ...cookies: string[]): Response {
  for (const set of cookies) response.headers.append('set-cookie', set)
  return response
}

/** The handlers of a sign-in at the OpenID provider. */
export const openidHandlers = allMethods({ GET: finish, POST: start })
