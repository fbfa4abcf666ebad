import type { Pool } from 'pg'

const tables = ['conversations', 'jobs', 'messages']

/**
 * Archives deleted rows with the time of deletion. The server deletes conversations of stateless calls 15 minutes after
 * their jobs end. The schema `soak` has a view for each table, with all current and deleted rows.
 */
export async function keepDeleted(database: Pool): Promise<void> {
  await database.query(`
    create schema soak;
    create function soak.keep() returns trigger language plpgsql as $$
      begin
        execute format('insert into soak.deleted_%I select ($1).*, clock_timestamp()', tg_table_name) using old;
        return null;
      end $$`)
  for (const table of tables)
    await database.query(`
      create table soak.deleted_${table} as
        select *, null::timestamptz as deleted_at from public.${table} with no data;
      create trigger soak_keep after delete on public.${table} for each row execute function soak.keep();
      create view soak.${table} as
        select *, null::timestamptz as deleted_at from public.${table} union all select * from soak.deleted_${table}`)
}
