import type { Client } from 'pg'

export type Clock = {
  /** The seconds since the clock's start. */
  seconds(): number
  advance(seconds: number): Promise<void>
}

const start = '2030-01-01T00:00:00Z'

/** Converts a time from the database to seconds of the clock. */
export const clockSeconds = (time: Date) => (time.getTime() - Date.parse(start)) / 1000

/**
 * Gives a database a clock that only moves by hand. `now()` and `clock_timestamp()` of every statement, and `now()` of
 * column defaults, read it. Call it before anything else connects to the database.
 */
export async function useClock(database: Client): Promise<Clock> {
  await database.query(`
    create schema clock;
    create table clock.time (value timestamptz not null);
    insert into clock.time values ('${start}');
    create function clock.now() returns timestamptz stable language sql as 'select value from clock.time';
    create function clock.clock_timestamp() returns timestamptz volatile language sql as 'select value from clock.time'`)
  // PostgreSQL searches pg_catalog first unless the path names it. Named second, the clock's now() is found first.
  const path = 'clock, pg_catalog, public'
  const { rows } = await database.query(`
    select format('alter database %I set search_path = ${path}', current_database()) as statement
    union all
    select format('alter table public.%I alter %I set default clock.now()', table_name, column_name)
    from information_schema.columns where table_schema = 'public' and column_default = 'now()'`)
  for (const { statement } of rows) await database.query(statement)
  await database.query(`set search_path = ${path}`)
  let passed = 0
  return {
    seconds: () => passed,
    advance: async (seconds) => {
      passed += seconds
      await database.query("update clock.time set value = value + $1 * interval '1 second'", [seconds])
    },
  }
}
