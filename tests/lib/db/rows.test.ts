import { beforeAll, describe, expect, it } from 'vitest'
import { startNeonProxy } from '#emulators/neon/server'
import { StatementError, violates } from '#lib/db/errors'
import { neonDatabase } from '#lib/db/neon'
import { postgresDatabase } from '#lib/db/postgres'
import { type Database, statementOf } from '#lib/db/statement'
import { createDatabase } from '#tests/support/database'
import { atEnd } from '#tests/support/ending'

let adapters: { neon: Database; postgres: Database }

beforeAll(async () => {
  const url = new URL(await createDatabase())
  const proxy = await startNeonProxy({ port: 0, pgHost: url.hostname, pgPort: Number(url.port) })
  adapters = { neon: neonDatabase(url.href, proxy.url), postgres: postgresDatabase(url.href) }
  atEnd(async () => {
    await adapters.postgres.close()
    await proxy.close()
  })
})

const text = (sql: string) => statementOf('test', Object.assign([sql], { raw: [sql] }))

/** The rows of one statement, which must be the same by both adapters. */
async function rowsOf(sql: string, values: unknown[] = []) {
  const [neon, postgres] = await Promise.all([
    adapters.neon.query(text(sql), values),
    adapters.postgres.query(text(sql), values),
  ])
  expect(postgres).toEqual(neon)
  return postgres
}

describe('both adapters', () => {
  it.each([
    ['int2, int4', 'select 1::int2 a, -2::int4 b'],
    ['int8', 'select 9007199254740993::int8 a, count(*) b from generate_series(1, 3)'],
    ['numeric', "select 0.10::numeric a, 'NaN'::numeric b, sum(1.5) c"],
    ['float', "select 0.1::float8 a, 1.5::float4 b, 'Infinity'::float8 c"],
    ['text', "select 'a\"b\\c 漢😀'::text a, 'x'::varchar b, 'y'::char(3) c, ''::text d, null::text e"],
    ['bool', 'select true a, false b, null::bool c'],
    ['timestamptz', "select '2026-11-28 12:34:56.789123+09'::timestamptz a, 'infinity'::timestamptz b"],
    ['date and time', "select date '2026-11-28' a, timestamp '2026-11-28 01:02:03' b, time '01:02:03' c"],
    ['interval', "select interval '1 day 02:03:04' a"],
    ['uuid', "select 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid a"],
    ['json', `select '{"a":[1,"x",null]}'::json a, '[1.0,true]'::jsonb b, 'null'::jsonb c, '"s"'::jsonb d`],
    ['arrays', `select array[1,2] a, array['x','y"z',null] b, array[1.5::numeric] c, '{}'::text[] d`],
    ['bigger arrays', "select array[1::int8] a, array[now() - now()] b, array['{}'::jsonb] c, array[true] d"],
    ['bytea', "select '\\x00ff'::bytea a"],
    ['no column', 'select'],
    ['no row', 'select 1 a where false'],
    ['a record', "select row(1, 'x') a"],
  ])('return the same rows for %s', async (_, sql) => {
    await rowsOf(sql)
  })

  it.each<[string, string, unknown]>([
    ['a number', 'int', 42],
    ['a decimal', 'numeric', 0.1],
    ['a bigint', 'int8', 9007199254740993n],
    ['text', 'text', 'a"b\'c\\ 漢😀'],
    ['true', 'bool', true],
    ['null', 'text', null],
    ['undefined', 'text', undefined],
    ['a date', 'timestamptz', new Date('2026-11-28T12:34:56.789Z')],
    ['an object', 'jsonb', { a: [1, 'x', null] }],
    ['an array', 'text[]', ['a,b', '"', null, '{}']],
    ['an array of numbers', 'int[]', [1, 2]],
    ['an empty array', 'text[]', []],
  ])('accept %s as a value', async (_, type, value) => {
    const [row] = await rowsOf(`select $1::${type} as value`, [value])
    if (typeof value !== 'bigint' && type !== 'numeric') expect(row!.value).toEqual(value ?? null)
  })

  it('run in UTC, in spite of the time zone of the server', async () => {
    const [row] = await rowsOf("select current_setting('timezone') = any('{UTC,GMT}') as utc")
    expect(row).toEqual({ utc: true })
  })

  it('give the constraint, the SQLSTATE and the statement of an error in the same way', async () => {
    const sql =
      "with a as (insert into users (user_id) values ('twice'), ('twice') returning 1) select 1 from a"
    const errors = await Promise.all(
      Object.values(adapters).map((adapter) => adapter.query(text(sql), []).catch((error) => error)),
    )
    for (const error of errors) {
      expect(error).toBeInstanceOf(StatementError)
      expect(error).toMatchObject({ code: '23505', constraint: 'users_user_id_key', statement: 'test' })
      expect(violates(error, 'users_user_id_key')).toBe(true)
    }
    expect(errors[0].message).toBe(errors[1].message)
  })
})
