import {
  createMcpHandler,
  isLegacyRequest,
  localhostAllowedOrigins,
  originValidationResponse,
} from '@modelcontextprotocol/server'
import { readBody } from '#lib/api/body'
import { withCors } from '#lib/api/cors'
import { invalidInput } from '#lib/api/errors'
import { handleRequest } from '#lib/api/handle-request'
import { allMethods, type Handler, type Handlers } from '#lib/api/methods'
import type { Operation } from '#lib/api/operation'
import { countRejection, limitRejections, rejectionSubject } from '#lib/api/rejections'
import type { Caller } from '#lib/auth/caller'
import { isObject, parseJson } from '#lib/json'
import { errorFields, log } from '#lib/log'
import { acceptsEventStream, addEventStreamAccept, asJson } from '#lib/mcp/accept'
import { mcpServer } from '#lib/mcp/server'
import { newSessionId, publishCancellation } from '#lib/mcp/session'
import { challengeScope } from '#lib/mcp/step-up'
import { publicUrlOf } from '#lib/public-url'
import { authenticate } from '#lib/rest/authenticate'
import { tunables } from '#lib/tunables'

/**
 * The route handlers of `/mcp`: stateless streamable HTTP, so any instance can serve a request. Supports the protocol's
 * revision 2026-07-28, and the revisions of 2025 for older clients.
 */
export function serveMcp(operations: Operation[]): Handlers {
  const handler: Handler = (request) =>
    handleRequest(request, async (requestId) => {
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
  // For a body that is not JSON, the SDK's handler returns the protocol's error.
  const parsedBody = body === undefined ? undefined : parseJson(body)
  checkBatch(parsedBody)
  const { headers } = request
  const context = {
    caller,
    requestId,
    publicUrl: publicUrlOf(headers),
    rejectionSubject: rejectionSubject(caller, headers),
  }
  const challenge = challengeScope(operations, parsedBody, context)
  if (challenge) return challenge
  // A new server for each request, because it depends on the caller.
  const mcp = createMcpHandler(({ era }) => mcpServer(operations, { ...context, era }), {
    onerror: (error) => log('warn', 'mcp.refused', { requestId, ...errorFields(error) }),
  })
  const read = withBody(request, body)
  if (parsedBody === undefined) return mcp.fetch(read)
  if (!(await isLegacyRequest(read, parsedBody))) return mcp.fetch(read, { parsedBody })
  await publishCancellation(request.headers, parsedBody)
  const response = await mcp.fetch(addEventStreamAccept(read), { parsedBody })
  return withSession(parsedBody, acceptsEventStream(request) ? response : await asJson(response, parsedBody))
}

/** Limits the batches of clients of 2025, because each message costs as much as a request. */
function checkBatch(message: unknown): void {
  if (Array.isArray(message) && message.length > tunables.mcpBatchMax)
    throw invalidInput('body', `A batch may hold ${tunables.mcpBatchMax} messages`)
}

/** The origins that browsers may call from: pages of the same address and local pages. */
const allowedOrigins = (headers: Headers) => [
  new URL(publicUrlOf(headers)).hostname,
  ...localhostAllowedOrigins(),
]

/** Rebuilds the request with the body text. Its signal still fires when the caller disconnects. */
const withBody = ({ url, method, headers, signal }: Request, body: string | undefined) =>
  new Request(url, { method, headers, signal, body })

/** Gives an older client a session id when it initializes. The server stores nothing: see session.ts. */
function withSession(message: unknown, response: Response): Response {
  if (!isObject(message) || message.method !== 'initialize' || !response.ok) return response
  response.headers.set('mcp-session-id', newSessionId())
  return response
}
