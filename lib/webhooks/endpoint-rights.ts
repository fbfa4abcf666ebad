import { ApiError } from '#lib/api/errors'
import type { Operation } from '#lib/api/operation'

/**
 * Who may manage endpoints. Events go on after whoever asked for them is gone: so one's own take the scope to chat, and
 * those of all users, and an app that somebody has signed in to, the scope admin.
 */
export const manageAccess = {
  access: ['chat', 'admin'],
  accessToAll: ['admin'],
  accessToApps: ['admin'],
} satisfies Pick<Operation, 'access' | 'accessToAll' | 'accessToApps'>

/** The same for an endpoint that is not there and one of another user. */
export const noEndpoint = (id: string): ApiError =>
  new ApiError('not_found', `There is no webhook endpoint ${id}.`)
