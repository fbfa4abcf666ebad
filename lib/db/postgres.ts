import { createHash } from 'node:crypto'
import pg from 'pg'
import { connectionConfig } from '#lib/db/connection'
import { DatabaseUnavailable, sqlStateOf, toDatabaseError } from '#lib/db/errors'
import { Groups } from '#lib/db/groups'
import type { Database, Row, Statement } from '#lib/db/statement'
import { log } from '#lib/log'
import { tunables } from '#lib/tunables'

type Options = {
  /** Connections of this process. Default: tunables.databasePoolSize. */
  poolSize?: number | undefined
  /** False sends each statement with its text, for a pooler that loses prepared statements. Default true. */
  prepared?: boolean | undefined
}

/** Any PostgreSQL over TCP or a Unix socket: pooled connections and prepared statements. */
export function postgresDatabase(url: string, options: Options = {}): Database {
  return new Postgres(url, options)
}

class Postgres implements Database {
  readonly #url: string
  readonly #poolSize: number
  #pool: pg.Pool
  #isPrepared: boolean
  #isPlain = false
  readonly #groups = new Groups((...call) => this.#query(...call))

  constructor(url: string, { poolSize = tunables.databasePoolSize, prepared = true }: Options) {
    this.#url = url
    this.#poolSize = poolSize
    this.#isPrepared = prepared
    this.#pool = this.#open()
  }

  query(statement: Statement, values: unknown[], order?: string): Promise<Row[]> {
    const deadlineMs = performance.now() + tunables.sqlTimeoutMs
    if (order !== undefined) return this.#groups.query(statement, values, order, deadlineMs)
    return this.#query(statement, values, deadlineMs)
  }

  async #query(statement: Statement, values: unknown[], deadlineMs: number): Promise<Row[]> {
    try {
      return await this.#run(statement, values, deadlineMs, this.#isPrepared)
    } catch (error) {
      if (!this.#mayRunUnprepared(error)) throw toDatabaseError(statement.name, error)
    }
    return this.#run(statement, values, deadlineMs, false).catch((error: unknown) => {
      throw toDatabaseError(statement.name, error)
    })
  }

  close(): Promise<void> {
    return this.#pool.end()
  }

  async #run(statement: Statement, values: unknown[], deadlineMs: number, isPrepared: boolean) {
    const client = await this.#connect()
    let isUsable = true
    try {
      const { text } = statement
      // The server's own limit comes first. This one frees the caller when no answer comes at all.
      const query_timeout = Math.max(1, deadlineMs - performance.now())
      const name = isPrepared ? nameOf(statement) : undefined
      const query: TimedQuery = { name, text, values, query_timeout }
      const { rows } = await client.query<Row>(query)
      return rows
    } catch (error) {
      isUsable = keepsConnection(error)
      throw error
    } finally {
      client.release(!isUsable)
    }
  }

  /** A connection that is open as far as this side knows. Nothing is sent on one that is not. */
  async #connect(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await this.#pool
        .connect()
        .catch((error: unknown) => this.#connectPlain(error))
        .catch((error: unknown) => {
          throw new DatabaseUnavailable(error)
        })
      if (isOpen(client)) return client
      client.release(true)
    }
  }

  /** Some poolers reject settings in the first message: do without them, and keep to the limits of this side. */
  #connectPlain(error: unknown): Promise<pg.PoolClient> {
    if (!isRejectedSetting(error)) throw error
    if (!this.#isPlain) {
      this.#isPlain = true
      log('warn', 'database.settings_rejected')
      this.#pool = this.#open()
    }
    return this.#pool.connect()
  }

  #open(): pg.Pool {
    const pool = new pg.Pool({
      ...connectionConfig(this.#url, {
        statementTimeoutMs: this.#isPlain ? undefined : tunables.sqlStatementTimeoutMs,
      }),
      max: this.#poolSize,
      Client: QuickClient,
      // Waiting for a connection takes from the time of the statement: a burst is no outage.
      connectionTimeoutMillis: tunables.sqlTimeoutMs,
      idleTimeoutMillis: tunables.sqlIdleMs,
      maxLifetimeSeconds: tunables.sqlLifetimeSeconds,
      // A script that is done ends although connections are open.
      allowExitOnIdle: true,
      // PgBouncer restores this one on whichever connection it picks.
      ...(this.#isPlain && {
        onConnect: async (client) => void (await client.query("set timezone = 'UTC'")),
      }),
    })
    // An idle connection ends when the server stops; the pool has replaced it already.
    pool.on('error', (error) => log('warn', 'database.connection_lost', { code: codeOf(error) }))
    // The pool listens to idle connections alone, and its query tells of the end of one in use.
    pool.on('connect', (client) => client.on('error', () => {}))
    return pool
  }

  /** True when nothing was executed because the server or a pooler does not have the prepared statement as it was. */
  #mayRunUnprepared(error: unknown): boolean {
    const sqlState = sqlStateOf(error)
    if (sqlState === '26000' || sqlState === '42P05') {
      if (this.#isPrepared) log('warn', 'database.unprepared', { code: sqlState })
      this.#isPrepared = false
      return true
    }
    // A migration has changed the columns of a result.
    return sqlState === '0A000' && /cached plan must not change result type/.test((error as Error).message)
  }
}

/** Connecting takes less time than waiting for a connection that is in use; the pool knows one limit for both. */
class QuickClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    // The pool hides the password from whatever lists its options.
    super({ ...config, password: config?.password, connectionTimeoutMillis: tunables.sqlConnectMs })
  }
}

/** `query_timeout` of one query, which the types of `pg` know for a whole client only. */
type TimedQuery = pg.QueryConfig & { query_timeout: number }

/** PostgreSQL's answer leaves a connection as it was, unless it ends the session or the plan is stale. */
function keepsConnection(error: unknown): boolean {
  const sqlState = sqlStateOf(error)
  return sqlState !== undefined && !/^(08|57P|0A000|25006|XX)/.test(sqlState)
}

function isOpen(client: pg.PoolClient): boolean {
  const { stream } = (client as unknown as { connection: { stream: { writable: boolean } } }).connection
  return stream.writable
}

const isRejectedSetting = (error: unknown) =>
  error instanceof Error && /unsupported startup parameter/.test(error.message)

const codeOf = (error: Error) => ('code' in error && typeof error.code === 'string' ? error.code : undefined)

const names = new WeakMap<Statement, string>()

/** Unique for a text: another process may have prepared it on the same connection of a pooler. */
function nameOf(statement: Statement): string {
  const known = names.get(statement)
  if (known) return known
  const hash = createHash('sha256').update(statement.text).digest('hex').slice(0, 12)
  // PostgreSQL takes 63 bytes.
  const name = `${statement.name.slice(0, 48)}_${hash}`
  names.set(statement, name)
  return name
}
