import { ApiError, noUser } from '#lib/api/errors'
import { fillUser, namedUser, parseInput, type RawInput } from '#lib/api/input'
import { countedAs, giveBack, limit, type PolicyName } from '#lib/api/limits'
import type { Operation, Reply } from '#lib/api/operation'
import { accessOf, permit } from '#lib/api/permit'
import { restSizeLimit, type SizeLimit } from '#lib/api/size-limit'
import type { Caller } from '#lib/auth/caller'
import { DatabaseUnavailable } from '#lib/db/index'
import { noteDoubt } from '#lib/doubt'
import { ConfigError } from '#lib/env'
import { errorFields, log } from '#lib/log'
import { noteRequest } from '#lib/metering/requests'

/**
 * The one way into an operation, whatever front the call came through: checks the caller, validates, counts against
 * the rate limit, and runs; `sizeLimit` is how much of an answer the caller can take. Throws ApiError alone; reply and error carry the RateLimit headers.
 */
export async function perform(
  operation: Operation,
  raw: RawInput,
  caller: Caller,
  requestId: string,
  sizeLimit: SizeLimit = restSizeLimit,
): Promise<Reply<unknown>> {
  const input = admit(operation, raw, caller) as never
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

/** What is left to do of a request whose caller may call, and whose input is valid. */
export type Work = {
  policy: PolicyName | undefined
  /** As what it is counted in `api_usage`; undefined when its own statement does that. */
  endpoint: string | undefined
  run: () => Promise<Reply<unknown>>
  /** As of an operation. */
  repeated?: () => Promise<Reply<unknown> | undefined>
}

/**
 * Counts a request against the rate limit, as that of `userId` or else of its caller, and does its work. Throws ApiError
 * alone; reply and error carry the RateLimit headers.
 */
export async function performWork(
  work: Work,
  caller: Caller,
  userId: string | undefined,
  requestId: string,
): Promise<Reply<unknown>> {
  const { policy, endpoint, run } = work
  const counted = countedAs(caller, userId)
  const note = endpoint === undefined ? undefined : () => noteRequest(endpoint, userId)
  const { headers, exceeded } = policy ? await limit(policy, counted, note) : unlimited
  const isRepeat = (outcome: { isRepeat?: boolean }) => policy && !exceeded && outcome.isRepeat
  try {
    const reply = await answered(exceeded ? repeatedOr(exceeded, work) : run(), headers, requestId)
    if (isRepeat(reply)) await giveBack(policy!, counted)
    return reply
  } catch (error) {
    if (error instanceof ApiError && isRepeat(error.extras)) await giveBack(policy!, counted)
    throw error
  }
}

const unlimited = { headers: {}, exceeded: undefined }

/** Over the limit only what was counted before is still answered. */
async function repeatedOr(exceeded: ApiError, { repeated }: Work) {
  const reply = await repeated?.()
  if (!reply) throw exceeded
  return reply
}

/** Waits for the job that `perform` has begun; it counts no more. */
export async function resume(
  operation: Operation,
  jobId: string,
  raw: RawInput,
  caller: Caller,
  requestId: string,
  sizeLimit: SizeLimit = restSizeLimit,
): Promise<Reply<unknown>> {
  const input = admit(operation, raw, caller) as never
  return answered(operation.resume!(jobId, input, caller, sizeLimit), {}, requestId)
}

/**
 * The validated input of a caller that may call. Who acts for one user alone names no other: that one does not exist for
 * them. Throws ApiError.
 */
export function admit(operation: Operation, raw: RawInput, caller: Caller): Record<string, unknown> {
  permit(caller, accessOf(operation, caller))
  if (caller.userId === null) return parseInput(operation, raw)
  const input = parseInput(operation, fillUser(operation, raw, caller.userId))
  const named = namedUser(operation, input)
  if (named === undefined || named === caller.userId) return input
  throw noUser(named)
}

async function answered(
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

/** The one mapper from any error to the one that is answered; an unknown cause goes to the log alone. */
export function toApiError(error: unknown, requestId: string): ApiError {
  if (error instanceof ApiError) return error
  log('error', 'request.failed', { requestId, ...errorFields(error) })
  if (error instanceof DatabaseUnavailable) {
    noteDoubt()
    return new ApiError(
      'database_unavailable',
      'The database cannot be reached. Nothing is lost: try again soon.',
      {
        headers: { 'retry-after': '5' },
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
