import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { tunables } from '#lib/tunables'
import { freePort, randomPortBase } from '#local/ports'
import { root } from '#local/server'
import { call } from '#tests/support/api'

const mark = `LAUNCHER_TEST=${crypto.randomUUID()}`
let folder: string
let project: string
let port: number

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

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Kills a process that may have ended already. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** The command lines of the running processes that this file's launchers started, by process id. */
async function processes(): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  for (const pid of (await readdir('/proc')).map(Number).filter(Boolean)) {
    const [environment, command, stat] = await Promise.all(
      ['environ', 'cmdline', 'stat'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
    )
    const ended = /\) [ZX] /.test(stat!) || stat === ''
    if (environment!.includes(mark) && !ended) found.set(pid, command!.replaceAll('\0', ' ').trim())
  }
  return found
}

const commands = async () => [...(await processes()).values()]

type Run = { child: ChildProcess; output(): string; exited: Promise<number | null> }

/** Runs a script of the project in a separate process group, as a terminal does, without configuration. */
function run(script: string[], vars: Record<string, string> = {}): Run {
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

type Launched = Run & { url: string; apiKey: string; block: string; curl: string }

async function launch(...args: string[]): Promise<Launched> {
  const launcher = run(['local/main.ts', ...args])
  await untilPrinted(launcher, 'Ctrl-C stops everything.')
  const block = launcher.output().slice(launcher.output().indexOf('  GPTs API Server'))
  const value = (name: string) => new RegExp(`^ +${name} +(\\S+)$`, 'm').exec(block)?.[1] ?? ''
  const curl = block.slice(block.indexOf('  curl '), block.indexOf('  Ctrl-C'))
  return { ...launcher, block, curl, url: value('URL'), apiKey: value('API key') }
}

/** Waits until the run prints the text. Fails at once if the run ends before. */
async function untilPrinted({ child, output }: Run, text: string): Promise<void> {
  const state = () => (output().includes(text) ? 'shown' : child.exitCode === null ? 'not yet' : output())
  await expect.poll(() => state() !== 'not yet', { timeout: 300_000, interval: 100 }).toBe(true)
  expect(state()).toBe('shown')
}

/** Sends a signal to the whole process group, as a terminal does for Ctrl-C, and waits until no process is left. */
async function stops(launcher: Run, signal: NodeJS.Signals): Promise<void> {
  process.kill(-launcher.child.pid!, signal)
  expect(await launcher.exited).toBe(0)
  await expect.poll(commands).toEqual([])
  expect(existsSync(join(project, '.data', 'postgres', 'postmaster.pid'))).toBe(false)
}

async function runCurl(curl: string) {
  const { stdout } = await promisify(execFile)('bash', ['-c', `${curl.trim()} -s -w '\\n%{http_code}'`])
  const [body, status] = stdout.split('\n')
  return { status: Number(status), body: JSON.parse(body!) }
}

const titles = async ({ url, apiKey }: Launched) => {
  const answer = await call('GET', '/api/conversations?userId=me', { baseUrl: url, key: apiKey })
  return answer.body.data.conversations.map(({ title }: { title: string }) => title)
}

async function occupyPort(taken: number): Promise<Server> {
  const server = createServer().listen(taken, '127.0.0.1')
  await once(server, 'listening')
  return server
}

describe('npm run dev, in a folder with spaces in its name inside a private one', {
  timeout: 330_000,
}, () => {
  let apiKey: string

  it('starts everything and prints how to use it, and Ctrl-C stops all of it', async () => {
    const launcher = await launch('dev')
    apiKey = launcher.apiKey
    expect(launcher.url).toBe(`http://127.0.0.1:${port}`)
    expect(apiKey).toMatch(/^local_\S{32}$/)
    for (const service of ['Postgres', 'Redis', 'Queue', 'Model'])
      expect(launcher.block).toMatch(new RegExp(`^ +${service} +\\S`, 'm'))
    expect(launcher.block).not.toContain('is in use')

    const answer = await runCurl(launcher.curl)
    expect(answer.status).toBe(200)
    expect(answer.body.data.response).toContain('Hello!')
    await answersAtOnce(launcher)
    await stops(launcher, 'SIGINT')
  })

  it('keeps the key and the data, and says so when it uses another port because its own is taken', async () => {
    const other = await occupyPort(port)
    const launcher = await launch('dev')
    expect(launcher.url).not.toBe(`http://127.0.0.1:${port}`)
    expect(launcher.block).toContain(`Port ${port} is in use`)
    expect(launcher.apiKey).toBe(apiKey)
    expect(await titles(launcher)).toEqual(['Hello!'])
    expect((await runCurl(launcher.curl)).status).toBe(200)
    await stops(launcher, 'SIGTERM')
    other.close()
  })

  it('starts again after a SIGKILL, and no old process keeps running', async () => {
    const killed = await launch('dev')
    killed.child.kill('SIGKILL')
    await killed.exited
    const left = async () => (await commands()).filter((command) => !command.includes('postgres'))
    await expect.poll(left).toEqual([])

    const launcher = await launch('dev')
    expect(launcher.url).toBe(killed.url)
    expect(launcher.apiKey).toBe(apiKey)
    expect(await titles(launcher)).toEqual(['Hello!', 'Hello!'])
    expect((await runCurl(launcher.curl)).status).toBe(200)
    await stops(launcher, 'SIGINT')
  })

  it('reloads the API after a source change, without losing a request', async () => {
    const launcher = await launch('dev')
    const file = join(project, 'lib', 'health', 'check.ts')
    const source = await readFile(file, 'utf8')
    onTestFinished(() => writeFile(file, source))
    const message = async () => (await call('GET', '/api/health', { baseUrl: launcher.url })).body.message
    // The process that runs jobs may report a moment after the first response.
    await expect.poll(message).toBe('Everything works.')

    await writeFile(file, source.replace('Everything works.', 'Everything still works.'))
    await expect.poll(message).toBe('Everything still works.')
    // A file that does not run is not loaded. The next change is.
    await writeFile(file, 'this is no program')
    await untilPrinted(launcher, 'process.died')
    expect(await message()).toBe('Everything still works.')
    await writeFile(file, source)
    await expect.poll(message).toBe('Everything works.')

    expect((await runCurl(launcher.curl)).status).toBe(200)
    await answersAtOnce(launcher)
    await stops(launcher, 'SIGINT')
  })

  it('serves the pages of Next alongside the API', async () => {
    const launcher = await launch('dev')
    await expect.poll(() => titleOf(launcher.url), { timeout: 200_000 }).toBe('GPTs API Server')
    await stops(launcher, 'SIGINT')
  })

  it('leaves nothing behind when it is stopped during start', async () => {
    const waiting = { timeout: 60_000, interval: 10 }
    for (const part of ['listen_addresses', 'server/main.ts', 'workers/server.ts']) {
      const launcher = run(['local/main.ts', 'dev'])
      await expect.poll(async () => (await commands()).join(), waiting).toContain(part)
      await stops(launcher, 'SIGINT')
    }
  })

  it('shuts down normally when two Ctrl-C arrive together, as through npm', async () => {
    const launcher = await launch('dev')
    process.kill(-launcher.child.pid!, 'SIGINT')
    await stops(launcher, 'SIGINT')
  })

  it("refuses to run twice on the same data and prints the first one's address, and the first one keeps running", async () => {
    const first = await launch('dev')
    const second = run(['local/main.ts', 'dev'])
    expect(await second.exited).toBe(1)
    expect(second.output()).toContain(`The server already runs at ${first.url}`)
    expect((await runCurl(first.curl)).status).toBe(200)
    await stops(first, 'SIGINT')
  })

  it('stops everything when its terminal is closed', async () => {
    const launcher = await launch('dev')
    launcher.child.stdout!.destroy()
    launcher.child.stderr!.destroy()
    await stops(launcher, 'SIGHUP')
  })

  it('names the missing variables when a service is only partly configured, and leaves nothing behind', async () => {
    const launcher = run(['local/main.ts', 'dev'], { QSTASH_TOKEN: 'mine' })
    expect(await launcher.exited).toBe(1)
    expect(launcher.output()).toContain('QSTASH_CURRENT_SIGNING_KEY')
    expect(launcher.output()).toContain('QSTASH_NEXT_SIGNING_KEY')
    expect(await commands()).toEqual([])
  })

  it('uses emulators of the hosted services, and Next for everything, with --hosted', async () => {
    const launcher = await launch('dev', '--hosted')
    expect(launcher.block).toMatch(/^ +Queue +QStash emulator/m)
    expect((await runCurl(launcher.curl)).status).toBe(200)
    await answersAtOnce(launcher)

    const file = join(project, 'lib', 'chat', 'reply.ts')
    const source = await readFile(file, 'utf8')
    onTestFinished(() => writeFile(file, source))
    await writeFile(file, source.replace('The model has answered.', 'The model has just answered.'))
    const chats = () => chat(launcher, `Are you there? ${crypto.randomUUID()}`)
    const message = async () => (await chats()).body.message
    await expect.poll(message, { timeout: 60_000 }).toBe('The model has just answered.')
    await answersAtOnce(launcher)
    await stops(launcher, 'SIGINT')
  })
})

const chat = ({ url, apiKey }: Launched, message: string, more: object = {}) =>
  call('POST', '/api/chat', { baseUrl: url, key: apiKey, body: { userId: 'you', message, ...more } })

const jobOf = async ({ url, apiKey }: Launched, jobId: string, wait = 0) =>
  (await call('GET', `/api/jobs/${jobId}?wait=${wait}`, { baseUrl: url, key: apiKey })).body.data

/**
 * Fails if a chat, or a call that waits for a job, was held after its job had ended. The job of the next message
 * shows when the response arrived, so both times are from the database.
 */
async function answersAtOnce(launcher: Launched): Promise<void> {
  const send = async (wait?: number): Promise<string> => {
    const answer = await chat(launcher, `Message ${crypto.randomUUID()}`, { wait })
    // On a busy machine the answer may take longer than the wait.
    expect(wait === 0 ? [202] : [200, 202]).toContain(answer.status)
    return answer.body.data.jobId
  }
  // Next's dev server compiles a path at its first call.
  await jobOf(launcher, await send(0))

  const heldSeconds = async (job: string, next: string) => {
    const [{ finishedAt }, { createdAt }] = [await jobOf(launcher, job), await jobOf(launcher, next)]
    return (Date.parse(createdAt) - Date.parse(finishedAt)) / 1_000
  }
  const longestHeldSeconds = async () => {
    const answered = await send()
    const accepted = await send(0)
    await jobOf(launcher, accepted, tunables.waitSecondsDefault)
    const after = await send(0)
    return Math.max(await heldSeconds(answered, accepted), await heldSeconds(accepted, after))
  }
  // A call that misses the end of its job takes its whole wait every time. A busy machine may pause once.
  await expect.poll(longestHeldSeconds).toBeLessThan(tunables.waitSecondsDefault / 2)
}

/** The title of the start page. Undefined while a placeholder page is served. */
async function titleOf(url: string): Promise<string | undefined> {
  const response = await fetch(url)
  return response.ok ? /<title>([^<]*)/.exec(await response.text())?.[1] : undefined
}

describe('npm run local', { timeout: 1_000_000 }, () => {
  // The pages for readers are enough. The whole build would take most of the time of a test run.
  beforeAll(async () => {
    const others = (await readdir(join(project, 'app'))).filter((name) => name !== '(site)')
    const folders = others.filter((name) => !name.includes('.'))
    for (const name of folders) await rm(join(project, 'app', name), { recursive: true })
  })

  it('answers before the pages are built, and leaves nothing behind when it is stopped before that', async () => {
    const launcher = await launch('local')
    expect(await titles(launcher)).toContain('Hello!')
    expect((await runCurl(launcher.curl)).status).toBe(200)
    await expect.poll(async () => (await commands()).join()).toMatch(/next[ -]build/)
    const page = await fetch(launcher.url)
    expect(page.status).toBe(503)
    expect(await page.text()).toContain('building the pages')
    await stops(launcher, 'SIGINT')
  })

  it('serves the pages when they are built', async () => {
    const launcher = await launch('local')
    await expect.poll(() => titleOf(launcher.url), { timeout: 900_000 }).toBe('GPTs API Server')
    await stops(launcher, 'SIGINT')
  })
})

const required = ['API_SECRET_KEY', 'DATABASE_URL', 'OPENAI_API_KEY', 'REDIS_URL']

/** A database without tables in the PostgreSQL of the test run, which is discarded with it. */
async function emptyDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl'))
  const client = new Client({ connectionString: url.href })
  await client.connect()
  url.pathname = `empty_${crypto.randomUUID().replaceAll('-', '')}`
  await client.query(`create database ${url.pathname.slice(1)}`).finally(() => client.end())
  return url.href
}

