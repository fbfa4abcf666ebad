import { fileURLToPath } from 'node:url'
import nextEnv from '@next/env'
import { PG_MIGRATE_LOCK_ID, runner } from 'node-pg-migrate'
import { Client } from 'pg'
import { checkDatabase } from '#lib/db/check'
import { connectionConfig } from '#lib/db/connection'
import { applyFunctions, readFunctions } from './functions.ts'

/**
 * Brings the database up to this version: first the new migrations, each in a transaction of its own, then the functions
 * if any has changed. Returns the names of the migrations that ran, and `functions`. Forward only, and one runner at a time: a
 * second one waits for the first and then finds nothing to do. `replaceNewer` also puts this version's functions in
 * place of a newer version's.
 */
export async function migrate(databaseUrl: string, { replaceNewer = false } = {}): Promise<string[]> {
  const client = new Client(connectionConfig(databaseUrl))
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(${PG_MIGRATE_LOCK_ID})`)
    const done = await runner({
      dbClient: client,
      dir: fileURLToPath(new URL('migrations', import.meta.url)),
      migrationsTable: 'schema_migrations',
      direction: 'up',
      // Locks of one migration are not kept while the next one runs, so that running servers wait for moments.
      singleTransaction: false,
      noLock: true,
      verbose: false,
      log: () => {},
    })
    const functions = await applyFunctions(client, await readFunctions(), { always: replaceNewer })
    if (functions === 'kept') process.stderr.write(newerFunctions)
    return [...done.map(({ name }) => name), ...(functions === 'applied' ? ['functions'] : [])]
  } finally {
    await client.end()
  }
}

const newerFunctions =
  "The database has the SQL functions of a newer version. They stay; `npm run migrate` puts this version's in place.\n"

const leftAlone =
  'The build of a preview: the database stays as it is. If previews have a database of their own, set MIGRATE_PREVIEWS=true for them.'

/** Session locks do not work through a transaction pooler: Neon's direct address wins where there is one. */
export function migrationUrl(vars: Record<string, string | undefined>): string | undefined {
  return vars.DATABASE_URL_UNPOOLED || vars.DATABASE_URL || undefined
}

/**
 * `npm run migrate`: says in one sentence why the database cannot be brought up to date, if it cannot. The build of a
 * preview may have production's address, so it needs to be told that the database is its own.
 */
async function main({ DATABASE_URL, DATABASE_URL_UNPOOLED, ...vars }: NodeJS.ProcessEnv): Promise<string> {
  if (vars.VERCEL_ENV === 'preview' && vars.MIGRATE_PREVIEWS !== 'true') return leftAlone
  const url = migrationUrl({ DATABASE_URL, DATABASE_URL_UNPOOLED })
  if (!url) throw new Error('DATABASE_URL is missing.')
  await checkDatabase({ DATABASE_URL: DATABASE_URL || url, DATABASE_URL_UNPOOLED })
  const names = await migrate(url, { replaceNewer: true })
  return names.length > 0 ? `Migrated: ${names.join(', ')}` : 'The schema is up to date.'
}

if (import.meta.main) {
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: () => {} })
  await main(process.env).then(
    (done) => process.stdout.write(`${done}\n`),
    (error: Error) => {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 1
    },
  )
}
