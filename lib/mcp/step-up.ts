import { ProtocolErrorCode } from '@modelcontextprotocol/server'
import { ApiError, toProblem } from '#lib/api/errors'
import type { Operation } from '#lib/api/operation'
import { listMessages } from '#lib/conversations/messages'
import { getJob } from '#lib/jobs/operations'
import { isObject } from '#lib/json'
import { noteLogFields } from '#lib/log-scope'
import type { CallContext } from '#lib/mcp/call'
import { eventCodes } from '#lib/mcp/events'
import { knowledgeOperations } from '#lib/mcp/knowledge'
import { challengeMeta, scopeChallenge } from '#lib/mcp/security'
import { isSkillUri } from '#lib/mcp/skills'

/**
 * Rejects a message whose client must first ask the person for another scope: 403 with the challenge (MCP, 2025-11-25,
 * Scope Challenge Handling). The body is the call's response, with the same challenge for ChatGPT. Undefined for any other
 * message.
 */
export function challengeScope(
  operations: Operation[],
  message: unknown,
  { caller, requestId, publicUrl }: Pick<CallContext, 'caller' | 'requestId' | 'publicUrl'>,
): Response | undefined {
  if (!isObject(message)) return undefined
  const operation = operationOf(operations, message)
  const stepUp = operation && scopeChallenge(operation, caller, publicUrl)
  if (!stepUp) return undefined
  const error = new ApiError('insufficient_scope', `This access token lacks the scope ${stepUp.missing}.`)
  const problem = toProblem(error, requestId)
  noteLogFields({ operation: operation.id, code: problem.code })
  const result = {
    resultType: 'complete',
    content: [{ type: 'text', text: JSON.stringify(problem) }],
    isError: true,
    _meta: challengeMeta(stepUp.value),
  }
  const code = message.method === 'events/subscribe' ? eventCodes.forbidden : ProtocolErrorCode.InternalError
  const failure = { code, message: problem.detail, data: problem }
  const body = message.method === 'tools/call' ? { result } : { error: failure }
  return Response.json(
    { jsonrpc: '2.0', id: message.id ?? null, ...body },
    { status: 403, headers: { 'www-authenticate': stepUp.value } },
  )
}

/** The operation behind a message, if it calls one. */
function operationOf(
  operations: Operation[],
  { method, params }: Record<string, unknown>,
): Operation | undefined {
  const { name, uri } = Object(params) as { name?: unknown; uri?: unknown }
  if (method === 'resources/read') return isSkillUri(uri) ? undefined : listMessages
  if (method === 'events/subscribe') return getJob
  if (method !== 'tools/call') return undefined
  return [...operations, ...knowledgeOperations].find(({ id }) => id === name)
}
