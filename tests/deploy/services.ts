import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, randomPortBase } from '#local/ports'
import { type LocalPostgres, startPostgres } from '#local/postgres'
import { type FakeModel, startFakeModel } from '#tests/support/model'
import { until } from './server.ts'

/** The services of a deployment: real PostgreSQL, Debian's Redis, and a fake model. */
export type Services = {
  folder: string
  postgres: LocalPostgres
  model: FakeModel
  redisUrl: string
  /** A free port. */
  port(): Promise<number>
  close(): Promise<void>
}

export async function startServices(): Promise<Services> {
  const folder = await mkdtemp(join(tmpdir(), 'gpts-deploy-'))
  const base = randomPortBase()
  const taken = new Set<number>()
  const port = () => freePort(base, taken)
  const redis = await startDebianRedis(folder, await port())
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port: await port() })
  const model = await startFakeModel(await port())
  return {
    folder,
    postgres,
    model,
    redisUrl: redis.url,
    port,
    close: async () => {
      await Promise.all([redis.close(), postgres.close(), model.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startDebianRedis(folder: string, port: number) {
  const password = 'deployed-redis-password'
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--requirepass', password]
  const child = spawn('redis-server', [...args, '--save', '', '--appendonly', 'no'], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  await until('Redis listens', () => accepts(port))
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    close: async () => {
      child.kill()
      await ended
    },
  }
}

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true))
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy())
  })
