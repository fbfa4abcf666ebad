import { type ApiError, problem } from '#lib/api/errors'
import { toApiError } from '#lib/api/perform'
import { withChallenge } from '#lib/api/permit'
import { routeOf } from '#lib/api/route-of'
import { newId } from '#lib/ids'
import { log } from '#lib/log'
import { logFields, noteLogFields, withLogFields } from '#lib/log-scope'
import { dataPolicy } from '#lib/page-policy'
import { inSpan, type Span, type SpanOptions, traceOf } from '#lib/telemetry/trace'

/** How an interface answers with an error. */
export type ErrorResponder = (error: ApiError, requestId: string) => Response

/**
 * Gives each response its request id and what browsers are to know of it, and each error its envelope: a problem, unless
 * the interface has another. The log has one line for each, and the id in every line that the work writes.
 */
export async function answer(
  request: Request,
  work: (requestId: string) => Promise<Response>,
  refuse: ErrorResponder = problem,
): Promise<Response> {
  const given = request.headers.get('x-request-id')
  const requestId = given && /^[\w.-]{1,100}$/.test(given) ? given : newId('req')
  return withLogFields({ requestId }, () =>
    inSpan(spanOf(request, requestId), async (span) => {
      const startedAt = performance.now()
      const response = await work(requestId).catch((error) => {
        const known = toApiError(error, requestId)
        noteLogFields({ code: known.code })
        return refuse(withChallenge(known, request.headers), requestId)
      })
      describe(span, response.status)
      logAnswer(request.method, response.status, performance.now() - startedAt)
      return finished(response, requestId)
    }),
  )
}

/** A request by its method and route: a path may name users, and a query what they look for. */
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

/** The ids that the request's lines in the log have, so that a trace can be found by them. */
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
