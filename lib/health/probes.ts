import { answer } from '#lib/api/answer'
import { ApiError } from '#lib/api/errors'
import { allMethods } from '#lib/api/methods'
import { databaseDown } from '#lib/health/check'
import { rememberedDatabase } from '#lib/health/remembered'

/**
 * `GET /api/health/live`: a process answers. It asks no service, since a restart mends none. For the liveness probe of an
 * orchestrator.
 */
export const serveLive = allMethods({
  GET: (request) => answer(request, async () => Response.json({ status: 'live' })),
})

/** `GET /api/health/ready`: requests can be accepted, for which only the database is needed. For balancers. */
export const serveReady = allMethods({
  GET: (request) =>
    answer(request, async () => {
      const { status, reason } = await rememberedDatabase()
      if (status === 'ok') return Response.json({ status: 'ready' })
      throw new ApiError('database_unavailable', [databaseDown, reason].filter(Boolean).join(' '))
    }),
})
