import pg from 'pg'

export type PoolOptions = { host: string; port: number; max: number }

/** A connection string without a usable role, password or database. The message is Neon's. */
export class ConnectionStringError extends Error {}

/** The longest life of a statement that was prepared before another connection's schema change. */
const lifetimeSeconds = 60

/** Values stay the text that PostgreSQL sent: the driver parses them by their type's OID. */
const rawText = { getTypeParser: () => (value: string) => value }

/** One pool of up to `max` connections per connection string. Host and port in the string are ignored. */
export class Pools {
  readonly #options: PoolOptions
  readonly #pools = new Map<string, pg.Pool>()
  readonly #ending = new Set<Promise<void>>()

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** A connection from the pool. Return it with `release`. Rejects with the network's or PostgreSQL's error. */
  connect(connectionString: string | undefined): Promise<pg.PoolClient> {
    const known = connectionString === undefined ? undefined : this.#pools.get(connectionString)
    return (known ?? this.#open(connectionString)).connect()
  }

  async close(): Promise<void> {
    for (const connectionString of this.#pools.keys()) this.#end(connectionString)
    await Promise.all(this.#ending)
  }

  #open(connectionString: string | undefined): pg.Pool {
    const { host, port, max } = this.#options
    const session = parseConnectionString(connectionString)
    const pool = new pg.Pool({
      ...session,
      host,
      port,
      max,
      types: rawText,
      maxLifetimeSeconds: lifetimeSeconds,
    })
    // An idle connection ends when the server stops or its database is dropped; the pool replaces it.
    pool.on('error', () => undefined)
    // The pool only handles errors of idle connections. For a connection in use, the query reports the error.
    pool.on('connect', (client) => client.on('error', () => undefined))
    pool.on('remove', () => {
      if (pool.totalCount === 0 && pool.waitingCount === 0) this.#end(connectionString!)
    })
    this.#pools.set(connectionString!, pool)
    return pool
  }

  #end(connectionString: string): void {
    const pool = this.#pools.get(connectionString)
    if (!pool || pool.ending) return
    this.#pools.delete(connectionString)
    const ended = pool.end().finally(() => this.#ending.delete(ended))
    this.#ending.add(ended)
  }
}

/** Parses a connection string as Neon's proxy does: role, password, database and session settings. */
function parseConnectionString(connectionString: string | undefined) {
  if (!connectionString) throw new ConnectionStringError('invalid header: neon-connection-string')
  if (!URL.canParse(connectionString)) throw new ConnectionStringError('invalid connection string')
  const url = new URL(connectionString)
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw new ConnectionStringError('incorrect scheme')
  if (!url.username) throw new ConnectionStringError('missing username')
  if (!url.password) {
    throw new ConnectionStringError('missing authentication credentials: required password')
  }
  if (url.pathname.length < 2) throw new ConnectionStringError('missing database name')
  return {
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    application_name: url.searchParams.get('application_name') ?? undefined,
    options: url.searchParams.get('options') ?? undefined,
  }
}
