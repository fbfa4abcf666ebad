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

/** One statement: its parts and its values, as a template literal gives them. */
type Statement<T extends Row> = (strings: TemplateStringsArray, ...values: unknown[]) => Promise<T[]>

/**
 * Runs one named statement in one round trip and returns its rows; each statement is its own transaction. The name goes
 * with it as a comment, so that logs, proxies and pg_stat_statements know it.
 * Throws DatabaseUnavailable when the database is out of reach, and the driver's NeonDbError otherwise.
 */
export function sql<T extends Row = Row>(name: string): Statement<T> {
  return async (strings, ...values) => {
    client ??= connect()
    try {
      return (await client(named(name, strings), ...values)) as T[]
    } catch (error) {
      throw isUnavailable(error) ? new DatabaseUnavailable('database unavailable', { cause: error }) : error
    }
  }
}

const namedStrings = new WeakMap<TemplateStringsArray, TemplateStringsArray>()

/** The same template with the statement's name in front, made once. */
function named(name: string, strings: TemplateStringsArray): TemplateStringsArray {
  const known = namedStrings.get(strings)
  if (known) return known
  const [first, ...rest] = strings
  const parts = [`/* ${name} */ ${first}`, ...rest]
  const made = Object.assign(parts, { raw: parts }) as unknown as TemplateStringsArray
  namedStrings.set(strings, made)
  return made
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
