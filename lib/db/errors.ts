/** The database cannot be reached, is shutting down, or did not answer in time. The caller may retry. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
  /** The SQLSTATE, if PostgreSQL sent one. */
  readonly code: string | undefined

  constructor(cause: unknown) {
    super('database unavailable', { cause })
    this.code = sqlStateOf(cause)
  }
}

/** PostgreSQL rejected a statement. The message comes from PostgreSQL and may quote data. */
export class StatementError extends Error {
  override name = 'StatementError'
  /** The SQLSTATE. */
  readonly code: string
  /** The constraint that the statement violated. */
  readonly constraint: string | undefined
  /** The name of the statement, from its `sql` tag. */
  readonly statement: string

  constructor(statement: string, code: string, cause: Error & { constraint?: string | undefined }) {
    super(cause.message, { cause })
    this.statement = statement
    this.code = code
    this.constraint = cause.constraint
  }
}

/** Returns the SQLSTATE of a driver's error; undefined for an error of the network or of the driver itself. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // No SQLSTATE begins with E, but the network error EPIPE has the same form.
  return typeof code === 'string' && /^(?!E)[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/**
 * SQLSTATEs of server problems, after which the same statement may work later: connection (08), read-only replica
 * (25006), changed password (28), missing database (3D), transaction conflict (40), resources (53), shutdown and
 * cancelled statements (57), system errors (58), and internal errors (XX). Neon also sends XX without compute or quota.
 */
const isTemporary = (sqlState: string) => /^(08|25006|28|3D|40|53|57P|57014|58|XX)/.test(sqlState)

/** Converts a driver's error to DatabaseUnavailable or StatementError. Returns other errors unchanged. */
export function toDatabaseError(statement: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseUnavailable || error instanceof TypeError)
    return error
  const sqlState = sqlStateOf(error)
  if (!sqlState || isTemporary(sqlState)) return new DatabaseUnavailable(error)
  return new StatementError(statement, sqlState, error)
}

/** True when a statement violated this unique constraint. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof StatementError && error.code === '23505' && error.constraint === constraint
}

/** True when a statement referred to a row that was deleted in the meantime. A retry no longer finds the row. */
export function isOrphaned(error: unknown): boolean {
  return error instanceof StatementError && error.code === '23503'
}

/** True when PostgreSQL rejects a parameter value, such as an unknown time zone. */
export function isInvalidParameter(error: unknown): boolean {
  return error instanceof StatementError && error.code === '22023'
}

/** Retries a statement after a deadlock, up to three tries: PostgreSQL cancels one of the two transactions. */
export async function retryOnDeadlock<T>(run: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const isDeadlock = error instanceof DatabaseUnavailable && error.code === '40P01'
    if (isDeadlock && tries > 1) return retryOnDeadlock(run, tries - 1)
    throw error
  }
}
