import { readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { afterAll, expect, inject, it } from 'vitest'
import { dumpSchema } from '#sql/dump'
import { migrate } from '#sql/migrate'

const name = 'empty_for_migrations'
const url = () => Object.assign(new URL(inject('postgresUrl')), { pathname: name }).href

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
afterAll(() => administer(`drop database if exists ${name} with (force)`))

it('migrations run once however many start at the same time, and lead to sql/schema.sql', async () => {
  await administer(`create database ${name}`)
  const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(url())))
  expect(runs.filter((names) => names.length > 0)).toHaveLength(1)
  expect(await migrate(url())).toEqual([])
  expect(await dumpSchema(url())).toBe(await readFile('sql/schema.sql', 'utf8'))
})
