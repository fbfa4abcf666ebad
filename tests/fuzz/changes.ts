import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'

/** The row changes since the last call, such as `insert users`, each as often as it happened. */
export type Changes = { take(): Promise<string[]> }

/** Records each insert, delete and real update in the API's tables. Skips the tables of processes and of the search index. */
export async function watchChanges(database: Pool): Promise<Changes> {
  await database.query(`
    create schema fuzz;
    create unlogged table fuzz.changes (what text not null);
    create function fuzz.note() returns trigger language plpgsql as $$
      begin insert into fuzz.changes values (lower(tg_op) || ' ' || tg_table_name); return null; end $$`)
  const { rows } = await database.query<{ statement: string }>(`
    select format('create trigger fuzz_rows after insert or delete on public.%1$I for each row execute function fuzz.note();
                   create trigger fuzz_updates after update on public.%1$I for each row
                     when (old.* is distinct from new.*) execute function fuzz.note()', table_name) as statement
    from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
      and table_name not in ('processes', 'schedules', 'search_documents', 'search_progress', 'user_activity')`)
  for (const { statement } of rows) await database.query(statement)
  return {
    take: async () => {
      const taken = await database.query<{ what: string }>('delete from fuzz.changes returning what')
      return taken.rows.map(({ what }) => what)
    },
  }
}

/** Resolves when every job and every webhook has ended. */
export async function untilQuiet(database: Pool): Promise<void> {
  const deadline = Date.now() + quietMsMax
  for (;;) {
    const { rows } = await database.query<{ open: string }>(`
      select id || ' is ' || status as open from jobs where status in ('queued', 'running')
      union all select id || ' is ' || status from webhook_deliveries where status = 'pending'`)
    if (rows.length === 0) return
    await sleep(pauseMs)
    if (Date.now() > deadline) throw new Error(`Not ended: ${rows.map(({ open }) => open).join(', ')}.`)
  }
}

const quietMsMax = 60_000
const pauseMs = 10
