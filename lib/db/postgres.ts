import { createHash } from 'node:crypto'
import pg from 'pg'
import { Batches } from '#lib/db/batches'
import { connectionConfig, socketOf } from '#lib/db/connection'
import { DatabaseUnavailable, sqlStateOf, toDatabaseError } from '#lib/db/errors'
import type { Database, Row, Statement } from '#lib/db/statement'
import { log } from '#lib/log'
import { tunables } from '#lib/tunables'

type Options = {
  /** The maximum number of connections of this process. Default: tunables.databasePoolSize. */
  poolSize?: number | undefined
  /** False sends every statement unprepared, for a pooler that loses prepared statements. Default: true. */
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
  readonly #batches = new Batches((...call) => this.#query(...call))

  constructor(url: string, { poolSize = tunables.databasePoolSize, prepared = true }: Options) {
    this.#url = url
    this.#poolSize = poolSize
    this.#isPrepared = prepared
    this.#pool = this.#open()
  }

  query(statement: Statement, values: unknown[], order?: string): Promise<Row[]> {
    const deadlineMs = performance.now() + tunables.sqlTimeoutMs
    if (order !== undefined) return this.#batches.query(statement, values, order, deadlineMs)
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
      // PostgreSQL's own statement timeout fires first. This one frees the caller when no answer arrives at all.
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

  /** Returns a connection whose socket is open on this side. Discards closed ones. */
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

  /** Some poolers reject settings in the startup message. Then connects without them and uses only client timeouts. */
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
      // The wait for a connection may use the statement's whole time limit: a burst is not an outage.
      connectionTimeoutMillis: tunables.sqlTimeoutMs,
      idleTimeoutMillis: tunables.sqlIdleMs,
      maxLifetimeSeconds: tunables.sqlLifetimeSeconds,
      // Lets a finished script exit while idle connections are open.
      allowExitOnIdle: true,
      // PgBouncer tracks this setting and restores it on each server connection.
      ...(this.#isPlain && {
        onConnect: async (client) => void (await client.query("set timezone = 'UTC'")),
      }),
    })
    // An idle connection ends when the server stops. The pool has already removed it.
    pool.on('error', (error) => log('warn', 'database.connection_lost', { code: codeOf(error) }))
    // The pool handles errors of idle connections only. For a connection in use, the query reports the error.
    pool.on('connect', (client) => client.on('error', () => {}))
    return pool
  }

  /** True when nothing was executed because the prepared statement is missing or stale on the server. */
  #mayRunUnprepared(error: unknown): boolean {
    const sqlState = sqlStateOf(error)
    if (sqlState === '26000' || sqlState === '42P05') {
      if (this.#isPrepared) log('warn', 'database.unprepared', { code: sqlState })
      this.#isPrepared = false
      return true
    }
    // A migration changed the columns of a result.
    return sqlState === '0A000' && /cached plan must not change result type/.test((error as Error).message)
  }
}

/** Limits connecting to `sqlConnectMs`. The pool has only one, longer limit for connecting and for waiting. */
class QuickClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    // The pool makes the password non-enumerable, so a spread does not copy it.
    super({ ...config, password: config?.password, connectionTimeoutMillis: tunables.sqlConnectMs })
  }
}

/** `query_timeout` for one query. The types of `pg` have it only for a whole client. */
type TimedQuery = pg.QueryConfig & { query_timeout: number }

/** True when the connection can be reused: the error neither ends the session nor reports a stale plan. */
function keepsConnection(error: unknown): boolean {
  const sqlState = sqlStateOf(error)
  return sqlState !== undefined && !/^(08|57P|0A000|25006|XX)/.test(sqlState)
}

function isOpen(client: pg.PoolClient): boolean {
  return socketOf(client).writable
}

const isRejectedSetting = (error: unknown) =>
  error instanceof Error && /unsupported startup parameter/.test(error.message)

const codeOf = (error: Error) => ('code' in error && typeof error.code === 'string' ? error.code : undefined)

const names = new WeakMap<Statement, string>()

/** A name that is unique for the text: another process may have prepared a statement on the same pooler connection. */
function nameOf(statement: Statement): string {
  const known = names.get(statement)
  if (known) return known
  const hash = createHash('sha256').update(statement.text).digest('hex').slice(0, 12)
  // PostgreSQL allows 63 bytes.
  const name = `${statement.name.slice(0, 48)}_${hash}`
  names.set(statement, name)
  return name
}