describe('npm start, on the build of npm run local', { timeout: 330_000 }, () => {
  /** The processes that answer requests. */
  const serving = async () =>
    [...(await processes())]
      .filter(([, command]) => command.includes('workers/server.ts'))
      .map(([pid]) => pid)
  const health = (url: string) => call('GET', '/api/health', { baseUrl: url }).catch(() => undefined)
  const patience = { timeout: 120_000 }

  it('names every missing variable, and starts nothing', async () => {
    const bare = run(['lib/server/start.ts'])
    expect(await bare.exited).toBe(1)
    const named = bare.output().match(/^ {2}[A-Z_]+(?= )/gm) ?? []
    expect(named.map((name) => name.trim()).sort()).toEqual(required)
    expect(await commands()).toEqual([])
  })

  it('migrates an empty database, and serves API and pages until SIGTERM', async () => {
    const url = `http://127.0.0.1:${port}`
    const vars = { ...inject('appVars'), DATABASE_URL: await emptyDatabase(), PUBLIC_URL: url }
    const server = run(['lib/server/start.ts'], vars)
    await expect.poll(async () => (await health(url))?.body.data.status, patience).toBe('ok')
    for (const name of ['Database', 'KV', 'Queue', 'Model', 'Address'])
      await expect.poll(server.output).toMatch(new RegExp(`^${name}: \\S`, 'm'))
    const created = await call('POST', '/api/users', { baseUrl: url, body: { userId: 'me' } })
    expect(created.status).toBe(201)
    await expect.poll(() => titleOf(url), patience).toBe('GPTs API Server')
    process.kill(server.child.pid!, 'SIGTERM')
    expect(await server.exited).toBe(0)
    expect(await commands()).toEqual([])
  })

  it('runs as many server processes as configured, and replaces one that dies', async () => {
    const url = `http://127.0.0.1:${port}`
    const vars = { ...inject('appVars'), DATABASE_URL: await emptyDatabase(), WEB_CONCURRENCY: '3' }
    const server = run(['lib/server/start.ts'], vars)
    await expect.poll(async () => (await serving()).length, patience).toBe(3)
    await expect.poll(async () => (await health(url))?.status, patience).toBe(200)
    const before = await serving()
    process.kill(before[1]!, 'SIGKILL')
    const kept = before.toSpliced(1, 1)
    const replaced = async () => {
      const now = await serving()
      return now.length === 3 && !now.includes(before[1]!) && kept.every((pid) => now.includes(pid))
    }
    await expect.poll(replaced, patience).toBe(true)
    await untilPrinted(server, '"event":"process.died","code":null,"signal":"SIGKILL"')
    await expect.poll(async () => (await health(url))?.status, patience).toBe(200)
    process.kill(server.child.pid!, 'SIGTERM')
    expect(await server.exited).toBe(0)
    expect(await commands()).toEqual([])
  })

  it('restarts Next when it dies, while the API keeps working', async () => {
    const url = `http://127.0.0.1:${port}`
    const vars = { ...inject('appVars'), DATABASE_URL: await emptyDatabase(), PUBLIC_URL: url }
    const server = run(['lib/server/start.ts'], vars)
    await expect.poll(() => titleOf(url).catch(() => undefined), patience).toBe('GPTs API Server')
    const [next] = [...(await processes())].find(([, command]) => command.includes('lib/server/next.ts'))!
    process.kill(next, 'SIGKILL')
    expect((await health(url))?.status).toBe(200)
    await expect.poll(() => titleOf(url), patience).toBe('GPTs API Server')
    await untilPrinted(server, '"event":"pages.died"')
    process.kill(server.child.pid!, 'SIGTERM')
    expect(await server.exited).toBe(0)
  })

  it('stops all its processes even when it is killed', async () => {
    const vars = { ...inject('appVars'), DATABASE_URL: await emptyDatabase(), WEB_CONCURRENCY: '2' }
    const server = run(['lib/server/start.ts'], vars)
    await expect.poll(async () => (await serving()).length, patience).toBe(2)
    process.kill(server.child.pid!, 'SIGKILL')
    await expect.poll(commands, patience).toEqual([])
  })

  it('serves the API without a build, and the page and the log say what is missing', async () => {
    const [build, away] = ['.next', '.next-away'].map((name) => join(project, name)) as [string, string]
    await rename(build, away)
    onTestFinished(() => rename(away, build))
    const url = `http://127.0.0.1:${port}`
    const vars = { ...inject('appVars'), DATABASE_URL: await emptyDatabase(), PUBLIC_URL: url }
    const server = run(['lib/server/start.ts'], vars)
    await expect.poll(async () => (await health(url))?.body.data.status, patience).toBe('ok')
    const page = await fetch(url)
    expect(page.status).toBe(503)
    expect(await page.text()).toContain('npm run build')
    await untilPrinted(server, '"event":"pages.no_build"')
    process.kill(server.child.pid!, 'SIGTERM')
    expect(await server.exited).toBe(0)
  })

  it('fails when its port is taken, and does not use another', async () => {
    const other = await occupyPort(port)
    const vars = { ...inject('appVars'), DATABASE_URL: await emptyDatabase() }
    const server = run(['lib/server/start.ts'], vars)
    expect(await server.exited).toBe(1)
    expect(server.output().match(/EADDRINUSE/g)).toHaveLength(1)
    other.close()
  })
})
