import { Client } from 'pg'
import { readFunctions } from './functions.ts'

/**
 * The schema as PostgreSQL itself describes it, in a fixed order: what `sql/schema.sql` holds and CI compares. Functions
 * that have a file in `sql/functions` are there by their signature.
 */
export async function dumpSchema(databaseUrl: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ line: string }>(describe, [
      (await readFunctions()).map(({ name }) => name),
    ])
    return `-- The schema after all migrations. Made by \`npm run schema\`; change it by a new migration or a function.\n\n${rows
      .map(({ line }) => line)
      .join('\n')}`
  } finally {
    await client.end()
  }
}

// pg_dump would do, but it is not in the npm package that brings PostgreSQL, and an older one refuses newer servers.
const describe = `
  with tables as (
    select c.oid, c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' 
      and c.relname not in ('schema_migrations', 'schema_functions')
  ), parts as (
    select name, 1 as part, 0 as position, format(E'create table %I (\\n%s\\n);', name, (
      select string_agg(line, E',\\n' order by kind, position, line) from (
        select 1 as kind, a.attnum as position, format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
          case when a.attidentity = 'a' then ' generated always as identity' else '' end,
          case when a.attnotnull then ' not null' else '' end,
          coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = tables.oid and a.attnum > 0 and not a.attisdropped
        union all
        select 2, 0, format('  constraint %I %s', conname, pg_get_constraintdef(oid))
        from pg_constraint where conrelid = tables.oid and contype <> 'n') lines)) as line
    from tables
    union all
    select name, 2, 0, pg_get_indexdef(i.indexrelid) || ';'
    from tables join pg_index i on i.indrelid = tables.oid
    where not exists (select from pg_constraint where conindid = i.indexrelid)
    union all
    select name, 3, d.objsubid, format('comment on %s %s is %L;', case d.objsubid when 0 then 'table' else 'column' end,
      format('%I', name) || coalesce('.' || quote_ident(a.attname), ''), d.description)
    from tables join pg_description d on d.objoid = tables.oid and d.classoid = 'pg_class'::regclass
    left join pg_attribute a on a.attrelid = tables.oid and a.attnum = d.objsubid and d.objsubid > 0
    union all
    select c.relname, 4, 0, pg_get_triggerdef(t.oid) || ';'
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
    union all
    select relname, 1, 0, format(E'create view %I as\n%s', relname, pg_get_viewdef(oid, true))
    from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
    union all
    select relname, 3, 0, format('comment on view %I is %L;', relname, obj_description(oid, 'pg_class'))
    from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'v' and obj_description(oid, 'pg_class') is not null
    union all
    select '~' || proname, 1, 0, case when proname = any ($1)
      then format(E'create function %I(%s) returns %s;  -- sql/functions/%s.sql', proname, pg_get_function_arguments(oid),
                  pg_get_function_result(oid), proname)
      else pg_get_functiondef(oid) || ';' end
    from pg_proc where pronamespace = 'public'::regnamespace
    union all
    select '~' || proname, 2, 0, format('comment on function %I is %L;', proname, obj_description(oid, 'pg_proc'))
    from pg_proc
    where pronamespace = 'public'::regnamespace and obj_description(oid, 'pg_proc') is not null
  )
  select line || case when lead(name) over w is distinct from name then E'\\n' else '' end as line
  from parts window w as (order by name, part, position, line) order by name, part, position, line`
