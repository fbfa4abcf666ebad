import {
  createMcpHandler,
  isLegacyRequest,
  localhostAllowedOrigins,
  originValidationResponse,
} from '@modelcontextprotocol/server'
import { answer } from '#lib/api/answer'
import { readBody } from '#lib/api/body'
import { withCors } from '#lib/api/cors'
import { ApiError } from '#lib/api/errors'
import { allMethods, type Handler, type Handlers } from '#lib/api/methods'
import type { Operation } from '#lib/api/operation'
import { countRejection, limitRejections, rejectionSubject } from '#lib/api/rejections'
import type { Caller } from '#lib/auth/caller'
import { isObject, parseJson } from '#lib/json'
import { errorFields, log } from '#lib/log'
import { asJson, takesEvents, takingBoth } from '#lib/mcp/accept'
import { mcpServer } from '#lib/mcp/server'
import { announceCancelled, newSessionId } from '#lib/mcp/session'
import { challengeScope } from '#lib/mcp/step-up'
import { publicUrlOf } from '#lib/public-url'
import { authenticate } from '#lib/rest/authenticate'
import { tunables } from '#lib/tunables'

/**
 * The route handlers of `/mcp`: streamable HTTP, where every request stands for itself and may be served by another
 * instance. Speaks the protocol's revision 2026-07-28, and the ones of 2025 to older clients.
 */
export function serveMcp(operations: Operation[]): Handlers {
  const handler: Handler = (request) =>
    answer(request, async (requestId) => {
      const caller = await authenticate(request.headers, 'mcp')
      const foreign = originValidationResponse(request, allowedOrigins(request.headers))
      if (foreign) return foreign
      const who = rejectionSubject(caller, request.headers)
      const response = await limitRejections(who, () => exchange(operations, request, caller, requestId))
      if (response.status === 400) await countRejection(who)
      return response
    })
  const handlers = allMethods({ GET: handler, POST: handler, DELETE: handler })
  return withCors(handlers, { methods: ['GET', 'POST', 'DELETE'], isAllowed: isOwnOrLocal })
}

const isOwnOrLocal = ({ headers }: Request) =>
  originValidationResponse({ headers } as Request, allowedOrigins(headers)) === undefined

async function exchange(
  operations: Operation[],
  request: Request,
  caller: Caller,
  requestId: string,
): Promise<Response> {
  const body = request.method === 'POST' ? await readBody(request) : undefined
  // What is not JSON the handler refuses in the protocol's own words.
  const parsedBody = body === undefined ? undefined : parseJson(body)
  checkBatch(parsedBody)
  const { headers } = request
  const context = {
    caller,
    requestId,
    publicUrl: publicUrlOf(headers),
    rejectionSubject: rejectionSubject(caller, headers),
  }
  const refused = challengeScope(operations, parsedBody, context)
  if (refused) return refused
  // A new server for each request: its factory is where the caller is known.
  const mcp = createMcpHandler(({ era }) => mcpServer(operations, { ...context, era }), {
    onerror: (error) => log('warn', 'mcp.refused', { requestId, ...errorFields(error) }),
  })
  const read = withBody(request, body)
  if (parsedBody === undefined) return mcp.fetch(read)
  if (!(await isLegacyRequest(read, parsedBody))) return mcp.fetch(read, { parsedBody })
  await announceCancelled(request.headers, parsedBody)
  const response = await mcp.fetch(takingBoth(read), { parsedBody })
  return withSession(parsedBody, takesEvents(request) ? response : await asJson(response, parsedBody))
}

/** Batches, which clients of 2025 may send, hold only so many messages: each costs as much as a request. */
function checkBatch(message: unknown): void {
  if (Array.isArray(message) && message.length > tunables.mcpBatchMax)
    throw new ApiError('invalid_input', `body: A batch may hold ${tunables.mcpBatchMax} messages.`)
}

/** Browsers name the page that a call comes from: only those of the same address and local ones may call. */
const allowedOrigins = (headers: Headers) => [
  new URL(publicUrlOf(headers)).hostname,
  ...localhostAllowedOrigins(),
]

/** The request with a body that has been read; its signal still tells when the caller hangs up. */
const withBody = ({ url, method, headers, signal }: Request, body: string | undefined) =>
  new Request(url, { method, headers, signal, body })

/** Names the session of an older client as it begins. Nothing is kept of it: see session.ts. */
function withSession(message: unknown, response: Response): Response {
  if (!isObject(message) || message.method !== 'initialize' || !response.ok) return response
  response.headers.set('mcp-session-id', newSessionId())
  return response
}
