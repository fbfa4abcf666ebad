import { type Database, type Row, statementOf } from '#lib/db/statement'
import { ConfigError, env } from '#lib/env'
import { instruments } from '#lib/telemetry/instruments'
import { record, secondsSince } from '#lib/telemetry/metrics'
import { inSpan } from '#lib/telemetry/trace'

export {
  againIfDeadlocked,
  DatabaseUnavailable,
  isInvalidParameter,
  isOrphaned,
} from '#lib/db/errors'

let database: Promise<Database> | undefined

const noSockets =
  'DATABASE_URL leads to a PostgreSQL that is not Neon’s, which Edge functions cannot reach: run `npm run runtime -- nodejs`'

/** The adapter that the configuration names. Edge has no sockets, so its bundle must not contain `pg`. */
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
 * The tag of one SQL statement, named after the function that it stands in: `` sql<Row>('findUser')`select …` ``.
 * Each statement is one round trip and a transaction of its own. Throws DatabaseUnavailable when the database is out
 * of reach, and StatementError when PostgreSQL rejects the statement. With `order` it may share its transaction with
 * others of the same text, which then run, and take their locks, in this order.
 */
export function sql<T extends Row = Row>(name: string, order?: string) {
  return async (strings: TemplateStringsArray, ...values: unknown[]): Promise<T[]> => {
    database ??= open()
    const statement = statementOf(name, strings)
    return measured(name, async () => (await (await database!).query(statement, values, order)) as T[])
  }
}

/** Runs a statement in a span and measures it, with the wait for a connection or a group. */
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

/** The SQLSTATE where PostgreSQL has one, and otherwise the kind of error. */
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
