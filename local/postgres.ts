import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { serviceAccount } from './postgres/account.ts'
import { findBinaries } from './postgres/binaries.ts'
import { ensureCluster, SUPERUSER } from './postgres/cluster.ts'
import { chooseDataFolder } from './postgres/data-folder.ts'
import { type Launched, type LaunchOptions, launch } from './postgres/launch.ts'
import { isServer, type Postmaster, readPostmaster, stopPostmaster } from './postgres/postmaster.ts'

export type PostgresOptions = {
  /** The data folder, created if missing. The log is `<dataDir>.log`. */
  dataDir: string
  /** A free port. A server that already runs on this data keeps its port. */
  port: number
  /** False makes commits faster, but a crash of the machine may lose data. Default true. */
  fsync?: boolean
}

export type LocalPostgres = {
  host: string
  port: number
  user: string
  password: string
  /** The server was already running: a process left it behind, or shares it. */
  reused: boolean
  /** A message for the person at the terminal, for example that the data is in another folder. */
  notice?: string
  url(database: string): string
  createDatabase(name: string, template?: string): Promise<void>
  dropDatabase(name: string): Promise<void>
  /** Stops the server, also a reused one, and waits until it is gone. */
  close(): Promise<void>
  /** Crashes the server (SIGKILL) and waits until it is gone; start it again on the same data to recover. */
  kill(): Promise<void>
}

const HOST = '127.0.0.1'
const START_TIMEOUT_MS = 60_000
const POLL_MS = 20

/**
 * Starts a PostgreSQL 18 on 127.0.0.1, or attaches to the one that already runs on `dataDir`. Works as an ordinary user
 * and as root, and is safe if two processes start at once. Rejects with the server's last log lines, and with the code
 * EADDRINUSE when the port is taken.
 */
export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  const wanted = resolve(options.dataDir)
  const account = await serviceAccount(wanted)
  const { dataDir, notice } = await chooseDataFolder(wanted, account)
  const binaries = await findBinaries(account)
  const password = await ensureCluster(dataDir, binaries, account)
  const logFile = `${dataDir}.log`
  const launchOptions = {
    binaries,
    account,
    dataDir,
    logFile,
    port: options.port,
    fsync: options.fsync ?? true,
  }
  const { postmaster, reused } = await startOrAttach(launchOptions, password)
  const { pid, port } = postmaster
  const url = (database: string) =>
    `postgresql://${SUPERUSER}:${password}@${HOST}:${port}/${encodeURIComponent(database)}`
  const administer = (statement: string) => query(url('postgres'), statement)
  return {
    host: HOST,
    port,
    user: SUPERUSER,
    password,
    reused,
    ...(notice && { notice }),
    url,
    createDatabase: (name, template) =>
      administer(
        `create database ${pg.escapeIdentifier(name)}${template ? ` template ${pg.escapeIdentifier(template)}` : ''}`,
      ),
    dropDatabase: (name) => administer(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
    close: () => stopPostmaster('fast', pid, dataDir, binaries),
    kill: () => stopPostmaster('kill', pid, dataDir, binaries),
  }
}

async function query(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** PostgreSQL's own lock (postmaster.pid and its shared memory) decides which server runs. The other process attaches. */
async function startOrAttach(options: LaunchOptions, password: string) {
  let launched: Launched | undefined
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; await delay(POLL_MS)) {
    const postmaster = await readPostmaster(options.dataDir)
    if (postmaster && (await isServer(postmaster.pid))) {
      if (postmaster.state === 'ready' && (await answers(postmaster, password))) {
        return { postmaster, reused: postmaster.pid !== launched?.pid }
      }
      continue
    }
    if (launched?.failure !== undefined && !isHeldBriefly(launched.failure)) {
      const error = new Error(`PostgreSQL did not start (${options.logFile}):\n${launched.failure}`)
      throw isPortTaken(launched.failure) ? Object.assign(error, { code: 'EADDRINUSE' }) : error
    }
    if (launched === undefined || launched.failure !== undefined) {
      if (postmaster) await removeStaleLock(options.dataDir, postmaster)
      launched = await launch(options)
    }
  }
  if (launched?.failure === undefined && launched?.pid) process.kill(launched.pid, 'SIGQUIT')
  throw new Error(`PostgreSQL did not start within ${START_TIMEOUT_MS / 1000} s: see ${options.logFile}`)
}

/** True for a temporary lock: sessions of a crashed server may still be ending, or another process is starting a server. */
function isHeldBriefly(failure: string): boolean {
  return /pre-existing shared memory block|lock file "[^"]*" (already exists|is empty)/.test(failure)
}

/** PostgreSQL's log has the text of the system's error. */
const isPortTaken = (failure: string) => failure.includes('Address already in use')

async function answers({ port }: Postmaster, password: string): Promise<boolean> {
  try {
    await query(`postgresql://${SUPERUSER}:${password}@${HOST}:${port}/postgres`, 'select 1')
    return true
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') return false
    throw new Error(
      `The PostgreSQL server on port ${port} does not accept the password of this data folder.`,
      {
        cause: error,
      },
    )
  }
}

/**
 * PostgreSQL replaces the lock file of a dead process itself, but not if the process id now belongs to another program.
 * If the file turns out to be new, PostgreSQL's shared memory still prevents a second server.
 */
async function removeStaleLock(dataDir: string, stale: Postmaster): Promise<void> {
  if ((await readPostmaster(dataDir))?.pid === stale.pid)
    await rm(join(dataDir, 'postmaster.pid'), { force: true })
}
