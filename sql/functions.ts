import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { ClientBase } from 'pg'

/** One file of `sql/functions`: `create or replace function <name>` and its comment. */
export type FunctionFile = { name: string; text: string }

/** The SQL functions of this version, in the order of their names. */
export async function readFunctions(): Promise<FunctionFile[]> {
  const folder = new URL('functions/', import.meta.url)
  const files = (await readdir(fileURLToPath(folder))).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -'.sql'.length),
      text: await readFile(new URL(file, folder), 'utf8'),
    })),
  )
}

/** What `applyFunctions` did: `kept` leaves the functions of a newer version in place. */
export type Applied = 'applied' | 'unchanged' | 'kept'

/**
 * Creates the functions unless the database has exactly these. A set that the database had before is an older
 * version's, which may restart while a newer one runs: its start keeps the newer functions, unless `always` is set.
 * The caller holds the migration lock.
 */
export async function applyFunctions(
  client: ClientBase,
  files: FunctionFile[],
  { always = false } = {},
): Promise<Applied> {
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex')
  const hashes = await readHashes(client)
  if (hashes[0] === hash) return 'unchanged'
  if (hashes.includes(hash) && !always) return 'kept'
  await client.query('begin')
  try {
    await createAll(client, files, hash)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
  return 'applied'
}

/** The sets that the database has had, the present one first. */
async function readHashes(client: ClientBase): Promise<string[]> {
  const { rows: tables } = await client.query(
    `select to_regclass('schema_functions') is not null as "exists"`,
  )
  if (!tables[0].exists) return []
  const { rows } = await client.query('select hash from schema_functions order by applied_at desc')
  return rows.map((row) => row.hash)
}

async function createAll(client: ClientBase, files: FunctionFile[], hash: string): Promise<void> {
  // Functions call each other, so their bodies are checked at their first run and not in the order of their names.
  await client.query('set local check_function_bodies = off')
  for (const { text } of files) await client.query(beforeComment(text))
  await dropOtherSignatures(
    client,
    files.map(({ name }) => name),
  )
  // A comment names no parameters: it comes when only one function has the name.
  for (const { text } of files) await client.query(text.slice(beforeComment(text).length))
  await client.query(
    `create table if not exists schema_functions (hash text primary key, applied_at timestamptz not null)`,
  )
  await client.query(
    `insert into schema_functions values ($1, clock_timestamp())
     on conflict (hash) do update set applied_at = excluded.applied_at`,
    [hash],
  )
}

const beforeComment = (text: string) => text.split(/^comment on function /m, 1)[0]!

/** A function with one more parameter would stand beside the one without it, and calls would fit both. */
async function dropOtherSignatures(client: ClientBase, names: string[]): Promise<void> {
  const { rows } = await client.query<{ signature: string }>(
    `select oid::regprocedure::text as signature from pg_proc
     where pronamespace = current_schema()::regnamespace and proname = any ($1)
       and xmin <> pg_current_xact_id()::xid`,
    [names],
  )
  for (const { signature } of rows) await client.query(`drop function ${signature}`)
}
