import { z } from 'zod'
import { type ErrorCode, errorCodes } from '#lib/api/error-codes'
import type { Access, Scope } from '#lib/auth/caller'
import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

export { type ErrorCode, errorCodes }

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

/** The error for one wrong field. Like zod's messages, the message has no period at its end. */
export const invalidInput = (path: string, message: string): ApiError =>
  new ApiError('invalid_input', `${path}: ${message}`, { errors: [{ path, message }] })

/** The same error for a user who does not exist and for a user whom the caller may not access. */
export const noUser = (userId: string | null | undefined): ApiError =>
  new ApiError('not_found', `There is no user ${userId}.`)

/** The failure envelope: an RFC 9457 problem that also carries the success envelope's members. */
export function toProblem(error: ApiError, requestId: string): Problem {
  const { status, title } = errorCodes[error.code]
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
    status: errorCodes[error.code].status,
    headers: { ...error.extras.headers, 'content-type': 'application/problem+json' },
  })
}
