import { fileURLToPath } from 'node:url'
import nextEnv from '@next/env'
import { runner } from 'node-pg-migrate'

/**
 * Brings the database up to the newest migration and returns the names of those that were run. Forward only, one
 * transaction for all, and one runner at a time: a second one waits for the first and then finds nothing to do.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const done = await runner({
    databaseUrl,
    dir: fileURLToPath(new URL('migrations', import.meta.url)),
    migrationsTable: 'schema_migrations',
    direction: 'up',
    advisoryLockMode: 'wait',
    verbose: false,
    log: () => {},
  })
  return done.map(({ name }) => name)
}

/** Session locks do not work through a transaction pooler: Neon's direct address wins where there is one. */
export function migrationUrl(vars: Record<string, string | undefined>): string | undefined {
  return vars.DATABASE_URL_UNPOOLED || vars.DATABASE_URL || undefined
}

if (import.meta.main) {
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: () => {} })
  const url = migrationUrl(process.env)
  if (!url) {
    process.stderr.write('DATABASE_URL is missing.\n')
    process.exit(1)
  }
  const names = await migrate(url)
  process.stdout.write(names.length > 0 ? `Migrated: ${names.join(', ')}\n` : 'The schema is up to date.\n')
}
