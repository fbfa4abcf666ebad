/** What a failed call leaves: a problem of the API, or nothing that the server said. */
export type Fault = { code: string; detail: string; requestId?: string; errors?: FieldFault[] }
type FieldFault = { path: string; message: string }

/** Reads what a call threw. The code is `network` where nothing came back, and `unknown` for what is no problem. */
export function faultOf(error: unknown): Fault {
  if (error instanceof TypeError) return { code: 'network', detail: '' }
  if (isProblem(error)) return error
  return { code: 'unknown', detail: '' }
}

const isProblem = (error: unknown): error is Fault =>
  typeof error === 'object' && error !== null && 'code' in error && 'detail' in error

const transient = ['network', 'unknown', 'database_unavailable', 'internal_error']

/** Whether the same call may well work in a moment. */
export const isTransient = (error: unknown): boolean => transient.includes(faultOf(error).code)
