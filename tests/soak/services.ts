import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { startNeonProxy } from '#emulators/neon/server'
import { startQStash } from '#emulators/qstash/server'
import { freePort } from '#local/ports'
import { startPostgres } from '#local/postgres'
import { migrate } from '#sql/migrate'
import { startUpstashKv } from '#tests/support/kv'
import { secrets } from '#tests/support/services'

export type OnClose = (close: () => Promise<unknown>) => unknown

const kvOutageMs = 2_000

/** PostgreSQL behind its Neon proxy, KV and the queue, with the variables that lead to them. */
export async function startServices(folder: string, portBase: number, onClose: OnClose) {
  const place = { dataDir: join(folder, 'postgres'), port: await freePort(portBase), fsync: false }
  let postgres = await startPostgres(place)
  onClose(() => postgres.close())
  await postgres.createDatabase('app')
  await migrate(postgres.url('app'))
  const database = new Pool({ connectionString: postgres.url('app'), max: 4 })
  database.on('error', () => {})
  onClose(() => database.end())
  const neon = await startNeonProxy({ port: 0, pgHost: postgres.host, pgPort: postgres.port })
  onClose(() => neon.close())
  const kvOptions = { port: await freePort(portBase + 1) }
  let kv = await startUpstashKv(kvOptions)
  onClose(() => kv.close())
  const { qstashToken: token, qstashCurrentSigningKey, qstashNextSigningKey } = secrets
  const keys = { currentSigningKey: qstashCurrentSigningKey, nextSigningKey: qstashNextSigningKey }
  const queue = await startQStash({ port: 0, token, ...keys })
  onClose(() => queue.close())
  return {
    database,
    vars: {
      DATABASE_URL: postgres.url('app'),
      NEON_PROXY_URL: neon.url,
      KV_REST_API_URL: kv.url,
      KV_REST_API_TOKEN: secrets.kvToken,
      KV_REST_API_READ_ONLY_TOKEN: secrets.kvReadOnlyToken,
      QSTASH_URL: queue.url,
      QSTASH_TOKEN: token,
      QSTASH_CURRENT_SIGNING_KEY: qstashCurrentSigningKey,
      QSTASH_NEXT_SIGNING_KEY: qstashNextSigningKey,
      API_SECRET_KEY: secrets.apiKey,
      WEBHOOK_SECRET: secrets.webhookSecret,
      OPENAI_API_KEY: 'none',
      OPENAI_MODEL: 'soak-model',
      OPENAI_FALLBACK_MODELS: 'soak-fallback',
      RATE_LIMIT_PER_HOUR: '1000000000',
      // What a server was at work on when it was killed is told for one process.
      WEB_CONCURRENCY: '1',
    },
    crashDatabase: async () => {
      await postgres.kill()
      postgres = await startPostgres(place)
    },
    stopKv: async () => {
      await kv.close()
      await sleep(kvOutageMs)
      kv = await startUpstashKv(kvOptions)
    },
  }
}
