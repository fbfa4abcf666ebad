import { answer } from '#lib/api/answer'
import { ApiError } from '#lib/api/errors'
import { readRequest } from '#lib/api/input'
import type { Operation } from '#lib/api/operation'
import { perform } from '#lib/api/perform'
import { anyone } from '#lib/auth/caller'
import { authenticate } from '#lib/rest/authenticate'

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
