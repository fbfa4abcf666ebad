import { ApiError } from '#lib/api/errors'
import type { Operation } from '#lib/api/operation'
import { accessOf } from '#lib/api/permit'
import { type Caller, scopeToAskFor } from '#lib/auth/caller'
import { challenge } from '#lib/auth/challenge'
import { listMessages } from '#lib/conversations/messages'

/**
 * Throws `insufficient_scope` when a message calls a tool or reads a resource for which its client would have to ask the
 * person for another scope: the client learns from the challenge for which (MCP, 2025-11-25, Scope Challenge Handling).
 * Clients of 2025 then ask for just what it names, so it names what the token has, too.
 */
export function demandScope(operations: Operation[], message: unknown, caller: Caller): void {
  const operation = operationOf(operations, message)
  const missing = operation && scopeToAskFor(caller, accessOf(operation, caller))
  if (!missing) return
  throw new ApiError('insufficient_scope', `This access token lacks the scope ${missing}.`, {
    headers: { 'www-authenticate': challenge('mcp', 'insufficient_scope', [...caller.scopes, missing]) },
  })
}

/** The operation behind a message, if it calls one. */
function operationOf(operations: Operation[], message: unknown): Operation | undefined {
  const { method, params } = (message ?? {}) as { method?: unknown; params?: { name?: unknown } }
  if (method === 'resources/read') return listMessages
  return method === 'tools/call' ? operations.find(({ id }) => id === params?.name) : undefined
}
