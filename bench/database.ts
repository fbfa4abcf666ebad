import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startNeonProxy } from '#emulators/neon/server'
import { freePort, randomPortBase } from '#local/ports'
import { startPostgres } from '#local/postgres'
import { migrate } from '#sql/migrate'

type Options = { fsync?: boolean; onClose(close: () => Promise<void>): void }

/**
 * Starts a migrated PostgreSQL, connects the stores of `lib/` in this process to it through the Neon emulator, and returns
 * a separate client.
 */
export async function startDatabase(name: string, { fsync = true, onClose }: Options): Promise<Client> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gpts-bench-'))
  onClose(() => rm(dataDir, { recursive: true, force: true }))
  const port = await freePort(randomPortBase())
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), port, fsync })
  onClose(() => postgres.close())
  await postgres.createDatabase(name)
  const url = postgres.url(name)
  await migrate(url)
  const proxy = await startNeonProxy({ port: 0, pgHost: postgres.host, pgPort: postgres.port })
  onClose(() => proxy.close())
  const unused = 'https://unused.invalid'
  Object.assign(process.env, {
    ...{ DATABASE_URL: url, NEON_PROXY_URL: proxy.url, API_SECRET_KEY: 'unused-unused-unused' },
    ...{ KV_REST_API_URL: unused, KV_REST_API_TOKEN: 'unused', PUBLIC_URL: unused, QSTASH_TOKEN: 'unused' },
    ...{ QSTASH_CURRENT_SIGNING_KEY: 'unused', QSTASH_NEXT_SIGNING_KEY: 'unused', OPENAI_API_KEY: 'unused' },
  })
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  onClose(() => client.end())
  return client
}

export type SentStatement = { query: string; params: unknown[] }

/** Returns a function that gives the last statement that a store of this process sent. */
export function captureStatements(): () => SentStatement {
  const send = globalThis.fetch
  let last: SentStatement | undefined
  globalThis.fetch = (url, init) => {
    if (typeof init?.body === 'string') last = JSON.parse(init.body)
    return send(url, init)
  }
  return () => last!
}
