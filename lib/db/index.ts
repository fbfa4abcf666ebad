import { retryOnDeadlock } from '#lib/db/errors'
import { type Database, type Row, statementOf } from '#lib/db/statement'
import { ConfigError, env } from '#lib/env'
import { instruments } from '#lib/telemetry/instruments'
import { record, secondsSince } from '#lib/telemetry/metrics'
import { inSpan } from '#lib/telemetry/trace'

export { DatabaseUnavailable, isInvalidParameter, isOrphaned } from '#lib/db/errors'

let database: Promise<Database> | undefined

const noSockets =
  'DATABASE_URL is the address of a PostgreSQL outside Neon, which Edge functions cannot reach: run `npm run runtime -- nodejs`'

/** Opens the configured adapter. Edge has no sockets, so its bundle must not contain `pg`. */
async function open(): Promise<Database> {
  const { DATABASE, DATABASE_URL, DATABASE_POOL_SIZE, DATABASE_PREPARED, NEON_PROXY_URL } = env()
  if (process.env.NEXT_RUNTIME !== 'edge' && DATABASE === 'postgres') {
    const { postgresDatabase } = await import('#lib/db/postgres')
    return postgresDatabase(DATABASE_URL, { poolSize: DATABASE_POOL_SIZE, prepared: DATABASE_PREPARED })
  }
  if (DATABASE === 'postgres') throw new ConfigError([noSockets])
  const { neonDatabase } = await import('#lib/db/neon')
  return neonDatabase(DATABASE_URL, NEON_PROXY_URL)
}

/**
 * The template tag of an SQL statement, named after its function: `` sql<Row>('findUser')`select …` ``. A statement
 * is one round trip and one transaction, so after a deadlock it runs again: nothing of it remains. Throws
 * DatabaseUnavailable when the database cannot be reached, and StatementError when PostgreSQL rejects the statement.
 * With `order`, calls of the same statement may share a transaction; they then run and take their locks in this order.
 */
export function sql<T extends Row = Row>(name: string, order?: string) {
  return async (strings: TemplateStringsArray, ...values: unknown[]): Promise<T[]> => {
    database ??= open()
    const statement = statementOf(name, strings)
    const run = async () => (await (await database!).query(statement, values, order)) as T[]
    return measured(name, () => retryOnDeadlock(run))
  }
}

/** Runs a statement in a span and records its duration, including the wait for a connection or a batch. */
async function measured<T>(name: string, run: () => Promise<T>): Promise<T> {
  const startedMs = performance.now()
  const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': name }
  try {
    const rows = await inSpan({ name, kind: 'client', attributes }, run)
    record(instruments.databaseDuration, secondsSince(startedMs), attributes)
    return rows
  } catch (error) {
    record(instruments.databaseDuration, secondsSince(startedMs), {
      ...attributes,
      'error.type': typeOf(error),
    })
    throw error
  }
}

/** Returns the SQLSTATE if there is one, otherwise the name of the error. */
function typeOf(error: unknown): string {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown }
  return String(typeof code === 'string' ? code : (name ?? 'Error'))
}

/** Waits for running statements and closes the connections. The next statement opens new ones. */
export async function closeDatabase(): Promise<void> {
  const closing = database
  database = undefined
  await (await closing)?.close()
}
