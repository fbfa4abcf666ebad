import { answer } from '#lib/api/answer'
import { ApiError } from '#lib/api/errors'
import { allMethods } from '#lib/api/methods'
import { errorFields, log } from '#lib/log'
import { consoleUidPrefix, externalProviderName, externalSignInUrl, externalUser } from '#lib/oauth/external'
import { seeOther } from '#lib/oauth/interaction'
import { countSignIn, forgiveSignIn } from '#lib/oauth/limits'
import { readCookie, setCookie } from '#lib/sessions/cookie'
import { isSameOrigin } from '#lib/sessions/same-origin'
import { beginSession } from '#lib/sessions/sign-in'
import { tunables } from '#lib/tunables'

/** Holds the id of a sign-in at the provider. It comes along when the provider sends the browser back, so it is Lax. */
const cookie = { name: 'gpts-openid', sameSite: 'Lax' } as const
const forget = ({ headers }: Request) => setCookie(headers, { ...cookie, value: '', maxAgeSeconds: 0 })

/** Begins a sign-in at the OpenID provider: `location` is where the page is to go. */
const start = (request: Request): Promise<Response> =>
  answer(request, async () => {
    if (!isSameOrigin(request.headers))
      throw new ApiError('unauthorized', 'Only a page of this server may do this.')
    if (!externalProviderName()) throw new ApiError('not_found', 'No OpenID provider is configured.')
    const uid = `${consoleUidPrefix}${crypto.randomUUID()}`
    const location = await externalSignInUrl(request, uid).catch(failed)
    if (!location) throw new ApiError('internal_error', 'The OpenID provider cannot be reached. Use a key.')
    const set = setCookie(request.headers, {
      ...cookie,
      value: uid,
      maxAgeSeconds: tunables.oauthSignInSeconds,
    })
    return Response.json(
      { success: true, message: 'Go there to sign in.', data: { location } },
      { headers: { 'set-cookie': set } },
    )
  })

/** Signs in the browser that comes back from the provider, if it is the one that was sent there. */
const finish = (request: Request): Promise<Response> =>
  answer(request, async () => {
    const uid = readCookie(request.headers, cookie.name)
    const isOwn = uid?.startsWith(consoleUidPrefix) && new URL(request.url).searchParams.get('state') === uid
    if (!uid || !isOwn || !externalProviderName()) return showAgain(request, 'ended')
    if (await countSignIn(request.headers)) return showAgain(request, 'limited')
    try {
      const userId = await externalUser(request, uid)
      if (userId === undefined) return showAgain(request, 'forbidden')
      await forgiveSignIn(request.headers)
      const session = await beginSession({ kind: 'outside', userId }, request.headers)
      return session
        ? withCookies(seeOther('/console'), session.cookie, forget(request))
        : showAgain(request, 'ended')
    } catch (error) {
      failed(error)
      return showAgain(request, 'openid')
    }
  })

function failed(error: unknown): undefined {
  log('warn', 'session.openid_failed', errorFields(error))
}

/** Shows the page of the sign-in again, with what is wrong. */
const showAgain = (request: Request, fault: 'ended' | 'limited' | 'forbidden' | 'openid'): Response =>
  withCookies(seeOther(`/console/sign-in?fault=${fault}`), forget(request))

function withCookies(response: Response, ...cookies: string[]): Response {
  for (const set of cookies) response.headers.append('set-cookie', set)
  return response
}

/** The handlers of a sign-in at the OpenID provider. */
export const openidHandlers = allMethods({ GET: finish, POST: start })
