import { readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Client } from 'pg'
import { beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { call } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import {
  commands,
  launch,
  occupyPort,
  port,
  processes,
  project,
  run,
  runCurl,
  stops,
  titleOf,
  titles,
  untilPrinted,
} from './project.ts'

describe('npm run local', { timeout: 1_000_000 }, () => {
  // The start page is enough. The whole build would take most of the time of a test run.
  beforeAll(async () => {
    for (const kept of ['(site)', '(site)/components']) {
      const parent = join(project, 'app', kept, '..')
      const others = (await readdir(parent, { withFileTypes: true })).filter(
        (entry) => entry.isDirectory() && entry.name !== basename(kept),
      )
      for (const { name } of others) await rm(join(parent, name), { recursive: true })
    }
  })

  it('answers before the pages are built, and leaves nothing behind when it is stopped before that', async () => {
    const launcher = await launch('local')
    expect((await runCurl(launcher.curl)).status).toBe(200)
    expect(await titles(launcher)).toEqual(['Hello!'])
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

  it('migrates an empty database, and serves API and pages until SIGTERM, also when Next dies', async () => {
    const url = `http://127.0.0.1:${port}`
    const vars = { ...inject('appVars'), DATABASE_URL: await emptyDatabase(), PUBLIC_URL: url }
    const server = run(['lib/server/start.ts'], vars)
    await expect.poll(async () => (await health(url))?.body.data.status, patience).toBe('ok')
    for (const name of ['Database', 'KV', 'Queue', 'Model', 'Address'])
      await expect.poll(server.output).toMatch(new RegExp(`^${name}: \\S`, 'm'))
    const created = await call('POST', '/api/users', { baseUrl: url, body: { userId: 'me' } })
    expect(created.status).toBe(201)
    await expect.poll(() => titleOf(url), patience).toBe('GPTs API Server')

    const [next] = [...(await processes())].find(([, command]) => command.includes('lib/server/next.ts'))!
    process.kill(next, 'SIGKILL')
    expect((await health(url))?.status).toBe(200)
    await expect.poll(() => titleOf(url), patience).toBe('GPTs API Server')
    await untilPrinted(server, '"event":"pages.died"')
    process.kill(server.child.pid!, 'SIGTERM')
    expect(await server.exited).toBe(0)
    expect(await commands()).toEqual([])
  })

  it('runs as many server processes as configured, replaces one that dies, and stops all if it is killed', async () => {
    const url = `http://127.0.0.1:${port}`
    const vars = { ...inject('appVars'), DATABASE_URL: await createDatabase(), WEB_CONCURRENCY: '3' }
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
    process.kill(server.child.pid!, 'SIGKILL')
    await expect.poll(commands, patience).toEqual([])
  })

  it('serves the API without a build, and the page and the log say what is missing', async () => {
    const [build, away] = ['.next', '.next-away'].map((name) => join(project, name)) as [string, string]
    await rename(build, away)
    onTestFinished(() => rename(away, build))
    const url = `http://127.0.0.1:${port}`
    const vars = { ...inject('appVars'), DATABASE_URL: await createDatabase(), PUBLIC_URL: url }
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
    const vars = { ...inject('appVars'), DATABASE_URL: await createDatabase() }
    const server = run(['lib/server/start.ts'], vars)
    expect(await server.exited).toBe(1)
    expect(server.output().match(/EADDRINUSE/g)).toHaveLength(1)
    other.close()
  })
})
