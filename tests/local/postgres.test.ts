import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, randomPortBase } from '#local/ports'
import { type LocalPostgres, startPostgres } from '#local/postgres'
import { newFolder } from '#tests/support/folder'

const folder = join(await newFolder(), 'with spaces in it')
const isRoot = process.getuid?.() === 0
const started: LocalPostgres[] = []

beforeAll(async () => {
  // Only its owner may enter this folder. Run as root, PostgreSQL's own user has no path into it.
  await mkdir(folder, { mode: 0o700 })
})

afterAll(async () => {
  for (const postgres of started) await postgres.close()
})

async function start(name: string, port?: number): Promise<LocalPostgres> {
  const dataDir = join(folder, name, '.data', 'postgres')
  const postgres = await startPostgres({
    dataDir,
    port: port ?? (await freePort(randomPortBase())),
    fsync: false,
  })
  started.push(postgres)
  return postgres
}

describe('a PostgreSQL on this machine', () => {
  it('runs inside a private folder with spaces in its path, and keeps its data there', async () => {
    const postgres = await start('private')
    const [row] = await run(
      postgres.url('postgres'),
      `select current_setting('server_version_num')::int / 10000 as major,
        current_setting('listen_addresses') as address, current_setting('unix_socket_directories') as sockets,
        current_setting('max_connections') as connections, current_setting('server_encoding') as encoding,
        (select datlocale from pg_database where datname = 'postgres') as locale, upper('é') as upper`,
    )
    expect(row).toEqual({
      major: 18,
      address: '127.0.0.1',
      sockets: '',
      connections: '200',
      encoding: 'UTF8',
      locale: 'C.UTF-8',
      upper: 'É',
    })
    expect(postgres.notice).toBeUndefined()
    expect(await readFile(join(folder, 'private/.data/postgres/PG_VERSION'), 'utf8')).toBe('18\n')
    expect((await stat(join(folder, 'private/.data/postgres/.password'))).mode & 0o777).toBe(0o600)
  })

  it('keeps data and password across a restart, on another port', async () => {
    const first = await start('restarted')
    await run(first.url('postgres'), "create table kept as select 'here' as value")
    await first.close()
    const second = await start('restarted')
    expect(second).toMatchObject({ reused: false, password: first.password })
    expect(await run(second.url('postgres'), 'select value from kept')).toEqual([{ value: 'here' }])
  })

  it('refuses a wrong password', async () => {
    const postgres = await start('private')
    const url = postgres.url('postgres').replace(postgres.password, 'wrong')
    await expect(run(url, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })

  it('creates databases from a template, and drops them while they are in use', async () => {
    const postgres = await start('private')
    await postgres.createDatabase('the template')
    await run(postgres.url('the template'), 'create table answers as select 42 as n')
    await Promise.all(['copy "1"', 'copy 2'].map((name) => postgres.createDatabase(name, 'the template')))
    expect(await run(postgres.url('copy "1"'), 'select n from answers')).toEqual([{ n: 42 }])
    const client = new pg.Client({ connectionString: postgres.url('copy 2') })
    const dropped = once(client, 'error')
    client.on('error', () => undefined)
    await client.connect()
    await postgres.dropDatabase('copy 2')
    expect(await dropped).toMatchObject([{ code: '57P01' }])
    await postgres.dropDatabase('copy 2')
    await expect(run(postgres.url('copy 2'), 'select 1')).rejects.toMatchObject({ code: '3D000' })
  })
})

describe('stops and crashes', () => {
  it('recovers every commit after the server was killed', async () => {
    const first = await start('crashed')
    await run(first.url('postgres'), 'create table kept (n int)')
    for (let n = 0; n < 20; n++) await run(first.url('postgres'), `insert into kept values (${n})`)
    await first.kill()
    await expect(run(first.url('postgres'), 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    const second = await start('crashed')
    expect(second.reused).toBe(false)
    expect(await run(second.url('postgres'), 'select count(*)::int as n from kept')).toEqual([{ n: 20 }])
  })

  it('attaches to a running server whose starter was killed, and stops it', async () => {
    const port = await freePort(randomPortBase())
    const parent = startInChild('orphaned', port)
    await reported(parent)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    const attached = await start('orphaned', await freePort(randomPortBase()))
    expect(attached).toMatchObject({ reused: true, port })
    expect(await run(attached.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
    await attached.close()
    await expect(run(attached.url('postgres'), 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await attached.close()
  })

  it('survives a Ctrl-C in the process group of its starter', async () => {
    const parent = startInChild('interrupted', await freePort(randomPortBase()))
    await reported(parent)
    process.kill(-parent.pid!, 'SIGINT')
    await once(parent, 'exit')
    expect(await start('interrupted')).toMatchObject({ reused: true })
  })

  it('starts despite a lock file whose process id is gone or belongs to another program', async () => {
    const lock = join(folder, 'stale/.data/postgres/postmaster.pid')
    const first = await start('stale')
    const lines = (await readFile(lock, 'utf8')).split('\n')
    await first.close()
    for (const pid of [999_999_999, process.pid]) {
      await writeFile(lock, [pid, ...lines.slice(1)].join('\n'), { mode: 0o600 })
      const { uid, gid } = await stat(join(folder, 'stale/.data/postgres'))
      if (isRoot) await chown(lock, uid, gid)
      const next = await start('stale')
      expect(next.reused).toBe(false)
      await next.close()
    }
  })

  it('starts one server for several concurrent starters on new data, and the others attach', async () => {
    const parents = await Promise.all(
      [1, 2, 3].map(async () => startInChild('shared', await freePort(randomPortBase()))),
    )
    const reports = await Promise.all(parents.map(reported))
    expect(reports.filter(({ reused }) => !reused)).toHaveLength(1)
    expect(new Set(reports.map(({ url }) => url)).size).toBe(1)
    for (const parent of parents) parent.kill('SIGKILL')
    expect(await start('shared')).toMatchObject({ reused: true, port: reports[0]!.port })
  })
})

describe('failing starts', () => {
  it("reports the server's own last message when the port is taken", async () => {
    const postgres = await start('private')
    await expect(start('unlucky', postgres.port)).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: expect.stringMatching(/did not start.*Address already in use/s),
    })
  })

  it('refuses data of another version, and a folder with other files', async () => {
    await mkdir(join(folder, 'old/.data/postgres'), { recursive: true })
    await writeFile(join(folder, 'old/.data/postgres/PG_VERSION'), '14\n')
    await expect(start('old')).rejects.toThrow('has data of PostgreSQL 14')
    await mkdir(join(folder, 'other/.data/postgres'), { recursive: true })
    await writeFile(join(folder, 'other/.data/postgres/notes.txt'), 'mine')
    await expect(start('other')).rejects.toThrow("Cannot create PostgreSQL's data")
    expect(await readFile(join(folder, 'other/.data/postgres/notes.txt'), 'utf8')).toBe('mine')
  })
})

const starter = `
  const { startPostgres } = await import(process.argv[1])
  const { port, reused, url } = await startPostgres({ dataDir: process.argv[2], port: Number(process.argv[3]) })
  process.stdout.write(JSON.stringify({ port, reused, url: url('postgres') }))
  setInterval(() => undefined, 60_000)`

/** A process in a separate process group that starts a server and keeps running. */
function startInChild(name: string, port: number): ChildProcess {
  const module = new URL('../../local/postgres.ts', import.meta.url).href
  const dataDir = join(folder, name, '.data', 'postgres')
  return spawn(process.execPath, ['--input-type=module', '-e', starter, module, dataDir, String(port)], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function reported(child: ChildProcess): Promise<{ port: number; reused: boolean; url: string }> {
  const [report] = await once(child.stdout!, 'data')
  return JSON.parse(String(report))
}

async function run(connectionString: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString })
  try {
    await client.connect()
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
