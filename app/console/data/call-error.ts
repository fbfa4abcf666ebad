/** The error of a failed call: a problem of the API, or `network` or `unknown` without one. */
export type CallError = { code: string; detail: string; requestId?: string; errors?: FieldError[] }
type FieldError = { path: string; message: string }

/** Converts a thrown error. The code is `network` without a response, and `unknown` if the body is not a problem. */
export function callErrorOf(error: unknown): CallError {
  if (error instanceof TypeError) return { code: 'network', detail: '' }
  if (isProblem(error)) return error
  return { code: 'unknown', detail: '' }
}

const isProblem = (error: unknown): error is CallError =>
  typeof error === 'object' && error !== null && 'code' in error && 'detail' in error

const transient = ['network', 'unknown', 'database_unavailable', 'internal_error']

/** True if the same call may succeed soon. */
export const isTransient = (error: unknown): boolean => transient.includes(callErrorOf(error).code)
