import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { freePort, randomPortBase } from '#local/ports'
import { startPostgres } from '#local/postgres'
import { startRedis } from '#local/redis'
import { type AppServer, startServer } from '#local/server'
import { migrate } from '#sql/migrate'
import { secrets } from '#tests/support/secrets'
import { startTcpProxy, type TcpProxy } from '#tests/support/tcp-proxy'
import { type RecoveryModel, startRecoveryModel } from './model.ts'

/** Two servers of two processes each, with one PostgreSQL and one Redis. */
export type Place = {
  servers: AppServer[]
  /** Between the second server and PostgreSQL. */
  network: TcpProxy
  database: Pool
  model: RecoveryModel
  key: string
  startServers(): Promise<void>
  killPostgres(): Promise<void>
  startPostgres(): Promise<void>
  stopRedis(): Promise<void>
  startRedis(): Promise<void>
  close(): Promise<void>
}

const modelLatencyMs = 400
const portBase = randomPortBase()

export async function setUp(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'gpts-recovery-'))
  const files = { dataDir: join(folder, 'postgres'), port: await freePort(portBase) }
  let postgres = await startPostgres(files)
  await postgres.createDatabase('app')
  await migrate(postgres.url('app'))
  const redisPort = await freePort(portBase + 1)
  let redis = await startRedis({ port: redisPort })
  const network = await startTcpProxy({ port: postgres.port })
  const model = await startRecoveryModel(modelLatencyMs)
  const database = new Pool({ connectionString: postgres.url('app'), max: 2 })
  database.on('error', () => {})
  const ports = [await freePort(portBase + 10), await freePort(portBase + 11)]
  const varsOf = (index: number) => {
    const url = new URL(postgres.url('app'))
    if (index === 1) url.port = String(network.port)
    return {
      DATABASE_URL: url.href,
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
      QUEUE: 'postgres',
      API_SECRET_KEY: secrets.apiKey,
      OPENAI_API_KEY: 'none',
      OPENAI_BASE_URL: model.url,
      OPENAI_MODEL: 'recovery-model',
      RATE_LIMIT_PER_HOUR: '1000000000',
      WEB_CONCURRENCY: '2',
    }
  }
  const place: Place = {
    servers: [],
    network,
    database,
    model,
    key: secrets.apiKey,
    startServers: async () => {
      place.servers = await Promise.all(
        ports.map((port, index) => startServer({ mode: 'api', port, vars: varsOf(index) })),
      )
    },
    killPostgres: () => postgres.kill(),
    startPostgres: async () => {
      postgres = await startPostgres(files)
    },
    stopRedis: () => redis.close(),
    startRedis: async () => {
      redis = await startRedis({ port: redisPort })
    },
    close: async () => {
      await Promise.all(place.servers.map((server) => server.close()))
      await database.end()
      await network.close()
      await model.close()
      await redis.close()
      await postgres.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await place.startServers()
  return place
}
