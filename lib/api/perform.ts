import { ApiError, noUser } from '#lib/api/errors'
import { fillUser, namedUser, parseInput, type RawInput } from '#lib/api/input'
import { countedAs, giveBack, limit } from '#lib/api/limits'
import type { Operation, Reply } from '#lib/api/operation'
import { permit } from '#lib/api/permit'
import { type Room, restRoom } from '#lib/api/room'
import type { Caller } from '#lib/auth/caller'
import { DatabaseUnavailable } from '#lib/db/index'
import { noteDoubt } from '#lib/doubt'
import { ConfigError } from '#lib/env'
import { errorFields, log } from '#lib/log'
import { noteRequest } from '#lib/metering/requests'

/**
 * The one way into an operation, whatever front the call came through: checks the caller, validates, counts against
 * the rate limit, and runs; `room` is how much of an answer the caller can take. Throws ApiError alone; reply and error carry the RateLimit headers.
 */
export async function perform(
  operation: Operation,
  raw: RawInput,
  caller: Caller,
  requestId: string,
  room: Room = restRoom,
): Promise<Reply<unknown>> {
  const input = admit(operation, raw, caller)
  const userId = namedUser(operation, input) ?? caller.userId ?? undefined
  const counted = countedAs(caller, userId)
  const note = () => noteRequest(`${operation.method} ${operation.path}`, userId)
  const { headers, exceeded } = operation.limit
    ? await limit(operation.limit, counted, operation.countsItself ? undefined : note)
    : unlimited
  const work = exceeded
    ? repeatedOr(exceeded, operation, input, caller, room)
    : operation.run(input as never, caller, room)
  const isRepeat = (outcome: { isRepeat?: boolean }) => operation.limit && !exceeded && outcome.isRepeat
  try {
    const reply = await answered(work, headers, requestId)
    if (isRepeat(reply)) await giveBack(operation.limit!, counted)
    return reply
  } catch (error) {
    if (error instanceof ApiError && isRepeat(error.extras)) await giveBack(operation.limit!, counted)
    throw error
  }
}

const unlimited = { headers: {}, exceeded: undefined }

/** Over the limit only what was counted before is still answered. */
async function repeatedOr(
  exceeded: ApiError,
  operation: Operation,
  input: unknown,
  caller: Caller,
  room: Room,
) {
  const reply = await operation.repeated?.(input as never, caller, room)
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
  room: Room = restRoom,
): Promise<Reply<unknown>> {
  const input = admit(operation, raw, caller) as never
  return answered(operation.resume!(jobId, input, caller, room), {}, requestId)
}

/**
 * The validated input of a caller that may call. Who acts for one user alone names no other: that one does not exist for
 * them. Throws ApiError.
 */
export function admit(operation: Operation, raw: RawInput, caller: Caller): Record<string, unknown> {
  permit(caller, operation.access)
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
