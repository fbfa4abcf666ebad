import { ConnectionStringError } from './pools.ts'

/** An error response for a request that did not reach PostgreSQL, in Neon's wording. */
export class RequestError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const postgresFields = [
  'code',
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'severity',
  'where',
  'table',
  'column',
  'schema',
  'dataType',
  'constraint',
  'file',
  'line',
  'routine',
] as const

const connectionFailure = '08006'

/**
 * The status and body that the driver turns into an error with these fields. It reads them only from a 400, so a lost or
 * refused connection is a 400 too. Its `code` is the network's (ECONNREFUSED) or 08006.
 */
export function describeError(error: unknown): { status: number; body: Record<string, unknown> } {
  if (error instanceof RequestError) return { status: error.status, body: { message: error.message } }
  const { message } = error instanceof Error ? error : new Error(String(error))
  const fields = error as Record<string, unknown>
  const body: Record<string, unknown> = { message }
  for (const name of postgresFields) body[name] = fields[name] ?? null
  const ours = error instanceof ConnectionStringError
  if (!ours && body.code === null) body.code = connectionFailure
  return { status: 400, body }
}
