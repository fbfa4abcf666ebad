import { allMethods, serve } from '#lib/api/serve'
import type { Route } from '#lib/server/router'
import { runScheduled } from '#workers/cron'
import { GET, POST, PUT } from '#workers/inngest'
import { receive } from '#workers/qstash'

/** The paths at which queue engines and crons call this server. */
export const workerRoutes: Route[] = [
  { path: '/api/workers/{worker}', handlers: { ...serve(), POST: receive } },
  { path: '/api/cron/{worker}', handlers: { ...serve(), GET: runScheduled } },
  { path: '/api/inngest', handlers: { ...serve(), GET, POST, PUT } },
]
