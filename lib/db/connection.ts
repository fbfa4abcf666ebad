import { userInfo } from 'node:os'
import type { ClientConfig } from 'pg'
import { parse, toClientConfig } from 'pg-connection-string'
import { tunables } from '#lib/tunables'

/** Session settings that our statements rely on, whatever the server's own defaults are. */
const session = [
  'timezone=UTC',
  'datestyle=ISO',
  'intervalstyle=postgres',
  // Compiling a statement takes longer than running any of ours.
  'jit=off',
]

type Options = {
  /** Sets up the session for our statements, and lets the server end one that runs longer. */
  statementTimeoutMs?: number | undefined
}

/** The server asks for a password, and the configuration has none. */
export class MissingPassword extends Error {
  override name = 'MissingPassword'
}

/**
 * The configuration of a `pg` client or pool for an address like DATABASE_URL: also without a password (trust, peer,
 * PGPASSWORD, ~/.pgpass), at a Unix socket, with TLS by `sslmode`, and with the caller's own settings in `options`.
 * Without `statementTimeoutMs` the first message carries no settings of ours, which some poolers reject.
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
    // A peer that has gone is noticed while a connection is idle; a statement has its own limit.
    keepAlive: true,
    keepAliveInitialDelayMillis: tunables.sqlKeepAliveMs,
  }
}

/**
 * node-postgres verifies the certificate with `sslmode=prefer`, `require` and `verify-ca`, too, and prints a warning
 * that a later version will not. This keeps the verification and needs no warning.
 */
function withoutAliases(url: string): string {
  if (/[?&]uselibpqcompat=true(&|$)/.test(url)) return url
  return url.replace(/([?&]sslmode=)(prefer|require|verify-ca)(?=&|$)/, '$1verify-full')
}

/** The account of this process, as libpq has it; node-postgres reads the variable USER alone. */
function systemUser(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined // a container may run under a number without a name
  }
}

async function passwordFromFile(config: ClientConfig): Promise<string> {
  const { default: pgpass } = await import('pgpass')
  const password = await new Promise<string | undefined>((resolve) => pgpass(config, resolve))
  if (password === undefined) throw new MissingPassword('The server asks for a password.')
  return password
}
