import { withChallenge } from '#lib/api/authorize'
import { type ApiError, problemResponse } from '#lib/api/errors'
import { toApiError } from '#lib/api/perform'
import { routeOf } from '#lib/api/route-of'
import { newId } from '#lib/ids'
import { log } from '#lib/log'
import { logFields, noteLogFields, withLogFields } from '#lib/log-scope'
import { dataPolicy } from '#lib/page-policy'
import { inSpan, type Span, type SpanOptions, traceOf } from '#lib/telemetry/trace'

/** Builds the error response of an interface. */
export type ErrorResponder = (error: ApiError, requestId: string) => Response

/**
 * Sets the request id and the security headers on each response, and turns an error into the interface's error body (by
 * default a problem). Logs one line for each request; every line that the work logs carries the request id.
 */
export async function handleRequest(
  request: Request,
  work: (requestId: string) => Promise<Response>,
  toErrorResponse: ErrorResponder = problemResponse,
): Promise<Response> {
  const given = request.headers.get('x-request-id')
  const requestId = given && /^[\w.-]{1,100}$/.test(given) ? given : newId('req')
  return withLogFields({ requestId }, () =>
    inSpan(spanOf(request, requestId), async (span) => {
      const startedAt = performance.now()
      const response = await work(requestId).catch((error) => {
        const known = toApiError(error, requestId)
        noteLogFields({ code: known.code })
        return toErrorResponse(withChallenge(known, request.headers), requestId)
      })
      describe(span, response.status)
      logAnswer(request.method, response.status, performance.now() - startedAt)
      return withCommonHeaders(response, requestId)
    }),
  )
}

/** Names the request by its method and route, because the path and the query may hold user data. */
function spanOf(request: Request, requestId: string): SpanOptions {
  const { method } = request
  const route = routeOf(request)
  const attributes = { 'http.request.method': method, 'http.route': route, 'gpts.request.id': requestId }
  return {
    name: route === undefined ? method : `${method} ${route}`,
    kind: 'server',
    attributes,
    parent: traceOf(request.headers),
  }
}

/** Adds the ids from the request's log lines to the span, so that a log line leads to its trace. */
function describe(span: Span, status: number): void {
  const { operation, code, jobId } = logFields() ?? {}
  span.set({
    'http.response.status_code': status,
    'gpts.operation': operation ?? undefined,
    'gpts.error.code': code ?? undefined,
    'gpts.job.id': jobId ?? undefined,
  })
  if (status >= 500) span.fail(String(status))
}

/** Logs successful reads at debug level only: clients poll, and would fill the log. */
function logAnswer(method: string, status: number, ms: number): void {
  const isRead = /^(GET|HEAD|OPTIONS)$/.test(method)
  log(isRead && status < 400 ? 'debug' : 'info', 'request.answered', {
    method,
    status,
    durationMs: Math.round(ms),
  })
}

function withCommonHeaders(response: Response, requestId: string): Response {
  response.headers.set('x-request-id', requestId)
  // Event streams set their own value, which stops proxies from buffering them.
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  response.headers.set('x-content-type-options', 'nosniff')
  if (!response.headers.has('content-security-policy'))
    response.headers.set('content-security-policy', dataPolicy)
  return response
}
