import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { startNeonProxy } from '#emulators/neon/server'
import { startQStash } from '#emulators/qstash/server'
import { freePort } from '#local/ports'
import { startPostgres } from '#local/postgres'
import { startRedis } from '#local/redis'
import { migrate } from '#sql/migrate'
import { startUpstashKv } from '#tests/support/kv'
import { secrets } from '#tests/support/secrets'

export type OnClose = (close: () => Promise<unknown>) => unknown

type Options = { folder: string; portBase: number; onClose: OnClose }

/** The services of servers that a program starts itself. No schedule runs on them. */
export type PlainServices<Name extends string = string> = {
  database: Awaited<ReturnType<typeof startDatabase>>
  /** The variables of a server on these services, without its model. */
  vars: Record<string, string> & Record<Name, string>
  /** Stops KV for a while. It loses its data. */
  stopKv(): Promise<void>
}

/** A migrated PostgreSQL that can be crashed, and a pool to read it. */
async function startDatabase({ folder, portBase, onClose }: Options) {
  const place = { dataDir: join(folder, 'postgres'), port: await freePort(portBase), fsync: false }
  let postgres = await startPostgres(place)
  onClose(() => postgres.close())
  await postgres.createDatabase('app')
  await migrate(postgres.url('app'))
  const pool = new Pool({ connectionString: postgres.url('app'), max: 4 })
  pool.on('error', () => {})
  onClose(() => pool.end())
  const { host, port } = postgres
  return {
    pool,
    host,
    port,
    url: postgres.url('app'),
    crash: async () => {
      await postgres.kill()
      postgres = await startPostgres(place)
    },
  }
}

/** Environment variables of every server, independent of its adapters. */
const commonVars = {
  API_SECRET_KEY: secrets.apiKey,
  WEBHOOK_SECRET: secrets.webhookSecret,
  OPENAI_API_KEY: 'none',
  OPENAI_MODEL: 'soak-model',
  OPENAI_FALLBACK_MODELS: 'soak-fallback',
  RATE_LIMIT_PER_HOUR: '1000000000',
  RATE_LIMIT_REFUSED_PER_MINUTE: '1000000',
}

const kvOutageMs = 2_000

/** The emulators of Neon, Upstash and QStash. */
export async function startHostedServices(
  options: Options,
): Promise<PlainServices<'NEON_PROXY_URL' | 'KV_REST_API_URL' | 'QSTASH_URL' | 'QSTASH_TOKEN'>> {
  const { portBase, onClose } = options
  const database = await startDatabase(options)
  const neon = await startNeonProxy({ port: 0, pgHost: database.host, pgPort: database.port })
  onClose(() => neon.close())
  const kvOptions = { port: await freePort(portBase + 1) }
  let kv = await startUpstashKv(kvOptions)
  onClose(() => kv.close())
  const { qstashToken: token, qstashCurrentSigningKey, qstashNextSigningKey } = secrets
  const keys = { currentSigningKey: qstashCurrentSigningKey, nextSigningKey: qstashNextSigningKey }
  const qstash = await startQStash({ port: 0, token, ...keys })
  onClose(() => qstash.close())
  return {
    database,
    vars: {
      ...commonVars,
      DATABASE_URL: database.url,
      NEON_PROXY_URL: neon.url,
      KV_REST_API_URL: kv.url,
      KV_REST_API_TOKEN: secrets.kvToken,
      KV_REST_API_READ_ONLY_TOKEN: secrets.kvReadOnlyToken,
      QSTASH_URL: qstash.url,
      QSTASH_TOKEN: token,
      QSTASH_CURRENT_SIGNING_KEY: qstashCurrentSigningKey,
      QSTASH_NEXT_SIGNING_KEY: qstashNextSigningKey,
    },
    stopKv: async () => {
      await kv.close()
      await sleep(kvOutageMs)
      kv = await startUpstashKv(kvOptions)
    },
  }
}

/** PostgreSQL and Redis over TCP, and PostgreSQL as the queue. Each server is several processes. */
export async function startSelfHostedServices(
  options: Options,
): Promise<PlainServices<'DATABASE_URL' | 'REDIS_URL'>> {
  const { portBase, onClose } = options
  const database = await startDatabase(options)
  const port = await freePort(portBase + 1)
  let kv = await startRedis({ port })
  onClose(() => kv.close())
  return {
    database,
    vars: {
      ...commonVars,
      DATABASE_URL: database.url,
      REDIS_URL: `redis://127.0.0.1:${port}`,
      QUEUE: 'postgres',
      WEB_CONCURRENCY: '2',
    },
    stopKv: async () => {
      await kv.close()
      await sleep(kvOutageMs)
      kv = await startRedis({ port })
    },
  }
}
