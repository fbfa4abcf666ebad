import { spawn } from 'node:child_process'
import { closeSync, openSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Account } from './account.ts'
import { type Binaries, serverEnvironment } from './binaries.ts'
import { dataArguments } from './data-folder.ts'

export type LaunchOptions = {
  binaries: Binaries
  account: Account | undefined
  dataDir: string
  logFile: string
  port: number
  fsync: boolean
}

/** A server process that this process started. After its exit, `failure` has the last lines of its log. */
export type Launched = { pid: number; failure: string | undefined }

const LOG_BYTES_MAX = 10 * 1024 * 1024

/**
 * Starts a server in its own session: the terminal's Ctrl-C does not reach it, and it survives this process unless
 * stopped. It writes to `logFile`, which is opened here because the server's account may have no access.
 */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { binaries, account, dataDir, logFile, port, fsync } = options
  const { argument, cwd } = await dataArguments(dataDir, account)
  const tooLong = (statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_MAX
  const log = openSync(logFile, tooLong ? 'w' : 'a', 0o600)
  const logStart = statSync(logFile).size
  const settings = Object.entries(serverSettings(fsync)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  try {
    const child = spawn(binaries.postgres, ['-D', argument, '-p', String(port), ...settings], {
      ...account,
      cwd,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
      env: serverEnvironment(),
    })
    const launched: Launched = { pid: child.pid ?? 0, failure: undefined }
    child.on('error', (error) => {
      launched.failure = error.message
    })
    child.on('exit', async () => {
      launched.failure = (await readLogFrom(logFile, logStart)) || 'it wrote nothing to its log'
    })
    child.unref()
    return launched
  } finally {
    closeSync(log)
  }
}

function serverSettings(fsync: boolean): Record<string, string> {
  const durable = fsync ? 'on' : 'off'
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Commits still reach the operating system, so a crash of only the server loses none.
    fsync: durable,
    full_page_writes: durable,
  }
}

async function readLogFrom(logFile: string, position: number): Promise<string> {
  const file = await open(logFile)
  try {
    const { size } = await file.stat()
    const from = Math.max(position, size - 4096)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
    return buffer.toString('utf8', 0, bytesRead).trim().split('\n').slice(-20).join('\n')
  } finally {
    await file.close()
  }
}
