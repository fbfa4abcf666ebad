import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { freePort, randomPortBase } from '#local/ports'
import { type LocalPostgres, startPostgres } from '#local/postgres'
import { isServer, readPostmaster } from '#local/postgres/postmaster'
import { root } from '#local/server'
import { migrate } from '#sql/migrate'

export const template = 'template_gpts'
/** The database of the server that the tests share. */
export const shared = 'app'

/** The PostgreSQL of a test run, with a migrated database as the template of others, and one for the shared server. */
export async function startTestPostgres(): Promise<{ postgres: LocalPostgres; close(): Promise<void> }> {
  const folder = await mkdtemp(join(await roomyFolder(), 'gpts-tests-'))
  const dataDir = join(folder, 'postgres')
  await copy(await migratedCluster(), dataDir)
  const postgres = await start(dataDir)
  return {
    postgres,
    close: async () => {
      await postgres.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const start = async (dataDir: string) =>
  startPostgres({ dataDir, port: await freePort(randomPortBase()), fsync: false })

/** Where Linux keeps files in memory. */
const inMemory = '/dev/shm'
/** A whole run fills two gigabytes. */
const [bytesNeeded, memoryNeeded] = [4e9, 8e9]

/** A folder for the data: in memory if there is room, because a disk that others write to can hold up each statement. */
async function roomyFolder(): Promise<string> {
  const disk = await statfs(inMemory).catch(() => undefined)
  if (disk) await removeAbandoned()
  const hasRoom = disk && disk.bavail * disk.bsize > bytesNeeded && process.availableMemory() > memoryNeeded
  return hasRoom ? inMemory : tmpdir()
}

/** Frees the memory of killed runs: their folders are an hour old or older, and have no running server. */
async function removeAbandoned(): Promise<void> {
  const names = (await readdir(inMemory)).filter((name) => name.startsWith('gpts-tests-'))
  for (const folder of names.map((name) => join(inMemory, name))) {
    const made = await stat(folder).catch(() => undefined)
    const postmaster = await readPostmaster(join(folder, 'postgres'))
    if (!made || Date.now() - made.mtimeMs < 3_600_000 || (postmaster && (await isServer(postmaster.pid))))
      continue
    await rm(folder, { recursive: true, force: true }).catch(() => {}) // it may be another user's
  }
}

const copy = (from: string, to: string) => promisify(execFile)('cp', ['-a', from, to])

/** Starts numeric ids so high that a limit or a count in an answer does not look like one. */
async function startIdsHigh(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const sql = `select setval(pg_get_serial_sequence('conversations', 'id'), 7007),
                      setval(pg_get_serial_sequence('messages', 'id'), 8008)`
  await client.query(sql).finally(() => client.end())
}

/** A stopped cluster with the template. It is kept in `node_modules/.cache` until the schema or PostgreSQL changes. */
async function migratedCluster(): Promise<string> {
  const sources = globSync(
    ['sql/**/*.{sql,ts}', 'local/postgres/*.ts', 'tests/support/postgres.ts', 'package-lock.json'],
    {
      cwd: root,
    },
  ).sort()
  const hash = createHash('sha256').update(`${process.getuid?.()}`)
  for (const source of sources) hash.update(source).update(readFileSync(join(root, source)))
  const kept = join(root, 'node_modules', '.cache', 'test-postgres', hash.digest('hex').slice(0, 16))
  if (existsSync(kept)) return kept
  const folder = dirname(kept)
  await mkdir(folder, { recursive: true })
  const outdated = (await readdir(folder)).filter((name) => !name.startsWith(basename(kept)))
  for (const name of outdated) await rm(join(folder, name), { recursive: true, force: true })
  const staged = await mkdtemp(`${kept}.new-`)
  const postgres = await start(join(staged, 'postgres'))
  await postgres.createDatabase(template)
  await migrate(postgres.url(template))
  await postgres.createDatabase(shared, template)
  await startIdsHigh(postgres.url(shared))
  await postgres.close()
  // Another run may have been quicker.
  await rename(join(staged, 'postgres'), kept).catch((error) => {
    if (!existsSync(kept)) throw error
  })
  await rm(staged, { recursive: true, force: true })
  return kept
}
