import { type Handler, unknownPath } from '#lib/api/methods'
import type { Route } from '#lib/server/router'
import { runScheduled } from '#workers/cron'
import { receive } from '#workers/qstash'

/** Loads Inngest's SDK on demand, because it is large and most servers use another queue. */
const inngest =
  (method: 'GET' | 'POST' | 'PUT'): Handler =>
  async (request) =>
    (await import('#workers/inngest'))[method](request)

/** The paths that queue engines and crons call. Other methods get the same 404 as an unknown path. */
export const workerRoutes: Route[] = [
  { path: '/api/workers/{worker}', handlers: { ...unknownPath, POST: receive } },
  { path: '/api/cron/{worker}', handlers: { ...unknownPath, GET: runScheduled } },
  {
    path: '/api/inngest',
    handlers: { ...unknownPath, GET: inngest('GET'), POST: inngest('POST'), PUT: inngest('PUT') },
  },
]
