/** The database cannot be reached, is shutting down or did not answer in time; the caller may try again. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
  /** The SQLSTATE, when PostgreSQL itself said it. */
  readonly code: string | undefined

  constructor(cause: unknown) {
    super('database unavailable', { cause })
    this.code = sqlStateOf(cause)
  }
}

/** PostgreSQL rejected a statement. The message is PostgreSQL's and may quote data. */
export class StatementError extends Error {
  override name = 'StatementError'
  /** The SQLSTATE. */
  readonly code: string
  /** The constraint that the statement violated. */
  readonly constraint: string | undefined
  /** The name of the statement, as its `sql` tag has it. */
  readonly statement: string

  constructor(statement: string, code: string, cause: Error & { constraint?: string | undefined }) {
    super(cause.message, { cause })
    this.statement = statement
    this.code = code
    this.constraint = cause.constraint
  }
}

/** The SQLSTATE of a driver's error; undefined for an error of the network or of the driver itself. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // No SQLSTATE begins with E, as EPIPE does.
  return typeof code === 'string' && /^(?!E)[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/**
 * SQLSTATEs that speak of the server and not of the statement, which may work later: connection (08), a read-only
 * replica (25006), a password that was changed (28), a database that is away (3D), rollback for another transaction
 * (40), resources (53), shutdown and cancelled statements (57), the system below (58), and whatever else fails within
 * the server (XX), which is also Neon's code while its compute or its quota is away.
 */
const isTemporary = (sqlState: string) => /^(08|25006|28|3D|40|53|57P|57014|58|XX)/.test(sqlState)

/** Turns a driver's error into DatabaseUnavailable or StatementError. Other errors stay as they are. */
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

/** True when a statement referred to a row that was deleted meanwhile: a retry finds it gone. */
export function isOrphaned(error: unknown): boolean {
  return error instanceof StatementError && error.code === '23503'
}

/** True when PostgreSQL does not know a value that it was given, such as the name of a time zone. */
export function isInvalidParameter(error: unknown): boolean {
  return error instanceof StatementError && error.code === '22023'
}

/** Runs a statement up to three times: PostgreSQL ends one of two transactions that wait for each other. */
export async function againIfDeadlocked<T>(run: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const isDeadlock = error instanceof DatabaseUnavailable && error.code === '40P01'
    if (isDeadlock && tries > 1) return againIfDeadlocked(run, tries - 1)
    throw error
  }
}
