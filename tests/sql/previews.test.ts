import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { expect, inject, it } from 'vitest'
import { root } from '#local/server'
import { createDatabase } from '#tests/support/database'

/** Runs the first step of `npm run build:vercel` on a database without tables, and counts the tables afterwards. */
async function tablesAfter(vars: Record<string, string>): Promise<{ output: string; tables: number }> {
  const url = await createDatabase('template0')
  const env = { ...process.env, ...inject('appVars'), DATABASE_URL: url, ...vars }
  const { stdout } = await promisify(execFile)(process.execPath, ['sql/migrate.ts'], { cwd: root, env })
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select count(*)::int as count from pg_tables where schemaname = $1', [
    'public',
  ])
  await client.end()
  return { output: stdout, tables: rows[0].count }
}

it('the build of a preview leaves the database unchanged, and says so', async () => {
  const { output, tables } = await tablesAfter({ VERCEL_ENV: 'preview' })
  expect(tables).toBe(0)
  expect(output).toContain('MIGRATE_PREVIEWS=true')
})

it.each([
  ['a preview with MIGRATE_PREVIEWS', { VERCEL_ENV: 'preview', MIGRATE_PREVIEWS: 'true' }],
  ['production', { VERCEL_ENV: 'production' }],
  ['the command line', {}],
])('the database is migrated by %s', async (_, vars) => {
  expect((await tablesAfter(vars)).tables).toBeGreaterThan(5)
})
