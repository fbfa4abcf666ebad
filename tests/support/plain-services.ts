import { join } from 'node:path'
import { Pool } from 'pg'
import { freePort } from '#local/ports'
import { startPostgres } from '#local/postgres'
import { migrate } from '#sql/migrate'
import { secrets } from '#tests/support/services'
import type { ProfileOptions } from './profile.ts'

/** A migrated PostgreSQL that can be crashed, and a pool to read it. */
export async function startDatabase({ folder, portBase, onClose }: ProfileOptions) {
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

/** Environment variables of every server of a run, independent of its adapters. */
export const commonVars = {
  API_SECRET_KEY: secrets.apiKey,
  WEBHOOK_SECRET: secrets.webhookSecret,
  OPENAI_API_KEY: 'none',
  OPENAI_MODEL: 'soak-model',
  OPENAI_FALLBACK_MODELS: 'soak-fallback',
  RATE_LIMIT_PER_HOUR: '1000000000',
  RATE_LIMIT_REFUSED_PER_MINUTE: '1000000',
}

export const kvOutageMs = 2_000
