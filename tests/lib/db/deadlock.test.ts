import type { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { DatabaseUnavailable, sql } from '#lib/db/index'
import { useDatabase } from '#tests/support/database'

let database: Client
beforeAll(async () => {
  database = await useDatabase()
  // A rollback does not reset a sequence, so it counts the tries.
  await database.query(`
    create sequence tries;
    create table kept (try integer);
    create function deadlock_until(p_try integer) returns integer language plpgsql as $$
    declare
      v_try integer := nextval('tries');
    begin
      insert into kept values (v_try);
      if v_try < p_try then
        raise exception 'deadlock detected' using errcode = '40P01';
      end if;
      return v_try;
    end $$`)
})

const run = async (last: number) => {
  await database.query('alter sequence tries restart; truncate kept')
  return sql<{ try: number }>('deadlock')`select deadlock_until(${last}::int) as try`
}

describe('a statement that PostgreSQL cancels because of a deadlock', () => {
  it('runs again, and nothing of the earlier tries remains', async () => {
    expect(await run(3)).toEqual([{ try: 3 }])
    expect((await database.query('select try from kept')).rows).toEqual([{ try: 3 }])
  })

  it('fails after three tries', async () => {
    const error = await run(10).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(DatabaseUnavailable)
    expect(error).toMatchObject({ code: '40P01' })
    expect((await database.query("select nextval('tries')::int as next")).rows).toEqual([{ next: 4 }])
  })
})
