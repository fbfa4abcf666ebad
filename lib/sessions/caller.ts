import { ApiError } from '#lib/api/errors'
import { addressSubject, checkRejections } from '#lib/api/rejections'
import type { Caller } from '#lib/auth/caller'
import { lookUpCredential } from '#lib/auth/credentials'
import { sessionToken } from '#lib/sessions/cookie'
import { isJsonOrEmpty, isSameOrigin } from '#lib/sessions/same-origin'
import { sessionTokens } from '#lib/sessions/store'

/**
 * Returns the caller of a session cookie; undefined without one. The cookie counts only if a page of this server provably
 * sent the request (CSRF protection). Throws `unauthorized` for a session that has ended.
 */
export async function sessionCaller(request: Request): Promise<Caller | undefined> {
  const { headers } = request
  if (!headers.has('cookie') || !isSameOrigin(headers)) return undefined
  checkRejections(addressSubject(headers))
  const token = await sessionToken(headers)
  if (token === undefined) return undefined
  if (!isJsonOrEmpty(request))
    throw new ApiError('unauthorized', 'A session may send only JSON. Set content-type to application/json.')
  const credential = await lookUpCredential(sessionTokens, token)
  if (credential.state !== 'valid')
    throw new ApiError('unauthorized', 'The session has ended. Sign in again.')
  return credential.caller
}
