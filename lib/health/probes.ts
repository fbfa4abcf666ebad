import { ApiError } from '#lib/api/errors'
import { handleRequest } from '#lib/api/handle-request'
import { allMethods } from '#lib/api/methods'
import { cachedDatabaseCheck } from '#lib/health/cached'
import { databaseDown } from '#lib/health/check'

/**
 * `GET /api/health/live`, the liveness probe of an orchestrator: succeeds while the process answers. It checks no
 * service, because a restart of this process fixes none.
 */
export const serveLive = allMethods({
  GET: (request) => handleRequest(request, async () => Response.json({ status: 'live' })),
})

/** `GET /api/health/ready`, for load balancers: succeeds while requests can be accepted. It needs only the database. */
export const serveReady = allMethods({
  GET: (request) =>
    handleRequest(request, async () => {
      const { status, reason } = await cachedDatabaseCheck()
      if (status === 'ok') return Response.json({ status: 'ready' })
      throw new ApiError('database_unavailable', [databaseDown, reason].filter(Boolean).join(' '))
    }),
})
