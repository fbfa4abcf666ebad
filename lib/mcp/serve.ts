import {
  createMcpHandler,
  isLegacyRequest,
  localhostAllowedOrigins,
  originValidationResponse,
} from '@modelcontextprotocol/server'
import { answer } from '#lib/api/answer'
import { readBody } from '#lib/api/input'
import { allMethods, type Handler, type Handlers } from '#lib/api/methods'
import type { Operation } from '#lib/api/operation'
import { env } from '#lib/env'
import { isObject, parseJson } from '#lib/json'
import { errorFields, log } from '#lib/log'
import { mcpServer } from '#lib/mcp/server'
import { announceCancelled, newSessionId } from '#lib/mcp/session'
import { demandScope } from '#lib/mcp/step-up'
import { authenticate } from '#lib/rest/authenticate'

/**
 * The route handlers of `/mcp`: streamable HTTP, where every request stands for itself and may be served by another
 * instance. Speaks the protocol's revision 2026-07-28, and the ones of 2025 to older clients.
 */
export function serveMcp(operations: Operation[]): Handlers {
  const handler: Handler = (request) =>
    answer(request, async (requestId) => {
      const caller = await authenticate(request.headers, 'mcp')
      const foreign = originValidationResponse(request, allowedOrigins())
      if (foreign) return foreign
      // What is not JSON the handler refuses in the protocol's own words.
      const parsedBody = request.method === 'POST' ? parseJson(await readBody(request.clone())) : undefined
      demandScope(operations, parsedBody, caller)
      // A new server for each request: its factory is where the caller is known.
      const mcp = createMcpHandler(({ era }) => mcpServer(operations, { caller, requestId, era }), {
        onerror: (error) => log('warn', 'mcp.refused', { requestId, ...errorFields(error) }),
      })
      if (parsedBody === undefined) return mcp.fetch(request)
      if (!(await isLegacyRequest(request, parsedBody))) return mcp.fetch(request, { parsedBody })
      await announceCancelled(request.headers, parsedBody)
      return withSession(parsedBody, await mcp.fetch(request, { parsedBody }))
    })
  return allMethods({ GET: handler, POST: handler, DELETE: handler })
}

/** Browsers name the page that a call comes from: only this server's own and local ones may call. */
const allowedOrigins = () => [new URL(env().PUBLIC_URL).hostname, ...localhostAllowedOrigins()]

/** Names the session of an older client as it begins. Nothing is kept of it: see session.ts. */
function withSession(message: unknown, response: Response): Response {
  if (!isObject(message) || message.method !== 'initialize' || !response.ok) return response
  response.headers.set('mcp-session-id', newSessionId())
  return response
}
