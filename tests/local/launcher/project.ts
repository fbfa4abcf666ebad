import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeAll, expect, vi } from 'vitest'
import { freePort, randomPortBase } from '#local/ports'
import { root } from '#local/server'
import { call } from '#tests/support/api'
import { atEnd } from '#tests/support/ending'
import { listenLocally } from '#tests/support/listen'

// A copy of the project, in a folder with spaces in its name inside a private one, for the file that imports this.

const mark = `LAUNCHER_TEST=${crypto.randomUUID()}`
let folder: string
/** The folder of the copy. */
export let project: string
/** A free port for its server. */
export let port: number

// Below the checkout, so that node_modules is found without a link, which the bundler would reject.
beforeAll(async () => {
  await mkdir(join(root, '.data'), { recursive: true })
  folder = await mkdtemp(join(root, '.data', 'launcher test '))
  await chmod(folder, 0o700)
  project = join(folder, 'my project')
  const parts = [
    'app',
    'emulators',
    'lib',
    'local',
    'sql',
    'workers',
    'package.json',
    'next.config.js',
    'tsconfig.json',
  ]
  for (const part of parts) await cp(join(root, part), join(project, part), { recursive: true })
  port = await freePort(randomPortBase())
})

// Leftovers of a failed test must not block the next one.
afterEach(async () => {
  const isEmpty = async () => {
    const left = await processes()
    for (const pid of left.keys()) kill(pid)
    return left.size === 0
  }
  await vi.waitUntil(isEmpty, { timeout: 60_000 })
})

atEnd(() => rm(folder, { recursive: true, force: true }))

/** Kills a process that may have ended already. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** When a process that is not ours was first seen, by its id: reading all of them at every poll takes long. */
const others = new Map<number, number>()
/** Before its program is loaded, a process has the environment of the one that starts it. An id may be used again. */
const isKnown = (ageMs: number) => ageMs > 2_000 && ageMs < 10_000

/** The command lines of the running processes that this file's launchers started, by process id. */
export async function processes(): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  const now = performance.now()
  for (const pid of (await readdir('/proc')).map(Number).filter(Boolean)) {
    const seen = others.get(pid) ?? now
    if (isKnown(now - seen)) continue
    const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
    if (!(await read('environ')).includes(mark)) {
      others.set(pid, now - seen < 10_000 ? seen : now)
      continue
    }
    others.delete(pid)
    const [command, stat] = await Promise.all([read('cmdline'), read('stat')])
    const hasEnded = /\) [ZX] /.test(stat) || stat === ''
    if (!hasEnded) found.set(pid, command.replaceAll('\0', ' ').trim())
  }
  return found
}

export const commands = async () => [...(await processes()).values()]

type Run = { child: ChildProcess; output(): string; exited: Promise<number | null> }

/** Runs a script of the project in a separate process group, as a terminal does, without configuration. */
export function run(script: string[], vars: Record<string, string> = {}): Run {
  const { PATH, HOME, TMPDIR } = process.env
  const [name, value] = mark.split('=')
  const env = { NODE_ENV: undefined, PATH, HOME, TMPDIR, PORT: String(port), [name!]: value, ...vars }
  const child = spawn(process.execPath, script, {
    cwd: project,
    env: env as unknown as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  return { child, output: () => output, exited }
}

export type Launched = Run & { url: string; apiKey: string; block: string; curl: string }

export async function launch(...args: string[]): Promise<Launched> {
  const launcher = run(['local/main.ts', ...args])
  await untilPrinted(launcher, 'Ctrl-C stops everything.')
  const block = launcher.output().slice(launcher.output().indexOf('  GPTs API Server'))
  const value = (name: string) => new RegExp(`^ +${name} +(\\S+)$`, 'm').exec(block)?.[1] ?? ''
  const curl = block.slice(block.indexOf('  curl '), block.indexOf('  Ctrl-C'))
  return { ...launcher, block, curl, url: value('URL'), apiKey: value('API key') }
}

/** Waits until the run prints the text. Fails at once if the run ends before. */
export async function untilPrinted({ child, output }: Run, text: string): Promise<void> {
  const state = () => (output().includes(text) ? 'shown' : child.exitCode === null ? 'not yet' : output())
  await expect.poll(() => state() !== 'not yet', { timeout: 300_000, interval: 100 }).toBe(true)
  expect(state()).toBe('shown')
}

/** Sends a signal to the whole process group, as a terminal does for Ctrl-C, and waits until no process is left. */
export async function stops(launcher: Run, signal: NodeJS.Signals): Promise<void> {
  process.kill(-launcher.child.pid!, signal)
  expect(await launcher.exited).toBe(0)
  await expect.poll(commands).toEqual([])
  expect(existsSync(join(project, '.data', 'postgres', 'postmaster.pid'))).toBe(false)
}

export async function runCurl(curl: string) {
  const { stdout } = await promisify(execFile)('bash', ['-c', `${curl.trim()} -s -w '\\n%{http_code}'`])
  const [body, status] = stdout.split('\n')
  return { status: Number(status), body: JSON.parse(body!) }
}

export const titles = async ({ url, apiKey }: Launched) => {
  const answer = await call('GET', '/api/conversations?userId=me', { baseUrl: url, key: apiKey })
  return answer.body.data.conversations.map(({ title }: { title: string }) => title)
}

export async function occupyPort(taken: number): Promise<Server> {
  const server = createServer()
  await listenLocally(server, taken)
  return server
}

/** The title of the start page. Undefined while a placeholder page is served. */
export async function titleOf(url: string): Promise<string | undefined> {
  const response = await fetch(url)
  return response.ok ? /<title>([^<]*)/.exec(await response.text())?.[1] : undefined
}
