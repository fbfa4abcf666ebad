import { ApiError, type ErrorCode, errorCodes } from '#lib/api/errors'
import { withOpenaiLimits } from '#lib/openai-api/limits'
import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

/** OpenAI's error object: https://platform.openai.com/docs/guides/error-codes */
export type OpenaiError = { message: string; type: string; param: string | null; code: string | null }

type OpenaiForm = {
  status: number
  type: string
  code: string
  /** True when the client should retry. OpenAI's own clients read this before the status. */
  isRetried: boolean
}

const quota = { status: 429, type: 'insufficient_quota', code: 'insufficient_quota' }

/** The errors whose OpenAI form differs from the usual one. */
const specialForms: Partial<Record<ErrorCode, Partial<OpenaiForm>>> = {
  invalid_input: { code: 'invalid_value' },
  unauthorized: { code: 'invalid_api_key' },
  invalid_signature: { code: 'invalid_api_key' },
  budget_exceeded: quota,
  model_not_priced: quota,
  insufficient_scope: { code: 'insufficient_permissions' },
  body_timeout: { isRetried: true },
  job_cancelled: { code: 'cancelled' },
  job_ended: { code: 'ended' },
  job_not_failed: { code: 'not_failed' },
  body_too_large: { code: 'request_too_large' },
  model_not_allowed: { status: 404, code: 'model_not_found' },
  rate_limited: { type: 'requests', code: 'rate_limit_exceeded', isRetried: true },
  not_configured: { isRetried: false },
  job_failed: { code: 'model_failed', isRetried: false },
  database_unavailable: { code: 'service_unavailable' },
}

const requestError = 'invalid_request_error'

/** The OpenAI form of an error. A retry helps against a fault of the server, not of the request. */
function formOf(code: ErrorCode): OpenaiForm {
  const { status } = errorCodes[code]
  const isOurs = status >= 500
  const type = isOurs ? 'server_error' : requestError
  return { status, type, code, isRetried: isOurs, ...specialForms[code] }
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
  const form = formOf(error.code)
  // The reason of a failed answer. For an invalid request, `openaiCode` is more specific.
  const reason = typeof data.reason === 'string' ? data.reason : undefined
  const isRequestFault = error.code === 'job_failed' && reason !== undefined && requestFaults.includes(reason)
  const failureCode = error.code === 'job_failed' ? reason : undefined
  const code = typeof data.openaiCode === 'string' ? data.openaiCode : (failureCode ?? form.code)
  return {
    status: isRequestFault ? 400 : form.status,
    body: {
      error: {
        message: shorten(error.message, tunables.errorCharactersMax),
        type: isRequestFault ? requestError : form.type,
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
