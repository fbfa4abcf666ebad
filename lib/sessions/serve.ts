import { z } from 'zod'
import { readBody } from '#lib/api/body'
import { ApiError, invalidInput } from '#lib/api/errors'
import { handleRequest } from '#lib/api/handle-request'
import { allMethods } from '#lib/api/methods'
import type { Caller } from '#lib/auth/caller'
import { parseJson } from '#lib/json'
import { accountOf } from '#lib/oauth/key-account'
import { countSignIn, uncountSignIn } from '#lib/oauth/limits'
import { sessionCaller } from '#lib/sessions/caller'
import { endSessionCookie } from '#lib/sessions/cookie'
import { endSessions } from '#lib/sessions/operations'
import { isJsonOrEmpty, isSameOrigin } from '#lib/sessions/same-origin'
import { beginSession } from '#lib/sessions/sign-in'
import { tunables } from '#lib/tunables'

const signInBody = z.strictObject({ key: z.string().min(1).max(tunables.sessionKeyCharactersMax) })

/** Signs a browser in with API_SECRET_KEY or a personal key. All failures look the same and are rate-limited by address. */
const signIn = (request: Request): Promise<Response> =>
  handleRequest(request, async () => {
    requireOwnPage(request)
    const { success, data } = signInBody.safeParse(parseJson(await readBody(request)))
    if (!success) throw invalidInput('body', 'Send {"key": "…"}')
    await limitSignIn(request.headers)
    const account = await accountOf(data.key.trim())
    if (!account) throw keyRejected()
    await uncountSignIn(request.headers)
    const session = await beginSession(account, request.headers)
    if (!session) throw keyRejected()
    const { cookie, sessionId, expiresAt } = session
    return Response.json(
      { success: true, message: 'You are signed in.', data: { sessionId, expiresAt } },
      { status: 201, headers: { 'set-cookie': cookie } },
    )
  })

const keyRejected = () =>
  new ApiError(
    'unauthorized',
    'You cannot sign in with this key. It is wrong, expired or revoked, or not bound to a user.',
  )

/** Throws `rate_limited` when too many sign-ins have failed from this address. */
async function limitSignIn(headers: Headers): Promise<void> {
  const exceeded = await countSignIn(headers)
  if (!exceeded) return
  throw new ApiError('rate_limited', exceeded.sentence, {
    headers: { 'retry-after': String(exceeded.retryAfterSeconds) },
  })
}

/** Pages of other sites must not sign a browser in or out. */
function requireOwnPage(request: Request): void {
  if (!isSameOrigin(request.headers) || !isJsonOrEmpty(request))
    throw new ApiError('unauthorized', 'Only a page of this server may do this, and with JSON.')
}

/** Returns the signed-in caller to the pages of the console. */
const currentSession = (request: Request): Promise<Response> =>
  handleRequest(request, async () => {
    const { kind, scopes, userId, models, sessionId } = await requireSession(request)
    const data = { sessionId, isOwner: kind === 'owner', userId, scopes, models: models ?? null }
    return Response.json({ success: true, message: 'You are signed in.', data })
  })

async function requireSession(request: Request): Promise<Caller> {
  const caller = await sessionCaller(request)
  if (!caller) throw new ApiError('unauthorized', 'You are not signed in.')
  return caller
}

/** Signs the browser out. Ends its session and always removes its cookie. */
const signOut = (request: Request): Promise<Response> =>
  handleRequest(request, async () => {
    requireOwnPage(request)
    const caller = await sessionCaller(request).catch(() => undefined)
    if (caller?.sessionId) await endSessions({ id: caller.sessionId, userId: null })
    return Response.json(
      { success: true, message: 'You are signed out.', data: {} },
      { headers: { 'set-cookie': endSessionCookie(request.headers) } },
    )
  })

/** The handlers of the calling browser's session. */
export const sessionHandlers = allMethods({ GET: currentSession, POST: signIn, DELETE: signOut })
