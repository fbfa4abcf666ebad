import { describe, expect, it } from 'vitest'
import { ApiError, type ErrorCode, errorCodes, problemResponse } from '#lib/api/errors'

/** The contract that clients rely on, repeated here on purpose. */
const contract: Record<ErrorCode, [status: number, title: string]> = {
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
}

describe('problem', () => {
  it('has a contract for every code', () => {
    expect(Object.keys(errorCodes)).toEqual(Object.keys(contract))
  })

  it.each(Object.entries(contract))(
    'answers %s with exactly these members',
    async (code, [status, title]) => {
      const response = problemResponse(new ApiError(code as ErrorCode, 'What happened.'), 'req_1')
      expect(response.status).toBe(status)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(await response.json()).toEqual({
        type: `/errors#${code}`,
        title,
        status,
        detail: 'What happened.',
        success: false,
        error: 'What happened.',
        code,
        requestId: 'req_1',
      })
    },
  )

  it('lists the problems of invalid input, and has the headers and extra members of the error', async () => {
    const errors = [{ path: 'name', message: 'Too short' }]
    const error = new ApiError('invalid_input', 'name: Too short', {
      errors,
      headers: { 'retry-after': '5', 'content-type': 'text/html' },
      data: { jobId: 'job_1' },
    })
    const response = problemResponse(error, 'req_1')
    expect(response.headers.get('retry-after')).toBe('5')
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ errors, jobId: 'job_1', code: 'invalid_input' })
  })
})
