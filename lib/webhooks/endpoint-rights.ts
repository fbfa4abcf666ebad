import { ApiError } from '#lib/api/errors'
import type { Caller } from '#lib/auth/caller'

/**
 * The caller, if it may manage endpoints. Throws `insufficient_scope` for a key that acts for all users without the scope
 * admin: an endpoint goes on after its key has leaked, so the scope to chat is enough for one's own events alone.
 */
export function mustManage(caller: Caller): Caller {
  if (caller.userId !== null || caller.scopes.includes('admin')) return caller
  throw new ApiError('insufficient_scope', 'A key that acts for all users needs the scope admin for this.')
}

/** The same for an endpoint that is not there and one of another user. */
export const noEndpoint = (id: string): ApiError =>
  new ApiError('not_found', `There is no webhook endpoint ${id}.`)
