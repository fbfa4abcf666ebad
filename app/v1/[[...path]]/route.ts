import type { Handler, Method } from '#lib/api/methods'
import { openaiRoutes } from '#lib/openai-api/routes'
import { createRouter } from '#lib/server/router'

export const runtime = 'nodejs'
/** Seconds: the platform's limit, since calls wait for answers and stream them. */
export const maxDuration = 300

const find = createRouter(openaiRoutes())

/** The handler for a method of every path under /v1. It uses the same routes as our own server. */
const handlerOf =
  (method: Method): Handler =>
  (request) => {
    const found = find(new URL(request.url).pathname)
    if (found.kind !== 'route') throw new Error(`No route for ${request.url}`)
    return found.route.handlers[method](request, { params: Promise.resolve(found.params) })
  }

export const GET = handlerOf('GET')
export const POST = handlerOf('POST')
export const PUT = handlerOf('PUT')
export const PATCH = handlerOf('PATCH')
export const DELETE = handlerOf('DELETE')
export const OPTIONS = handlerOf('OPTIONS')
