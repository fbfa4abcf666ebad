import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import nextEnv from '@next/env'
import { checkServices } from '#lib/adapters'
import { parseEnv } from '#lib/env'
import { nextBin } from '#lib/server/build'
import { migrate, migrationUrl } from '#sql/migrate'
import { acquireInstanceLock } from './instance-lock.ts'
import { freePort } from './ports.ts'
import { localSecrets } from './secrets.ts'
import { type AppServer, root, startServer } from './server.ts'
import { type Stack, startStack } from './stack.ts'

const print = (text: string) => process.stdout.write(`${text}\n`)

const progressMs = 10_000
let progress: NodeJS.Timeout | undefined

/** Prints the current step, and its elapsed time every ten seconds. */
function begin(step: string): void {
  clearInterval(progress)
  const startedMs = Date.now()
  print(`${step} …`)
  const printElapsed = () => print(`  … ${Math.round((Date.now() - startedMs) / 1_000)} s`)
  progress = setInterval(printElapsed, progressMs).unref()
}
const closers: (() => Promise<unknown>)[] = []
const stop = new AbortController()

/** Closes everything that was started or is starting, in reverse order. */
async function shutdown(code: number): Promise<never> {
  clearInterval(progress)
  for (let close = closers.pop(); close; close = closers.pop()) await close().catch(() => {})
  process.exit(code)
}

let stoppedAt = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (!stop.signal.aborted) {
      stoppedAt = Date.now()
      stop.abort()
      print('\nStopping …')
      void shutdown(0)
    }
    // npm forwards the Ctrl-C that the terminal has already sent. Only a later one is a second Ctrl-C.
    if (Date.now() - stoppedAt > 1_000) process.exit(1)
  })

// The terminal may be closed. The shutdown must still finish.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

/** Waits for a part to start. The part is closed even if the shutdown begins before it has started. */
async function started<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  closers.push(async () => (await starting).close())
  const thing = await starting
  stop.signal.throwIfAborted()
  return thing
}

let isOpen = false

/**
 * `dev` compiles pages on request, `local` builds them while the API already runs. Both start the services that are not
 * configured. With `--hosted` Next serves everything, with emulators of the hosted services.
 */
async function main(mode: 'dev' | 'local', hosted: boolean): Promise<void> {
  nextEnv.loadEnvConfig(root, mode === 'dev', { info: () => {}, error: () => {} })
  const dataDir = join(root, '.data')
  const secrets = await localSecrets(join(dataDir, 'secrets.json'))
  const alone = await started(acquireInstanceLock(dataDir))
  if (hosted && mode === 'local') await build()
  const wanted = Number(process.env.PORT) || 3000
  const port = await freePort(wanted)
  const appUrl = `http://127.0.0.1:${port}`
  alone.setAddress(appUrl)
  begin('Starting PostgreSQL, Redis and the model')
  const stack = await started(
    startStack({ vars: process.env, secrets, dataDir, portBase: 15_430, appUrl, hosted }),
  )
  const apiKey = process.env.API_SECRET_KEY || secrets.apiKey
  const vars = {
    PUBLIC_URL: appUrl,
    ...readableLog(),
    ...definedIn(process.env),
    ...stack.vars,
    API_SECRET_KEY: apiKey,
  }
  begin('Checking the services')
  const notices = await checkServices(parseEnv(vars))
  begin('Migrating')
  await migrate(migrationUrl(vars)!, { replaceNewer: true })
  stop.signal.throwIfAborted()
  begin('Starting the server')
  const server = await started(
    startServer({
      mode: hosted ? hostedModes[mode] : mode,
      port,
      vars,
      signal: stop.signal,
      // Until the server is ready, its log has only the launcher's own requests.
      onOutput: (text) => isOpen && process.stdout.write(text),
    }),
  )
  if (hosted && mode === 'dev') {
    begin('Compiling the first routes')
    await compileRoutes(server.url)
  }
  stop.signal.throwIfAborted()
  isOpen = true
  clearInterval(progress)
  print(startBlock({ server, stack, notices, apiKey, portTaken: port === wanted ? undefined : wanted }))
  const code = await server.exited
  if (stop.signal.aborted) return
  print(server.output())
  await shutdown(code ?? 1)
}

const hostedModes = { dev: 'next-dev', local: 'next' } as const

async function build(): Promise<void> {
  begin('Building the pages and the API, which takes a minute or two')
  const child = spawn(process.execPath, [nextBin(), 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const exited = once(child, 'exit')
  closers.push(() => {
    child.kill()
    return exited
  })
  const [code] = await exited
  stop.signal.throwIfAborted()
  if (code !== 0) throw new Error(output)
}

/** The dev server compiles a route at its first call, which may take longer than the first chat waits. */
async function compileRoutes(url: string): Promise<void> {
  for (const path of ['/api/chat', '/api/workers/completion', '/api/inngest'])
    await fetch(url + path, { method: 'POST', signal: stop.signal }).catch(() => {})
  // It logs a call shortly after the response.
  await delay(200)
}

/** The server's output is a pipe to this launcher, so the server cannot detect the terminal itself. */
const readableLog = () =>
  process.stdout.isTTY ? { LOG_FORMAT: 'text', FORCE_COLOR: process.env.NO_COLOR ? '0' : '1' } : {}

const definedIn = (vars: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(vars).filter(([, value]) => value))

function startBlock(started: {
  server: AppServer
  stack: Stack
  notices: string[]
  apiKey: string
  portTaken?: number
}): string {
  const { server, stack, notices, apiKey, portTaken } = started
  const width = Math.max(...stack.services.map(({ name }) => name.length), 7)
  const row = (name: string, text: string) => `  ${name.padEnd(width)}  ${text}`
  return [
    '',
    '  GPTs API Server',
    '',
    row('URL', server.url),
    row('API key', apiKey),
    ...stack.services.map(({ name, text }) => row(name, text)),
    ...(portTaken ? ['', `  Port ${portTaken} is in use, so the server uses another port.`] : []),
    ...[...stack.notices, ...notices].map((notice) => `\n  ${notice}`),
    '',
    '  Try it:',
    '',
    `  curl ${server.url}/api/chat \\`,
    `    -H 'Authorization: Bearer ${apiKey}' \\`,
    `    -H 'Content-Type: application/json' \\`,
    `    -d '{"userId":"me","message":"Hello!"}'`,
    '',
    '  Ctrl-C stops everything.',
    '',
  ].join('\n')
}

const [mode, option] = process.argv.slice(2)
if ((mode !== 'dev' && mode !== 'local') || (option !== undefined && option !== '--hosted'))
  throw new Error('usage: node local/main.ts dev|local [--hosted]')
await main(mode, option === '--hosted').catch(async (error: Error) => {
  if (stop.signal.aborted) return
  process.stderr.write(`\n${error.message}\n`)
  await shutdown(1)
})
