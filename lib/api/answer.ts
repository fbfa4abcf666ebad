import { type ApiError, problem } from '#lib/api/errors'
import { toApiError } from '#lib/api/perform'
import { newId } from '#lib/ids'
import { log } from '#lib/log'
import { noteLogFields, withLogFields } from '#lib/log-scope'
import { dataPolicy } from '#lib/page-policy'

/** How an interface answers with an error. */
export type Refuse = (error: ApiError, requestId: string) => Response

/**
 * Gives each response its request id and what browsers are to know of it, and each error its envelope: a problem, unless
 * the interface has another. The log has one line for each, and the id in every line that the work writes.
 */
export async function answer(
  request: Request,
  work: (requestId: string) => Promise<Response>,
  refuse: Refuse = problem,
): Promise<Response> {
  const given = request.headers.get('x-request-id')
  const requestId = given && /^[\w.-]{1,100}$/.test(given) ? given : newId('req')
  return withLogFields({ requestId, traceId: traceIdOf(request.headers) }, async () => {
    const startedAt = performance.now()
    const response = await work(requestId).catch((error) => {
      const known = toApiError(error, requestId)
      noteLogFields({ code: known.code })
      return refuse(known, requestId)
    })
    logAnswer(request.method, response.status, performance.now() - startedAt)
    return finished(response, requestId)
  })
}

/** The trace that the caller is in, by W3C Trace Context. */
const traceIdOf = (headers: Headers) =>
  /^[\da-f]{2}-(?!0{32})([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/.exec(headers.get('traceparent') ?? '')?.[1]

/** Reads that succeed would fill the log: clients poll. */
function logAnswer(method: string, status: number, ms: number): void {
  const isRead = /^(GET|HEAD|OPTIONS)$/.test(method)
  log(isRead && status < 400 ? 'debug' : 'info', 'request.answered', {
    method,
    status,
    durationMs: Math.round(ms),
  })
}

function finished(response: Response, requestId: string): Response {
  response.headers.set('x-request-id', requestId)
  // Events have their own, which keeps proxies from holding them back.
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  response.headers.set('x-content-type-options', 'nosniff')
  if (!response.headers.has('content-security-policy'))
    response.headers.set('content-security-policy', dataPolicy)
  return response
}
