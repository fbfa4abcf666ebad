import { ApiError, type ErrorCode, errorCodes } from '#lib/api/errors'
import { withOpenaiLimits } from '#lib/openai-api/limits'
import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

/** OpenAI's error object: https://platform.openai.com/docs/guides/error-codes */
export type OpenaiError = { message: string; type: string; param: string | null; code: string | null }

type OpenaiForm = {
  status?: number
  type: string
  code: string
  /** True when the client should retry. OpenAI's own clients read this before the status. */
  isRetried: boolean
}

const invalid = { type: 'invalid_request_error', isRetried: false }
const failed = { type: 'server_error' }

/** The OpenAI form of each error of this server. */
const openaiForms: Record<ErrorCode, OpenaiForm> = {
  invalid_json: { ...invalid, code: 'invalid_json' },
  invalid_input: { ...invalid, code: 'invalid_value' },
  unauthorized: { ...invalid, code: 'invalid_api_key' },
  invalid_signature: { ...invalid, code: 'invalid_api_key' },
  budget_exceeded: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota', isRetried: false },
  model_not_priced: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota', isRetried: false },
  insufficient_scope: { ...invalid, code: 'insufficient_permissions' },
  not_found: { ...invalid, code: 'not_found' },
  method_not_allowed: { ...invalid, code: 'method_not_allowed' },
  body_timeout: { ...invalid, code: 'body_timeout', isRetried: true },
  conflict: { ...invalid, code: 'conflict' },
  conversation_busy: { ...invalid, code: 'conversation_busy' },
  job_cancelled: { ...invalid, code: 'cancelled' },
  job_ended: { ...invalid, code: 'ended' },
  job_not_failed: { ...invalid, code: 'not_failed' },
  delivery_pending: { ...invalid, code: 'delivery_pending' },
  endpoint_disabled: { ...invalid, code: 'endpoint_disabled' },
  too_many_endpoints: { ...invalid, code: 'too_many_endpoints' },
  body_too_large: { ...invalid, code: 'request_too_large' },
  model_not_allowed: { ...invalid, status: 404, code: 'model_not_found' },
  idempotency_key_reused: { ...invalid, code: 'idempotency_key_reused' },
  rate_limited: { type: 'requests', code: 'rate_limit_exceeded', isRetried: true },
  internal_error: { ...failed, code: 'internal_error', isRetried: true },
  not_configured: { ...failed, code: 'not_configured', isRetried: false },
  job_failed: { ...failed, code: 'model_failed', isRetried: false },
  database_unavailable: { ...failed, code: 'service_unavailable', isRetried: true },
}

/** The failure reasons that are caused by the request. The caller must change it; a retry does not help. */
const requestFaults = ['context_length_exceeded', 'content_policy', 'model_refused']

/** Converts an error of this server to OpenAI's form, with its status and headers. */
export function toOpenaiError(error: ApiError): {
  status: number
  body: { error: OpenaiError }
  headers: Record<string, string>
} {
  const { data = {}, errors, headers } = error.extras
  const form = openaiForms[error.code]
  // The reason of a failed answer. For an invalid request, `openaiCode` is more specific.
  const reason = typeof data.reason === 'string' ? data.reason : undefined
  const isRequestFault = error.code === 'job_failed' && reason !== undefined && requestFaults.includes(reason)
  const failureCode = error.code === 'job_failed' ? reason : undefined
  const code = typeof data.openaiCode === 'string' ? data.openaiCode : (failureCode ?? form.code)
  return {
    status: isRequestFault ? 400 : (form.status ?? errorCodes[error.code][0]),
    body: {
      error: {
        message: shorten(error.message, tunables.errorCharactersMax),
        type: isRequestFault ? invalid.type : form.type,
        param: errors?.[0]?.path ?? (error.code === 'model_not_allowed' ? 'model' : null),
        code,
      },
    },
    headers: { ...withOpenaiLimits(headers), 'x-should-retry': String(form.isRetried) },
  }
}

/** Converts an error to the response of an endpoint. */
export function openaiErrorResponse(error: ApiError): Response {
  const { status, body, headers } = toOpenaiError(error)
  return Response.json(body, { status, headers })
}

/** Creates the error for one invalid parameter. `code` is OpenAI's error code. */
export const wrongParameter = (param: string, message: string, code = 'invalid_value'): ApiError =>
  new ApiError('invalid_input', message, { errors: [{ path: param, message }], data: { openaiCode: code } })

/** Creates the error for an unsupported parameter that would change the answer. */
export const unsupported = (param: string, detail?: string): ApiError =>
  wrongParameter(
    param,
    `This server does not support ${param}.${detail ? ` ${detail}` : ''}`,
    'unsupported_parameter',
  )
