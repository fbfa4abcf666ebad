import { NeonDbError, type NeonQueryFunction, neon, neonConfig } from '@neondatabase/serverless'
import { env } from '#lib/env'
import { tunables } from '#lib/tunables'

type Row = Record<string, unknown>
let client: NeonQueryFunction<false, false> | undefined

function connect(): NeonQueryFunction<false, false> {
  const { DATABASE_URL, NEON_PROXY_URL } = env()
  if (NEON_PROXY_URL) neonConfig.fetchEndpoint = `${NEON_PROXY_URL}/sql`
  neonConfig.fetchFunction = (url: string, init: RequestInit) =>
    fetch(url, { ...init, signal: AbortSignal.timeout(tunables.sqlTimeoutMs) })
  return neon(DATABASE_URL)
}

/** The database cannot be reached or is shutting down; the caller may try again. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}

/**
 * Runs one statement in one HTTP round trip and returns its rows; each statement is its own transaction.
 * Throws DatabaseUnavailable when the database is out of reach, and the driver's NeonDbError otherwise.
 */
export async function sql<T extends Row = Row>(
  strings: TemplateStringsArray,
  ...values: unknown[]
): Promise<T[]> {
  client ??= connect()
  try {
    return (await client(strings, ...values)) as T[]
  } catch (error) {
    throw isUnavailable(error) ? new DatabaseUnavailable('database unavailable', { cause: error }) : error
  }
}

/** SQLSTATE classes 08 (connection), 40 (given up for another), 53 (out of resources), 57P (shutdown); none: the network. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof NeonDbError)) return false
  return !error.code || !/^[0-9A-Z]{5}$/.test(error.code) || /^(08|40|53|57P)/.test(error.code)
}

/** Whether a statement broke this unique constraint. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof NeonDbError && error.code === '23505' && error.constraint === constraint
}

/** Whether a statement wrote a row that hangs on one which was deleted meanwhile: trying anew finds it gone. */
export function isOrphaned(error: unknown): boolean {
  return error instanceof NeonDbError && error.code === '23503'
}

/** Runs a statement up to three times: while it and another wait for each other PostgreSQL breaks one of them off. */
export async function againIfDeadlocked<T>(run: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const isDeadlock = error instanceof NeonDbError && error.code === '40P01'
    if (isDeadlock && tries > 1) return againIfDeadlocked(run, tries - 1)
    throw error
  }
}

/** Whether a statement was given a value that PostgreSQL knows nothing of, such as the name of a time zone. */
export function isInvalidParameter(error: unknown): boolean {
  return error instanceof NeonDbError && error.code === '22023'
}
