import { type Handler, unknownPath } from '#lib/api/methods'
import type { Route } from '#lib/server/router'
import { runScheduled } from '#workers/cron'

// The SDKs of queues are loaded on demand: they are large, and a server uses one at most.
const qstash: Handler = async (request, context) =>
  (await import('#workers/qstash')).receive(request, context)

const inngest =
  (method: 'GET' | 'POST' | 'PUT'): Handler =>
  async (request) =>
    (await import('#workers/inngest'))[method](request)

/** The paths that queue engines and crons call. Other methods get the same 404 as an unknown path. */
export const workerRoutes: Route[] = [
  { path: '/api/workers/{worker}', handlers: { ...unknownPath, POST: qstash } },
  { path: '/api/cron/{worker}', handlers: { ...unknownPath, GET: runScheduled } },
  {
    path: '/api/inngest',
    handlers: { ...unknownPath, GET: inngest('GET'), POST: inngest('POST'), PUT: inngest('PUT') },
  },
]
