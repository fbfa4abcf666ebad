import type { Socket } from 'node:net'
import { userInfo } from 'node:os'
import type { ClientBase, ClientConfig } from 'pg'
import { parse, toClientConfig } from 'pg-connection-string'
import { tunables } from '#lib/tunables'

/** Session settings that our statements need. They override the server's defaults. */
const session = [
  'timezone=UTC',
  'datestyle=ISO',
  'intervalstyle=postgres',
  // JIT compilation takes longer than running any of our statements.
  'jit=off',
]

type Options = {
  /** Applies our session settings, and lets PostgreSQL cancel a statement that runs longer. */
  statementTimeoutMs?: number | undefined
}

/** PostgreSQL asks for a password, and the configuration has none. */
export class MissingPassword extends Error {
  override name = 'MissingPassword'
}

/**
 * Returns the `pg` configuration for an address like DATABASE_URL. It supports Unix sockets, TLS by `sslmode`, settings
 * in `options`, and addresses without a password (trust, peer, PGPASSWORD, ~/.pgpass). What the address leaves out comes
 * from libpq's own variables, which are no part of `env()`.
 * Without `statementTimeoutMs` the startup message carries none of our settings, because some poolers reject them.
 */
export function connectionConfig(url: string, { statementTimeoutMs }: Options = {}): ClientConfig {
  const parsed = toClientConfig(parse(withoutAliases(url)))
  const user = parsed.user || process.env.PGUSER || systemUser()
  const config = {
    ...parsed,
    host: parsed.host || process.env.PGHOST || 'localhost',
    port: parsed.port || Number(process.env.PGPORT) || 5432,
    user,
    database: parsed.database || process.env.PGDATABASE || user,
  }
  const settings =
    statementTimeoutMs === undefined ? [] : [...session, `statement_timeout=${statementTimeoutMs}`]
  return {
    ...config,
    password: config.password || process.env.PGPASSWORD || (() => passwordFromFile(config)),
    fallback_application_name: 'gpts-api-server',
    options: [config.options, ...settings.map((setting) => `-c ${setting}`)].filter(Boolean).join(' '),
    connectionTimeoutMillis: tunables.sqlConnectMs,
    // Detects a dead peer while the connection is idle. A running statement has its own time limit.
    keepAlive: true,
    keepAliveInitialDelayMillis: tunables.sqlKeepAliveMs,
  }
}

/** The socket of a connection. The types of `pg` do not have it. */
export const socketOf = (client: ClientBase): Socket =>
  (client as ClientBase & { connection: { stream: Socket } }).connection.stream

/**
 * node-postgres also verifies the certificate with `sslmode=prefer`, `require` and `verify-ca`, but warns that a later
 * version will not. The explicit `verify-full` keeps the verification and avoids the warning.
 */
function withoutAliases(url: string): string {
  if (/[?&]uselibpqcompat=true(&|$)/.test(url)) return url
  return url.replace(/([?&]sslmode=)(prefer|require|verify-ca)(?=&|$)/, '$1verify-full')
}

/** The account of this process, as in libpq. node-postgres reads only the variable USER. */
function systemUser(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined // a container may run under a user id without a name
  }
}

async function passwordFromFile(config: ClientConfig): Promise<string> {
  const { default: pgpass } = await import('pgpass')
  const password = await new Promise<string | undefined>((resolve) => pgpass(config, resolve))
  if (password === undefined) throw new MissingPassword('The server asks for a password.')
  return password
}
