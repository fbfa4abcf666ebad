import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'

/** The content of postmaster.pid. `state` is `starting`, `ready`, `stopping` or empty (not written yet). */
export type Postmaster = { pid: number; port: number; state: string }

const STOP_TIMEOUT_MS = 15_000
const POLL_MS = 10

/** Reads postmaster.pid of a data folder. Undefined if there is none, or if it is not a lock file. */
export async function readPostmaster(dataDir: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => undefined)
  // Lines: pid, data folder, start time, port, socket folder, address, shared memory, state.
  const lines = text?.split('\n')
  const pid = Number(lines?.[0])
  if (!lines || !Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3]), state: lines[7]?.trim() ?? '' }
}

/** True if a process with this id exists, also one of another user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** True if the process is a running PostgreSQL server: not a zombie, and not another program with a reused id. */
export async function isServer(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform === 'win32') return true
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const [, name, state] = /\((.*)\) (\S)/.exec(status) ?? []
    return name === 'postgres' && state !== 'Z' && state !== 'X'
  }
  const found = await promisify(execFile)('ps', ['-o', 'stat=,comm=', '-p', String(pid)]).catch(
    () => undefined,
  )
  return found !== undefined && !found.stdout.startsWith('Z') && found.stdout.includes('postgres')
}

/**
 * Stops the server of `dataDir` and waits for its exit. `fast` ends its sessions and writes all data, `kill` is a crash.
 * A fast stop becomes an immediate one after 15 s.
 */
export async function stopPostmaster(
  mode: 'fast' | 'kill',
  pid: number,
  dataDir: string,
  binaries: Binaries,
): Promise<void> {
  if ((await readPostmaster(dataDir))?.pid !== pid) return
  for (const step of mode === 'fast' ? (['fast', 'immediate', 'kill'] as const) : (['kill'] as const)) {
    if (!(await isServer(pid))) return
    await signalStop(step, pid, dataDir, binaries)
    for (const end = Date.now() + STOP_TIMEOUT_MS; Date.now() < end && (await isServer(pid)); )
      await delay(POLL_MS)
  }
  if (await isServer(pid)) throw new Error(`The PostgreSQL server with process id ${pid} does not stop.`)
}

const STOP_SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const

async function signalStop(step: keyof typeof STOP_SIGNALS, pid: number, dataDir: string, binaries: Binaries) {
  if (process.platform === 'win32' && step !== 'kill') {
    // Windows has no signals, so Node's kill is always a crash.
    await promisify(execFile)(binaries.pgCtl, ['stop', '-D', dataDir, '-m', step, '-W']).catch(
      () => undefined,
    )
    return
  }
  try {
    process.kill(pid, STOP_SIGNALS[step])
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
