import { connectionConfig, MissingPassword } from '#lib/db/connection'
import { sqlStateOf } from '#lib/db/errors'

/** Returns the host and port, or the socket path, of an address, without its password. */
export function databaseAddressOf(url: string): string {
  const { host = '', port } = connectionConfig(url)
  if (host.startsWith('/')) return `${host}/.s.PGSQL.${port}`
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

type Target = { place: string; host: string; user: string; database: string }

/** Explains a failed connection to the database in one or two sentences that say how to fix it. */
export function explainDatabaseError(error: unknown, url: string): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'ENOENT' && 'path' in error && 'syscall' in error && error.syscall === 'open')
    return `the TLS file ${error.path} in the address does not exist.`
  if (code === 'ERR_INVALID_URL') return 'this is not a postgres:// URL.'
  const { host = '', user = '', database = '' } = connectionConfig(url)
  const target: Target = { place: databaseAddressOf(url), host, user, database }
  const explain = explanations[sqlStateOf(error) ?? code]
  if (explain) return explain(target, error.message)
  if (error instanceof MissingPassword)
    return `the PostgreSQL at ${target.place} asks for the password of ${user}. Put it in the address, PGPASSWORD or ~/.pgpass.`
  return explainByText(error.message, target)
}

const noConnection = ({ place }: Target) =>
  `nothing listens at ${place}. Start PostgreSQL there, or correct the address.`
const unknownHost = ({ host }: Target) =>
  `the host ${host} is unknown. Correct its name, or the network’s DNS.`
const untrusted = ({ place }: Target, message: string) =>
  `the certificate of ${place} cannot be verified (${message}). Add sslrootcert=<file> to the address, or sslmode=no-verify to skip the verification.`

const explanations: Record<string, (target: Target, message: string) => string> = {
  ECONNREFUSED: noConnection,
  ENOENT: noConnection,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ETIMEDOUT: ({ place }) => `${place} does not answer. Correct the address, or open the firewall.`,
  EACCES: ({ place }) => `this process has no permission to open ${place}.`,
  '28P01': ({ place, user }) =>
    `the PostgreSQL at ${place} does not accept the password of ${user}. Correct the user or the password.`,
  '28000': ({ place }, message) =>
    /no encryption/.test(message)
      ? `the PostgreSQL at ${place} requires TLS: ${message}. Add ?sslmode=require to the address.`
      : `the PostgreSQL at ${place} rejects this user: ${message}. Correct the user, or pg_hba.conf.`,
  '3D000': ({ place, database }) =>
    `there is no database ${database} at ${place}. Create it with: createdb ${database}`,
  '53300': ({ place }) =>
    `the PostgreSQL at ${place} has no free connection. Lower DATABASE_POOL_SIZE, or raise max_connections.`,
  '57P03': ({ place }) => `the PostgreSQL at ${place} is starting up. Try again in a moment.`,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted,
}

function explainByText(message: string, { place }: Target): string {
  if (/timeout/i.test(message)) return `${place} does not answer. Correct the address, or open the firewall.`
  if (/does not support SSL/.test(message))
    return `the PostgreSQL at ${place} does not support TLS. Remove sslmode from the address, or enable TLS in PostgreSQL.`
  if (/terminated unexpectedly|ECONNRESET/.test(message))
    return `${place} closes the connection. It may not be PostgreSQL, or PostgreSQL is shutting down.`
  return `the connection to ${place} failed: ${message}`
}
