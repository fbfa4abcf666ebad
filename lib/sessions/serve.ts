import { z } from 'zod'
import { answer } from '#lib/api/answer'
import { readBody } from '#lib/api/body'
import { ApiError } from '#lib/api/errors'
import { allMethods } from '#lib/api/methods'
import type { Caller } from '#lib/auth/caller'
import { parseJson } from '#lib/json'
import { countSignIn, forgiveSignIn } from '#lib/oauth/limits'
import { accountOf } from '#lib/oauth/login'
import { sessionCaller } from '#lib/sessions/caller'
import { sessionEnds } from '#lib/sessions/cookie'
import { end } from '#lib/sessions/operations'
import { isJsonOrEmpty, isSameOrigin } from '#lib/sessions/same-origin'
import { beginSession } from '#lib/sessions/sign-in'
import { tunables } from '#lib/tunables'

const signInBody = z.strictObject({ key: z.string().min(1).max(tunables.sessionKeyCharactersMax) })

/** Signs a browser in by API_SECRET_KEY or a personal key. Failures all look the same, and are limited by address. */
const signIn = (request: Request): Promise<Response> =>
  answer(request, async () => {
    demandOwnPage(request)
    const { success, data } = signInBody.safeParse(parseJson(await readBody(request)))
    if (!success) throw new ApiError('invalid_input', 'Send {"key": "…"}.')
    await limitSignIn(request.headers)
    const account = await accountOf(data.key.trim())
    if (!account) throw signsNobodyIn()
    await forgiveSignIn(request.headers)
    const session = await beginSession(account, request.headers)
    if (!session) throw signsNobodyIn()
    const { cookie, sessionId, expiresAt } = session
    return Response.json(
      { success: true, message: 'You are signed in.', data: { sessionId, expiresAt } },
      { status: 201, headers: { 'set-cookie': cookie } },
    )
  })

const signsNobodyIn = () =>
  new ApiError('unauthorized', 'This key signs nobody in: it is wrong, has ended, or belongs to no user.')

/** Throws `rate_limited` when too many sign-ins have failed from this address. */
async function limitSignIn(headers: Headers): Promise<void> {
  const refused = await countSignIn(headers)
  if (!refused) return
  throw new ApiError('rate_limited', refused.sentence, {
    headers: { 'retry-after': String(refused.retryAfterSeconds) },
  })
}

/** Nobody else's page may sign a browser in, or out. */
function demandOwnPage(request: Request): void {
  if (!isSameOrigin(request.headers) || !isJsonOrEmpty(request))
    throw new ApiError('unauthorized', 'Only a page of this server may do this, by JSON.')
}

/** Who is signed in, for the pages of the console. */
const whoIsIt = (request: Request): Promise<Response> =>
  answer(request, async () => {
    const { kind, scopes, userId, models, sessionId } = await demandSession(request)
    const data = { sessionId, isOwner: kind === 'owner', userId, scopes, models: models ?? null }
    return Response.json({ success: true, message: 'You are signed in.', data })
  })

async function demandSession(request: Request): Promise<Caller> {
  const caller = await sessionCaller(request)
  if (!caller) throw new ApiError('unauthorized', 'You are not signed in.')
  return caller
}

/** Signs the browser out. Its session ends, and so does its cookie, whatever became of the session. */
const signOut = (request: Request): Promise<Response> =>
  answer(request, async () => {
    demandOwnPage(request)
    const caller = await sessionCaller(request).catch(() => undefined)
    if (caller?.sessionId) await end({ id: caller.sessionId, userId: null })
    return Response.json(
      { success: true, message: 'You are signed out.', data: {} },
      { headers: { 'set-cookie': sessionEnds(request.headers) } },
    )
  })

/** The handlers of the session of the browser that asks. */
export const sessionHandlers = allMethods({ GET: whoIsIt, POST: signIn, DELETE: signOut })
