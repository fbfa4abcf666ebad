import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, chown, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { type Binaries, serverEnvironment } from './binaries.ts'
import { dataArguments } from './data-folder.ts'
import { isAlive } from './postmaster.ts'

export const SUPERUSER = 'postgres'
const MAJOR_VERSION = '18'
const PASSWORD_FILE = '.password'

/**
 * Ensures that `dataDir` has a cluster, and returns its superuser's password. A new cluster is built next to the folder
 * and renamed, so that it is complete or absent. Of two processes one wins.
 */
export async function ensureCluster(dataDir: string, binaries: Binaries, account?: Account): Promise<string> {
  await mkdir(dirname(dataDir), { recursive: true })
  await removeAbandoned(dataDir)
  const version = await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw new Error(`Cannot read PostgreSQL's data in ${dataDir}: ${error.message}`, { cause: error })
    },
  )
  if (version === undefined) await buildCluster(dataDir, binaries, account)
  else if (version.trim() !== MAJOR_VERSION) {
    throw new Error(
      `${dataDir} has data of PostgreSQL ${version.trim()}, but ${MAJOR_VERSION} is needed. Move the folder away.`,
    )
  }
  return (await readFile(join(dataDir, PASSWORD_FILE), 'utf8')).trim()
}

async function buildCluster(dataDir: string, binaries: Binaries, account?: Account): Promise<void> {
  const staged = `${dataDir}.new-${process.pid}-${randomUUID()}`
  await mkdir(staged, { mode: 0o700 })
  try {
    if (account) await chown(staged, account.uid, account.gid)
    await initialise(staged, binaries, account)
    await rmdir(dataDir).catch(() => undefined)
    await rename(staged, dataDir)
  } catch (cause) {
    const won = await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(() => undefined)
    if (won === undefined)
      throw new Error(`Cannot create PostgreSQL's data in ${dataDir}: ${cause}`, { cause })
  } finally {
    await rm(staged, { recursive: true, force: true })
  }
}

async function initialise(staged: string, binaries: Binaries, account?: Account): Promise<void> {
  const { argument, cwd } = await dataArguments(staged, account)
  const as = { ...account, cwd }
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  await run(binaries.initdb, ['-D', argument, '-U', SUPERUSER, '--auth=reject', '--no-sync', ...locale], as)

  // A random secret needs no key stretching, and one iteration makes every new connection cheaper.
  const password = randomBytes(24).toString('base64url')
  const setPassword = `set scram_iterations = 1;\nalter role ${SUPERUSER} password '${password}';\n`
  await run(binaries.postgres, ['--single', '-D', argument, 'postgres'], as, setPassword)

  // Not scram-sha-256: Neon's driver sends the password with the startup packet, before the server asks.
  await writeFile(join(staged, 'pg_hba.conf'), 'host all all 127.0.0.1/32 password\n')
  const secret = join(staged, PASSWORD_FILE)
  await writeFile(secret, `${password}\n`, { mode: 0o600 })
  await chmod(secret, 0o600)
  if (account) await chown(secret, account.uid, account.gid)
}

function run(program: string, args: string[], options: { cwd: string } & Partial<Account>, input = '') {
  return new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, { ...options, env: serverEnvironment(), windowsHide: true })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', reject)
    child.on('close', (code, signal) =>
      code === 0
        ? resolve()
        : reject(new Error(`${basename(program)} ended with ${signal ?? code}: ${output.trim()}`)),
    )
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

/** Removes incomplete clusters whose process has exited. */
async function removeAbandoned(dataDir: string): Promise<void> {
  const prefix = `${basename(dataDir)}.new-`
  for (const name of await readdir(dirname(dataDir))) {
    if (!name.startsWith(prefix)) continue
    const builder = Number.parseInt(name.slice(prefix.length), 10)
    if (!isAlive(builder)) await rm(join(dirname(dataDir), name), { recursive: true, force: true })
  }
}
