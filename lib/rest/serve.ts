import { handleRequest } from '#lib/api/handle-request'
import { readRequest } from '#lib/api/input'
import { allMethods, type Handler, type Handlers, unknownPath } from '#lib/api/methods'
import type { Operation } from '#lib/api/operation'
import { perform } from '#lib/api/perform'
import { limitRejections, rejectionSubject } from '#lib/api/rejections'
import { sizeLimitOf } from '#lib/api/size-limit'
import { anyone, type Caller } from '#lib/auth/caller'
import { noteLogFields } from '#lib/log-scope'
import { authenticate } from '#lib/rest/authenticate'
import { sessionCaller } from '#lib/sessions/caller'

/**
 * Returns the route handlers of the operations that share one path. Methods without an operation answer 405. A path
 * without operations answers 404. Every REST response is built here.
 */
export function serve(...operations: Operation[]): Handlers {
  if (operations.length === 0) return unknownPath
  const handlers = operations.map((operation): [string, Handler] => [
    operation.method,
    (request, context) =>
      handleRequest(request, async (requestId) =>
        run(operation, request, (await context.params) ?? {}, requestId),
      ),
  ])
  return allMethods(Object.fromEntries(handlers))
}

/** Authenticates by the key or token if the request has one, and otherwise by the session cookie. */
async function callerOf(request: Request): Promise<Caller> {
  const { headers } = request
  const isKeySent = headers.has('authorization') || headers.has('x-api-key')
  return (isKeySent ? undefined : await sessionCaller(request)) ?? authenticate(headers, 'api')
}

async function run(
  operation: Operation,
  request: Request,
  params: Record<string, string | string[]>,
  requestId: string,
): Promise<Response> {
  noteLogFields({ operation: operation.id })
  const caller = operation.access === 'anyone' ? anyone : await callerOf(request)
  const { status, message, data, headers, text } = await limitRejections(
    rejectionSubject(caller, request.headers),
    async () => {
      const raw = await readRequest(operation, request, params)
      return perform(operation, raw, caller, requestId, sizeLimitOf(request.headers))
    },
  )
  if (status === 204) return new Response(null, { status, headers })
  if (text) {
    const isStream = typeof text.body !== 'string'
    const unbuffered = isStream && { 'x-accel-buffering': 'no' }
    return new Response(text.body, {
      status,
      headers: { ...headers, 'content-type': text.contentType, ...unbuffered },
    })
  }
  return Response.json({ success: true, message, data }, { status, headers })
}
