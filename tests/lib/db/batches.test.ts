import { Client } from 'pg'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { StatementError } from '#lib/db/errors'
import { postgresDatabase } from '#lib/db/postgres'
import { type Row, statementOf } from '#lib/db/statement'
import { createDatabase } from '#tests/support/database'
import { openDatabase } from '#tests/support/faults'
import { untilLocked } from '#tests/support/jobs'
import { setLimits, useLongTimeouts } from '#tests/support/timeouts'

let url: string
let observer: Client

beforeAll(async () => {
  await useLongTimeouts()
  url = await createDatabase()
  observer = await openDatabase(url)
  await observer.query(`
    create table calls (id integer generated always as identity, name text, xid text default pg_current_xact_id()::text);
    create table locked (name text primary key);
    insert into locked values ('a'), ('b'), ('c');
    create function note(p_name text) returns json language plpgsql as $$
    begin
      perform from locked where name = p_name for update;
      if p_name = 'wrong' then
        raise exception 'wrong' using errcode = '22023';
      end if;
      insert into calls (name) values (p_name);
      return to_json(p_name);
    end $$`)
})

/** Returns a call of `note` by the adapter. Its value is also its place in the order. */
async function open(options: Parameters<typeof postgresDatabase>[1] = {}) {
  await observer.query('truncate calls')
  const database = postgresDatabase(url, options)
  onTestFinished(() => database.close())
  const text = ['select note(', ') as reply']
  const statement = statementOf('note', Object.assign(text, { raw: text }))
  return (name: string) => database.query(statement, [name], name)
}

/** Takes the lock that a call of this name waits for. Returns the function that releases it. */
async function lock(name: string): Promise<() => Promise<unknown>> {
  const holder = new Client({ connectionString: url })
  await holder.connect()
  onTestFinished(() => holder.end())
  await holder.query(`begin; select from locked where name = '${name}' for update`)
  return () => holder.query('commit')
}

const calls = async () => (await observer.query('select name, xid from calls order by id')).rows as Row[]

it('calls made at the same moment share a transaction, in order of their key, and each gets its own reply', async () => {
  const note = await open()
  const replies = await Promise.all(['c', 'a', 'b'].map(note))
  expect(replies).toEqual([[{ reply: 'c' }], [{ reply: 'a' }], [{ reply: 'b' }]])
  const rows = await calls()
  expect(rows.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  expect(new Set(rows.map(({ xid }) => xid)).size).toBe(1)
})

it('calls that come while a group is running form the next group', async () => {
  setLimits({ sqlBatchWaitMs: 60_000 })
  const note = await open()
  const unlock = await lock('a')
  const first = note('a')
  await untilLocked(observer, 1)
  const x = note('x')
  await new Promise(setImmediate)
  const y = note('y')
  await unlock()
  await Promise.all([first, x, y])
  const [one, ...others] = await calls()
  expect(one!.name).toBe('a')
  expect(others.map(({ name }) => name)).toEqual(['x', 'y'])
  expect(new Set(others.map(({ xid }) => xid)).size).toBe(1)
  expect(others[0]!.xid).not.toBe(one!.xid)
})

it('each call gets its own reply when there are more than fit into one group', async () => {
  const note = await open()
  const names = Array.from({ length: 100 }, (_, i) => `call ${i}`)
  expect(await Promise.all(names.map(note))).toEqual(names.map((name) => [{ reply: name }]))
  expect((await calls()).map(({ name }) => name).sort()).toEqual(names.sort())
})

it('a call that PostgreSQL rejects does not fail the others of its group', async () => {
  const note = await open()
  const [a, wrong, b] = await Promise.allSettled([note('a'), note('wrong'), note('b')])
  expect(a).toEqual({ status: 'fulfilled', value: [{ reply: 'a' }] })
  expect(b).toEqual({ status: 'fulfilled', value: [{ reply: 'b' }] })
  expect(wrong).toMatchObject({ status: 'rejected', reason: expect.any(StatementError) })
  expect((await calls()).map(({ name }) => name).sort()).toEqual(['a', 'b'])
})

it('a call that waits for a lock does not delay other calls', async () => {
  const note = await open()
  const unlock = await lock('b')
  const waits = note('b')
  const others = [note('a'), note('c')]
  expect(await Promise.all(others)).toEqual([[{ reply: 'a' }], [{ reply: 'c' }]])
  // Nor does it delay later calls.
  expect(await note('later')).toEqual([{ reply: 'later' }])
  await unlock()
  expect(await waits).toEqual([{ reply: 'b' }])
})

it('groups work without prepared statements and with one connection', async () => {
  const note = await open({ prepared: false, poolSize: 1 })
  const replies = await Promise.all(['a', 'b'].map(note))
  expect(replies).toEqual([[{ reply: 'a' }], [{ reply: 'b' }]])
})
