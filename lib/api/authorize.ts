import { ApiError } from '#lib/api/errors'
import type { Operation } from '#lib/api/operation'
import { type Access, type Caller, mayCall } from '#lib/auth/caller'
import { challenge, isDefaultScope } from '#lib/auth/challenge'
import { publicUrlOf } from '#lib/public-url'

/** Returns the access that this caller needs. Some operations are stricter for apps and for callers for all users. */
export function accessOf(operation: Operation, { kind, userId, sessionId }: Caller): Access {
  const { access, accessToAll = access, accessToApps } = operation
  // The console session of an OpenID sign-in also has the kind `token`.
  if (accessToApps && kind === 'token' && sessionId === undefined) return accessToApps
  return userId === null ? accessToAll : access
}

/** Throws `unauthorized` or `insufficient_scope` (RFC 6750, 3.1) unless the caller may call. */
export function authorize(caller: Caller, access: Access): void {
  if (access === 'anyone' || mayCall(caller, access)) return
  if (caller.kind === 'anyone') throw new ApiError('unauthorized', 'An API key is required.')
  if (access === 'owner') throw new ApiError('insufficient_scope', 'Only API_SECRET_KEY may do this.')
  const what = caller.kind === 'token' ? 'access token' : 'key'
  throw new ApiError('insufficient_scope', `This ${what} lacks the scope ${access.join(' or ')}.`, {
    lacking: access.slice(0, 1).filter(isDefaultScope),
  })
}

/** Adds the challenge for the missing scopes, with the address that the request was sent to. */
export function withChallenge(error: ApiError, headers: Headers): ApiError {
  const { lacking } = error.extras
  if (!lacking) return error
  const value = challenge('api', publicUrlOf(headers), 'insufficient_scope', lacking)
  return new ApiError(error.code, error.message, {
    ...error.extras,
    headers: { ...error.extras.headers, 'www-authenticate': value },
  })
}
