import { authenticate } from '#lib/api/auth'
import { anyone } from '#lib/api/caller'
import { ApiError, problem } from '#lib/api/errors'
import { readRequest } from '#lib/api/input'
import type { Operation } from '#lib/api/operation'
import { perform, toApiError } from '#lib/api/perform'
import { newId } from '#lib/ids'

/** On Node a route without path parameters has none at all. */
type Context = { params: Promise<Record<string, string | string[]> | undefined> }
type Handler = (request: Request, context: Context) => Promise<Response>
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * The route handlers of the operations that share one path, one for every method: those without an operation
 * answer 405, and with no operation at all the path answers 404. The only place that builds a REST response.
 */
export function serve(...operations: Operation[]): Record<(typeof methods)[number], Handler> {
  const allow = operations.map((operation) => operation.method).join(', ')
  const handler = (method: (typeof methods)[number]): Handler => {
    const operation = operations.find((candidate) => candidate.method === method)
    return (request, context) =>
      answer(request, async (requestId) => {
        if (operation) return run(operation, request, (await context.params) ?? {}, requestId)
        if (operations.length === 0) throw new ApiError('not_found', 'There is no such path.')
        throw new ApiError('method_not_allowed', `This path has no ${method}, only ${allow}.`, {
          headers: { allow },
        })
      })
  }
  return Object.fromEntries(methods.map((method) => [method, handler(method)])) as ReturnType<typeof serve>
}

/** Gives each response its request id, and each error its envelope. */
export async function answer(
  request: Request,
  work: (requestId: string) => Promise<Response>,
): Promise<Response> {
  const given = request.headers.get('x-request-id')
  const requestId = given && /^[\w.-]{1,100}$/.test(given) ? given : newId('req')
  const response = await work(requestId).catch((error) => problem(toApiError(error, requestId), requestId))
  response.headers.set('x-request-id', requestId)
  response.headers.set('cache-control', 'no-store')
  return response
}

async function run(
  operation: Operation,
  request: Request,
  params: Record<string, string | string[]>,
  requestId: string,
): Promise<Response> {
  const caller = operation.access === 'anyone' ? anyone : await authenticate(request.headers, 'api')
  const raw = await readRequest(operation, request, params)
  const { status, message, data, headers, text } = await perform(operation, raw, caller, requestId)
  if (text)
    return new Response(text.body, { status, headers: { ...headers, 'content-type': text.contentType } })
  return Response.json({ success: true, message, data }, { status, headers })
}
