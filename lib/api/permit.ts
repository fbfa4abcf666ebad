import { ApiError } from '#lib/api/errors'
import { type Access, type Caller, mayCall } from '#lib/auth/caller'
import { challenge, isUsual } from '#lib/auth/challenge'

/** Throws `unauthorized` or `insufficient_scope` (RFC 6750, 3.1) unless the caller may call. */
export function permit(caller: Caller, access: Access): void {
  if (access === 'anyone' || mayCall(caller, access)) return
  if (caller.kind === 'anyone') throw new ApiError('unauthorized', 'An API key is needed.')
  if (access === 'owner') throw new ApiError('insufficient_scope', 'Only API_SECRET_KEY may do this.')
  const what = caller.kind === 'token' ? 'access token' : 'key'
  throw new ApiError('insufficient_scope', `This ${what} lacks the scope ${access.join(' or ')}.`, {
    headers: {
      'www-authenticate': challenge('api', 'insufficient_scope', access.slice(0, 1).filter(isUsual)),
    },
  })
}
