import { type Handler, unknownPath } from '#lib/api/methods'
import type { Route } from '#lib/server/router'
import { runScheduled } from '#workers/cron'
import { receive } from '#workers/qstash'

/** Inngest's SDK is large, and most servers have another queue. */
const inngest =
  (method: 'GET' | 'POST' | 'PUT'): Handler =>
  async (request) =>
    (await import('#workers/inngest'))[method](request)

/** The paths at which queue engines and crons call this server. Other methods are told nothing of them. */
export const workerRoutes: Route[] = [
  { path: '/api/workers/{worker}', handlers: { ...unknownPath, POST: receive } },
  { path: '/api/cron/{worker}', handlers: { ...unknownPath, GET: runScheduled } },
  {
    path: '/api/inngest',
    handlers: { ...unknownPath, GET: inngest('GET'), POST: inngest('POST'), PUT: inngest('PUT') },
  },
]
