import { ApiError } from '#lib/api/errors'
import type { Operation } from '#lib/api/operation'

/**
 * The access to manage endpoints. An endpoint gets events long after the call that made it. So a user's own endpoints
 * require the scope chat; endpoints of all users, and calls of apps, require the scope admin.
 */
export const manageAccess = {
  access: ['chat', 'admin'],
  accessToAll: ['admin'],
  accessToApps: ['admin'],
} satisfies Pick<Operation, 'access' | 'accessToAll' | 'accessToApps'>

/** The same error for an endpoint that does not exist and for an endpoint of another user. */
export const noEndpoint = (id: string): ApiError =>
  new ApiError('not_found', `There is no webhook endpoint ${id}.`)
