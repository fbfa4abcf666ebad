import { Client } from 'pg'
import { inject } from 'vitest'
import { closeDatabase } from '#lib/db/index'
import { closeKv } from '#lib/kv/index'
import { atEnd } from '#tests/support/ending'
import { template } from '#tests/support/postgres'
import { profile as chosen, type Profile } from '#tests/support/profile'
import { useLongTimeouts } from '#tests/support/timeouts'

/** Creates a database for a test file and returns its URL. It is migrated unless made from another template. It stays until the run ends: dropping it would take longer than a test. */
export async function createDatabase(from = template): Promise<string> {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  const url = new URL(inject('postgresUrl'))
  await administer(url.href, `create database ${name} template ${from}`)
  url.pathname = name
  return url.href
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/**
 * Connects `lib/` in this process to a new database, or to `url`. Call it before the first use of a module that reads the
 * environment. Returns a client for the database.
 */
export async function useDatabase(options: { url?: string; profile?: Profile } = {}): Promise<Client> {
  const { url = await createDatabase(), profile = chosen } = options
  await useLongTimeouts()
  Object.assign(process.env, inject('appVars'), { DATABASE_URL: url })
  delete process.env.NEON_PROXY_URL
  if (profile === 'hosted') await startNeon(url)
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  atEnd(async () => {
    await client.end()
    await Promise.all([closeDatabase(), closeKv()])
  })
  return client
}

async function startNeon(url: string): Promise<void> {
  const { startNeonProxy } = await import('#emulators/neon/server')
  const { hostname, port } = new URL(url)
  const proxy = await startNeonProxy({ port: 0, pgHost: hostname, pgPort: Number(port) })
  process.env.NEON_PROXY_URL = proxy.url
  atEnd(() => proxy.close())
}
