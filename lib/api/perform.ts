import { accessOf, authorize } from '#lib/api/authorize'
import { ApiError, noUser } from '#lib/api/errors'
import { fillUser, namedUser, parseInput, type RawInput } from '#lib/api/input'
import { type PolicyName, rateLimit, rateLimitSubject, uncountRequest } from '#lib/api/limits'
import type { Operation, Reply } from '#lib/api/operation'
import { restSizeLimit, type SizeLimit } from '#lib/api/size-limit'
import type { Caller } from '#lib/auth/caller'
import { DatabaseUnavailable } from '#lib/db/index'
import { ConfigError } from '#lib/env'
import { errorFields, log } from '#lib/log'
import { noteRequest } from '#lib/metering/requests'
import { noteServiceFailure } from '#lib/service-failures'
import { tunables } from '#lib/tunables'

/**
 * Runs an operation, for every interface: checks the caller, validates the input, counts against the rate limit, and
 * runs. `sizeLimit` is the size of a reply that the caller accepts. Throws only ApiError; the reply and the error carry
 * the RateLimit headers.
 */
export async function perform(
  operation: Operation,
  raw: RawInput,
  caller: Caller,
  requestId: string,
  sizeLimit: SizeLimit = restSizeLimit,
): Promise<Reply<unknown>> {
  const input = checkRequest(operation, raw, caller)
  const { limit: policy, countsItself, run, repeated } = operation
  const userId = namedUser(operation, input) ?? caller.userId ?? undefined
  const work: Work = {
    policy,
    endpoint: countsItself ? undefined : `${operation.method} ${operation.path}`,
    run: () => run(input, caller, sizeLimit),
    repeated: async () => repeated?.(input, caller, sizeLimit),
  }
  return performWork(work, caller, userId, requestId)
}

/** A request after the checks of its caller and its input. */
export type Work = {
  policy: PolicyName | undefined
  /** The endpoint name for `api_usage`; undefined when the operation's own statement counts it. */
  endpoint: string | undefined
  run: () => Promise<Reply<unknown>>
  /** See `Operation`. */
  repeated?: () => Promise<Reply<unknown> | undefined>
}

/**
 * Counts a request against the rate limit of `userId` (or else of its caller) and does its work. Throws only ApiError;
 * the reply and the error carry the RateLimit headers.
 */
export async function performWork(
  work: Work,
  caller: Caller,
  userId: string | undefined,
  requestId: string,
): Promise<Reply<unknown>> {
  const { policy, endpoint, run } = work
  const counted = rateLimitSubject(caller, userId)
  const note = endpoint === undefined ? undefined : () => noteRequest(endpoint, userId)
  const { headers, exceeded } = policy ? await rateLimit(policy, counted, note) : unlimited
  const isRepeat = (outcome: { isRepeat?: boolean }) => policy && !exceeded && outcome.isRepeat
  try {
    const reply = await withRateLimitHeaders(
      exceeded ? repeatedOr(exceeded, work) : run(),
      headers,
      requestId,
    )
    if (isRepeat(reply)) await uncountRequest(policy!, counted)
    return reply
  } catch (error) {
    if (error instanceof ApiError && isRepeat(error.extras)) await uncountRequest(policy!, counted)
    throw error
  }
}

const unlimited = { headers: {}, exceeded: undefined }

/** Over the limit, only a repeated request gets a reply, since it was counted before. */
async function repeatedOr(exceeded: ApiError, { repeated }: Work) {
  const reply = await repeated?.()
  if (!reply) throw exceeded
  return reply
}

/** Waits for a job that `perform` started. It is not counted again. */
export async function resumeWait(
  operation: Operation,
  jobId: string,
  raw: RawInput,
  caller: Caller,
  requestId: string,
  sizeLimit: SizeLimit = restSizeLimit,
): Promise<Reply<unknown>> {
  const input = checkRequest(operation, raw, caller)
  return withRateLimitHeaders(operation.resume!(jobId, input, caller, sizeLimit), {}, requestId)
}

/**
 * Checks the caller's access and returns the validated input. For a caller that acts for one user only, every other user
 * is not found. Throws ApiError.
 */
export function checkRequest(operation: Operation, raw: RawInput, caller: Caller): Record<string, unknown> {
  authorize(caller, accessOf(operation, caller))
  if (caller.userId === null) return parseInput(operation, raw)
  const input = parseInput(operation, fillUser(operation, raw, caller.userId))
  const named = namedUser(operation, input)
  if (named === undefined || named === caller.userId) return input
  throw noUser(named)
}

async function withRateLimitHeaders(
  work: Promise<Reply<unknown>>,
  limitHeaders: Record<string, string>,
  requestId: string,
): Promise<Reply<unknown>> {
  const reply = await work.catch((error) => {
    const known = toApiError(error, requestId)
    throw new ApiError(known.code, known.message, {
      ...known.extras,
      headers: { ...limitHeaders, ...known.extras.headers },
    })
  })
  return { ...reply, headers: { ...limitHeaders, ...reply.headers } }
}

/** Maps any error to the ApiError that the caller gets. An unknown cause goes only to the log. */
export function toApiError(error: unknown, requestId: string): ApiError {
  if (error instanceof ApiError) return error
  log('error', 'request.failed', { requestId, ...errorFields(error) })
  if (error instanceof DatabaseUnavailable) {
    noteServiceFailure()
    return new ApiError(
      'database_unavailable',
      'The database cannot be reached. Nothing is lost: try again soon.',
      {
        headers: { 'retry-after': String(tunables.sqlRetryAfterSeconds) },
      },
    )
  }
  if (error instanceof ConfigError) {
    log('error', 'config.incomplete', { problems: error.problems.join('; ') })
    return new ApiError('not_configured', 'The server is not configured. Its log names what is missing.')
  }
  return new ApiError(
    'internal_error',
    'Something went wrong here. The log has the cause under this request id.',
  )
}
