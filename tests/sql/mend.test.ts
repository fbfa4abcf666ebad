import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import { expect, it } from 'vitest'
import { dumpSchema } from '#sql/dump'
import { migrate } from '#sql/migrate'
import { createDatabase, useDatabase } from '#tests/support/database'

/** The differences between the first versions of 0005 and 0007 and the published ones. */
const asEarlierCommits = `
  drop function budget_reset(text);
  drop trigger reservation_ended on jobs;
  create trigger reservation_ended after update of status, attempt on jobs for each row
  when (old.status = 'running' and new.status <> 'cancelled'
        and (new.status <> 'running' or new.attempt <> old.attempt))
  execute function end_reservation();
  alter table oauth_grants drop column owner_mark`

/** The sorted lines of a schema, since a column that is added later is last in its table. */
const linesOf = (schema: string) =>
  schema
    .split('\n')
    .map((line) => line.replace(/,$/, ''))
    .sort()

it('a database that ran the migrations before they were edited gets the missing parts', async () => {
  const url = await createDatabase('template0')
  const dir = fileURLToPath(new URL('../../sql/migrations', import.meta.url))
  const options = { databaseUrl: url, dir, migrationsTable: 'schema_migrations', log: () => {} }
  await runner({ ...options, direction: 'up', count: 11 })
  await (await useDatabase({ url })).query(asEarlierCommits)
  expect(await migrate(url)).toContain('0012_mend')
  expect(linesOf(await dumpSchema(url))).toEqual(linesOf(await readFile('sql/schema.sql', 'utf8')))
})
