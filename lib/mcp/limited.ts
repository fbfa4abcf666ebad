import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from '@modelcontextprotocol/server'
import type { ApiError } from '#lib/api/errors'
import { type PolicyName, rateLimit, rateLimitSubject } from '#lib/api/limits'
import { toApiError } from '#lib/api/perform'
import { noteLogFields } from '#lib/log-scope'
import type { CallContext } from '#lib/mcp/call'
import { noteRequest } from '#lib/metering/requests'

/**
 * Runs a request that is no operation: counts it against the rate limit, and converts errors to protocol errors.
 * `rejected` is the error of a request over the limit.
 */
export async function limited<T>(
  method: string,
  policy: PolicyName,
  { caller, requestId }: CallContext,
  run: () => Promise<T>,
  rejected: (error: ApiError) => ProtocolError = toProtocolError,
): Promise<T> {
  noteLogFields({ operation: method })
  const userId = caller.userId ?? undefined
  try {
    const { exceeded } = await rateLimit(policy, rateLimitSubject(caller, userId), () =>
      noteRequest(method, userId),
    )
    if (exceeded) throw rejected(exceeded)
    return await run()
  } catch (error) {
    throw error instanceof ProtocolError ? error : toProtocolError(toApiError(error, requestId))
  }
}

/** Converts an error to a protocol error. With a URI, `not_found` and `invalid_input` become "resource not found". */
export function toProtocolError(error: ApiError, uri?: string): ProtocolError {
  if (uri && (error.code === 'not_found' || error.code === 'invalid_input'))
    return new ResourceNotFoundError(uri)
  return new ProtocolError(ProtocolErrorCode.InternalError, error.message, { code: error.code })
}
