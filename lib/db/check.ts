import pg from 'pg'
import { connectionConfig } from '#lib/db/connection'
import { databaseAddressOf, explainDatabaseError } from '#lib/db/explain'
import { ServiceProblem } from '#lib/service-problem'
import { tunables } from '#lib/tunables'

const oldestVersion = 16

type Addresses = { DATABASE_URL: string; DATABASE_URL_UNPOOLED?: string | undefined }

/**
 * Checks at startup that the database can be reached, is new enough and accepts writes, and that the address for
 * migrations, LISTEN and advisory locks keeps its session. Throws ServiceProblem, which never contains a password.
 */
export async function checkDatabase({ DATABASE_URL, DATABASE_URL_UNPOOLED }: Addresses): Promise<void> {
  if (DATABASE_URL_UNPOOLED) {
    await check('DATABASE_URL', DATABASE_URL, checkServer)
    await check('DATABASE_URL_UNPOOLED', DATABASE_URL_UNPOOLED, checkSession)
  } else await check('DATABASE_URL', DATABASE_URL, checkServer, checkSession)
}

type Address = { variable: string; url: string; place: string }
type Check = (client: pg.Client, address: Address) => Promise<void>

async function check(variable: string, url: string, ...checks: Check[]): Promise<void> {
  try {
    await withClient(url, async (client) => {
      const address = { variable, url, place: databaseAddressOf(url) }
      for (const run of checks) await run(client, address)
    })
  } catch (error) {
    if (error instanceof ServiceProblem) throw error
    throw new ServiceProblem(`${variable}: ${explainDatabaseError(error, url)}`, { cause: error })
  }
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connectionConfig(url), query_timeout: tunables.sqlConnectMs })
  client.on('error', () => {})
  try {
    await client.connect()
    return await use(client)
  } finally {
    await client.end()
  }
}

async function checkServer(client: pg.Client, { variable, place }: Address): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string; replica: boolean }>(
    `select current_setting('server_version_num')::int as number, split_part(current_setting('server_version'), ' ', 1) as version,
      pg_is_in_recovery() as replica`,
  )
  const { number, version, replica } = rows[0]!
  if (number < oldestVersion * 10_000)
    throw new ServiceProblem(
      `${variable}: the PostgreSQL at ${place} is version ${version}, and this server needs ${oldestVersion} or newer.`,
    )
  if (replica)
    throw new ServiceProblem(
      `${variable}: the PostgreSQL at ${place} is a read-only replica. Give the address of the primary.`,
    )
}

async function checkSession(client: pg.Client, { variable, url, place }: Address): Promise<void> {
  if (await withClient(url, (other) => keepsSession(client, other))) return
  const advice =
    variable === 'DATABASE_URL'
      ? 'Set DATABASE_URL_UNPOOLED to the address of PostgreSQL itself; DATABASE_URL may stay as it is.'
      : 'Give the address of PostgreSQL itself, or of a pooler in session mode.'
  throw new ServiceProblem(
    `${variable}: a transaction pooler answers at ${place}, and migrations and LISTEN need a session. ${advice}`,
  )
}

/**
 * Returns false when the two connections share a backend or the backend of the first one changes: a transaction pooler
 * assigns a backend per transaction. The second connection holds a transaction, so its backend cannot match by chance.
 */
async function keepsSession(first: pg.Client, second: pg.Client): Promise<boolean> {
  const backend = await backendOf(first)
  // Without a pooler, the backend sent this process id when the connection opened.
  if ((first as pg.Client & { processID?: number }).processID === backend) return true
  if ((await backendOf(second)) === backend) return false
  for (let round = 0; round < sessionRounds; round++) {
    await second.query('begin')
    const secondBackend = await backendOf(second)
    const isSame = (await backendOf(first)) === backend
    await second.query('commit')
    if (!isSame || secondBackend === backend) return false
  }
  return true
}

const sessionRounds = 3

async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]!.pid
}
