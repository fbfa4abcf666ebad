import { z } from 'zod'
import type { Access, Scope } from '#lib/auth/caller'
import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

/** Every error: the code that clients match on, its HTTP status, and a title. */
export const errorCodes = {
  invalid_json: [400, 'The body is not JSON'],
  invalid_input: [400, 'The request is invalid'],
  unauthorized: [401, 'The key is missing or wrong'],
  invalid_signature: [401, 'The worker call is not signed'],
  budget_exceeded: [402, 'The budget is used up'],
  model_not_priced: [402, 'The model has no known price'],
  insufficient_scope: [403, 'The key does not allow this'],
  not_found: [404, 'Not found'],
  method_not_allowed: [405, 'The path does not support this method'],
  body_timeout: [408, 'The body did not arrive in time'],
  conflict: [409, 'It exists already'],
  conversation_busy: [409, 'The conversation is being answered'],
  job_cancelled: [409, 'The job was cancelled'],
  job_ended: [409, 'The job has ended'],
  job_not_failed: [409, 'The job has not failed'],
  delivery_pending: [409, 'The delivery is in progress'],
  endpoint_disabled: [409, 'The endpoint is disabled'],
  too_many_endpoints: [409, 'There are too many endpoints'],
  body_too_large: [413, 'The body is too large'],
  model_not_allowed: [422, 'The model is not allowed'],
  idempotency_key_reused: [422, 'The idempotency key belongs to another request'],
  rate_limited: [429, 'Too many requests'],
  internal_error: [500, 'Something went wrong here'],
  not_configured: [500, 'The server is not configured'],
  job_failed: [502, 'The model gave no answer'],
  database_unavailable: [503, 'The database cannot be reached'],
} as const satisfies Record<string, readonly [number, string]>

export type ErrorCode = keyof typeof errorCodes

/** The errors that follow from an operation's access and body, independent of its work. */
export function commonErrors(operation: { access: Access; body?: unknown }): ErrorCode[] {
  return [
    ...(operation.body ? (['invalid_json', 'body_timeout', 'body_too_large'] as const) : []),
    'invalid_input',
    ...(operation.access !== 'anyone' ? (['unauthorized', 'insufficient_scope'] as const) : []),
    'rate_limited',
    'internal_error',
    'not_configured',
    'database_unavailable',
  ]
}

/** The failure envelope as callers see it; some errors have further members. */
export const problemView = z.looseObject({
  type: z.string().describe('The page that explains the error, relative to the server.'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  success: z.literal(false),
  error: z.string().describe('The cause of the error, in a sentence for people and models.'),
  code: z
    .enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]])
    .describe('The stable code to match on.'),
  requestId: z.string().describe('The id of this request in the log of the server.'),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .optional()
    .describe(`The fields that are wrong, at most ${tunables.faultsMax}.`),
})
export type Problem = z.infer<typeof problemView>
export type FieldError = { path: string; message: string }

type Extras = {
  errors?: FieldError[]
  headers?: Record<string, string>
  data?: Record<string, unknown>
  /** The scopes that `insufficient_scope` misses. The response's challenge names them (RFC 6750, 3.1). */
  lacking?: readonly Scope[]
  /** True when it answers a request that was made, and counted, before. */
  isRepeat?: boolean
}

/** An error for the caller: `detail` is a sentence, `data` holds further members of the problem. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: ErrorCode
  readonly extras: Extras
  constructor(code: ErrorCode, detail: string, extras: Extras = {}) {
    super(detail)
    this.code = code
    this.extras = extras
  }
}

/** The same error for a user who does not exist and for a user whom the caller may not access. */
export const noUser = (userId: string | null | undefined): ApiError =>
  new ApiError('not_found', `There is no user ${userId}.`)

/** The failure envelope: an RFC 9457 problem that also carries the success envelope's members. */
export function toProblem(error: ApiError, requestId: string): Problem {
  const [status, title] = errorCodes[error.code]
  // The sentence may quote the caller's input, so it is cut.
  const sentence = shorten(error.message, tunables.errorCharactersMax)
  const own: Problem = {
    type: `/errors#${error.code}`,
    title,
    status,
    detail: sentence,
    success: false,
    error: sentence,
    code: error.code,
    requestId,
    ...(error.extras.errors && { errors: error.extras.errors }),
  }
  // Further members come last and never replace a standard member.
  return { ...own, ...error.extras.data, ...own }
}

/** The failure envelope as a response. */
export function problemResponse(error: ApiError, requestId: string): Response {
  return new Response(JSON.stringify(toProblem(error, requestId)), {
    status: errorCodes[error.code][0],
    headers: { ...error.extras.headers, 'content-type': 'application/problem+json' },
  })
}
