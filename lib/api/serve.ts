import { authenticate } from '#lib/api/auth'
import { ApiError, problem } from '#lib/api/errors'
import { readInput } from '#lib/api/input'
import { giveBack, limit } from '#lib/api/limits'
import type { Operation } from '#lib/api/operation'
import { DatabaseUnavailable } from '#lib/db'
import { ConfigError } from '#lib/env'
import { newId } from '#lib/ids'
import { errorFields, log } from '#lib/log'
import { noteRequest } from '#lib/usage/requests'

/** On Node a route without path parameters has none at all. */
type Context = { params: Promise<Record<string, string | string[]> | undefined> }
type Handler = (request: Request, context: Context) => Promise<Response>
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * The route handlers of the operations that share one path, one for every method: those without an operation
 * answer 405, and with no operation at all the path answers 404. The only place that builds a response.
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
  if (operation.auth === 'key') await authenticate(request.headers)
  const input = await readInput(operation, request, params)
  const who = String(input.userId ?? 'owner')
  const note = () => noteRequest(`${operation.method} ${operation.path}`, input.userId as string | undefined)
  const { headers: limitHeaders, exceeded } = operation.limit
    ? await limit(operation.limit, who, operation.countsItself ? undefined : note)
    : unlimited
  const work = exceeded ? repeatedOr(exceeded, operation, input) : operation.run(input as never)
  const reply = await work.catch((error) => {
    const known = toApiError(error, requestId)
    throw new ApiError(known.code, known.message, {
      ...known.extras,
      headers: { ...limitHeaders, ...known.extras.headers },
    })
  })
  const { status, message, data, text, isRepeat } = reply
  if (isRepeat && operation.limit && !exceeded) await giveBack(operation.limit, who)
  const headers = { ...limitHeaders, ...reply.headers }
  if (text)
    return new Response(text.body, { status, headers: { ...headers, 'content-type': text.contentType } })
  return Response.json({ success: true, message, data }, { status, headers })
}

const unlimited = { headers: {}, exceeded: undefined }

/** Over the limit only what was counted before is still answered. */
async function repeatedOr(exceeded: ApiError, operation: Operation, input: unknown) {
  const reply = await operation.repeated?.(input as never)
  if (!reply) throw exceeded
  return reply
}

/** The one mapper from any error to the one that is answered; an unknown cause goes to the log alone. */
function toApiError(error: unknown, requestId: string): ApiError {
  if (error instanceof ApiError) return error
  log('error', 'request.failed', { requestId, ...errorFields(error) })
  if (error instanceof DatabaseUnavailable)
    return new ApiError(
      'database_unavailable',
      'The database cannot be reached. Nothing is lost: try again soon.',
      {
        headers: { 'retry-after': '5' },
      },
    )
  if (error instanceof ConfigError) {
    log('error', 'config.incomplete', { problems: error.problems.join('; ') })
    return new ApiError('not_configured', 'The server is not configured. Its log names what is missing.')
  }
  return new ApiError(
    'internal_error',
    'Something went wrong here. The log has the cause under this request id.',
  )
}
