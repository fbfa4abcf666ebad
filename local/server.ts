import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { nextBin } from '#lib/server/build'
import type { PagesMode } from '#lib/server/next-process'
import { compileCache, nodeFlags } from '#lib/server/processes'

export const root = fileURLToPath(new URL('..', import.meta.url))
const program = fileURLToPath(new URL('../lib/server/main.ts', import.meta.url))
const host = '127.0.0.1'
const endWithParent = pathToFileURL(fileURLToPath(new URL('end-with-parent.ts', import.meta.url))).href

export type AppServer = {
  url: string
  /** The first process, which started the others. */
  pid: number
  /** The server's output so far. */
  output(): string
  exited: Promise<number | null>
  close(): Promise<void>
  kill(): Promise<void>
}

/**
 * Our server: `dev` compiles pages on request and restarts after source changes, `local` builds the pages first, `start`
 * serves the built pages, if any, `api` no pages. Next alone, as on Vercel: `next` is its production build, `next-dev` its dev server.
 */
type Mode = 'dev' | 'local' | 'start' | 'api' | 'next' | 'next-dev'

type Options = {
  mode: Mode
  port: number
  vars: Record<string, string | undefined>
  /** Receives the server's output after it is ready. */
  onOutput?: (text: string) => void
  /** Stops the server, even while it is starting. */
  signal?: AbortSignal
}

const startTimeoutMs = 120_000

/**
 * Starts the server on 127.0.0.1 in its own processes, and resolves when it responds. Rejects with its output if it exits
 * before. It exits with this process, however that exits.
 */
export async function startServer({ mode, port, vars, onOutput, signal }: Options): Promise<AppServer> {
  const { WEB_CONCURRENCY = '' } = { ...process.env, ...vars }
  const child = spawn(process.execPath, argumentsOf(mode, port, WEB_CONCURRENCY), {
    cwd: root,
    // Detached, so that the terminal's Ctrl-C does not reach it: the launcher stops it in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      NODE_COMPILE_CACHE: compileCache,
      ...process.env,
      ...vars,
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_ENV: mode === 'dev' || mode === 'next-dev' ? 'development' : 'production',
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import ${endWithParent}`.trim(),
    },
  })
  let written = ''
  let ready = false
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      written = (written + text).slice(-100_000)
      if (ready) onOutput?.(text)
    })
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const url = `http://${host}:${port}`
  const server: AppServer = {
    url,
    pid: child.pid!,
    output: () => written,
    exited,
    // On other signals the dev server leaves a process behind that flushes telemetry, even if telemetry is disabled.
    close: () => end(child, exited, mode === 'next-dev' ? 'SIGKILL' : 'SIGINT'),
    kill: () => end(child, exited, 'SIGKILL'),
  }
  signal?.addEventListener('abort', () => void server.close(), { once: true })
  await untilAnswers(url, child).catch(async (error) => {
    await server.kill()
    throw new Error(`${error.message}\n${written}`)
  })
  ready = true
  return server
}

const pagesOf = { dev: 'dev', local: 'build', start: 'built', api: 'none' } as const satisfies Record<
  string,
  PagesMode
>

function argumentsOf(mode: Mode, port: number, processes: string): string[] {
  if (mode === 'next' || mode === 'next-dev') {
    const command = mode === 'next' ? 'start' : 'dev'
    return [...nodeFlags, nextBin(), command, '-H', host, '-p', String(port)]
  }
  return [program, host, String(port), pagesOf[mode], processes]
}

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startTimeoutMs
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('The server exited.')
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(30_000) }).catch(
      () => null,
    )
    if (response) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The server did not answer.')
}

async function end(
  child: ChildProcess,
  exited: Promise<unknown>,
  signal: 'SIGINT' | 'SIGKILL',
): Promise<void> {
  const killGroup = (name: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, name)
    } catch {
      // It has already exited.
    }
  }
  killGroup(signal)
  const hard = setTimeout(() => killGroup('SIGKILL'), 5_000)
  await exited
  clearTimeout(hard)
  killGroup('SIGKILL')
}
