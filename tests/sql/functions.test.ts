import type { Client } from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { applyFunctions, type FunctionFile, readFunctions } from '#sql/functions'
import { createDatabase, useDatabase } from '#tests/support/database'

const greet = (parameters: string, result: string): FunctionFile[] => [
  {
    name: 'greet',
    text: `create or replace function greet(${parameters}) returns text language plpgsql stable as $$
           begin return ${result}; end $$`,
  },
]
const old = greet('p_name text', `'Hello ' || p_name`)
const newer = greet(`p_name text, p_mark text default '!'`, `'Good day ' || p_name || p_mark`)

let database: Client
beforeAll(async () => {
  database = await useDatabase({ url: await createDatabase('template0') })
})

async function call(expression: string): Promise<string> {
  const { rows } = await database.query(`select ${expression} as greeting`)
  return rows[0].greeting
}

it('functions are created once, and again only after a change', async () => {
  expect(await applyFunctions(database, old)).toBe('applied')
  const identity = () => database.query(`select oid, xmin from pg_proc where proname = 'greet'`)
  const { rows: before } = await identity()
  expect(await applyFunctions(database, old)).toBe('unchanged')
  expect((await identity()).rows).toEqual(before)
  expect(await call(`greet('Ada')`)).toBe('Hello Ada')
})

it('an old version can call a function that got a parameter, even over an open connection', async () => {
  const named = { name: 'old caller', text: 'select greet($1) as greeting', values: ['Ada'] }
  expect((await database.query(named)).rows).toEqual([{ greeting: 'Hello Ada' }])
  expect(await applyFunctions(database, newer)).toBe('applied')
  expect((await database.query(named)).rows).toEqual([{ greeting: 'Good day Ada!' }])
  expect(await call(`greet('Ada', '?')`)).toBe('Good day Ada?')
})

it('an old version that restarts keeps the newer functions, unless it must always replace them', async () => {
  expect(await applyFunctions(database, old)).toBe('kept')
  expect(await call(`greet('Ada', '?')`)).toBe('Good day Ada?')
  expect(await applyFunctions(database, old, { always: true })).toBe('applied')
  expect(await call(`greet('Ada')`)).toBe('Hello Ada')
  expect(await applyFunctions(database, newer, { always: true })).toBe('applied')
})

it('one function that fails leaves all of them unchanged', async () => {
  const broken = [
    ...greet('p_name text', `'Never'`),
    { name: 'wrong', text: 'create function wrong() nonsense' },
  ]
  await expect(applyFunctions(database, broken)).rejects.toThrow('syntax error')
  expect(await call(`greet('Ada', '?')`)).toBe('Good day Ada?')
})

it('each file creates only the function of its name, with a comment, and its body matches the schema', async () => {
  const migrated = await useDatabase()
  for (const { name, text } of await readFunctions()) {
    expect(text).toMatch(new RegExp(`^create or replace function ${name}\\(`, 'm'))
    expect(text.match(/create or replace function/g)).toHaveLength(1)
    expect(text).toContain(`comment on function ${name} is '`)
    await migrated.query(text)
  }
})
