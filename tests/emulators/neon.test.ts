import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { neon, neonConfig } from '@neondatabase/serverless'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Emulator } from '#emulators/http'
import { startNeonProxy } from '#emulators/neon/server'
import { freePort, randomPortBase } from '#local/ports'
import { type LocalPostgres, startPostgres } from '#local/postgres'
import { newFolder } from '#tests/support/folder'
import { listenLocally } from '#tests/support/listen'

const folder = await newFolder()
let postgres: LocalPostgres
let proxy: Emulator
let url: string

beforeAll(async () => {
  const port = await freePort(randomPortBase())
  postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port, fsync: false })
  await postgres.createDatabase('neon')
  proxy = await startNeonProxy({ port: 0, pgHost: postgres.host, pgPort: postgres.port })
  url = postgres.url('neon')
})

afterAll(async () => {
  await proxy?.close()
  await postgres?.close()
})

beforeEach(() => {
  pointDriverAt(proxy)
})

describe('queries over HTTP', () => {
  it('returns every type as a direct connection does', async () => {
    const sql = neon(url, { fullResults: true })
    const direct = new pg.Client({ connectionString: url })
    await direct.connect()
    const now = new Date()
    const samples: [string, unknown[]][] = [
      ['select $1::int8 as n, $2::int4 as i, $3::numeric as d', ['9007199254740993', -1, '1.50']],
      ['select $1::json as j, $1::jsonb as b', [{ a: [1, null, 'x'] }]],
      ['select $1::timestamptz as t, $1::timestamp as u, $1::date as v', [now]],
      ['select $1::bytea as b', [Buffer.from([0, 1, 254, 255])]],
      [
        'select $1::int[] as i, $2::text[] as t, $3::timestamptz[] as d',
        [[[1], [2]], ['a"b', null, 'NULL'], [now]],
      ],
      ['select $1::bool as b, $2::float8 as f, null as n, $3 as uncast', [true, Math.PI, 'x']],
      ["select 'NaN'::float8 as f, '{}'::int[] as e, '(1,2)'::point as p, '1 day'::interval as i", []],
    ]
    for (const [query, params] of samples) {
      const expected = await direct.query(query, params)
      const { rows, fields, command, rowCount } = await sql.query(query, params)
      expect({ rows, command, rowCount }).toEqual({
        rows: expected.rows,
        command: expected.command,
        rowCount: expected.rowCount,
      })
      expect(fields).toEqual(expected.fields.map((field) => ({ ...field })))
    }
    await direct.end()
  })

  it('respects arrayMode and fullResults', async () => {
    const sql = neon(url)
    expect(await sql.query('select 1 as a, 2 as a', [], { arrayMode: true })).toEqual([[1, 2]])
    const full = await sql.query("select 'x' as s", [], { fullResults: true })
    expect(full).toMatchObject({ command: 'SELECT', rowCount: 1, rowAsArray: false, rows: [{ s: 'x' }] })
  })

  it("returns PostgreSQL's error with all fields, as a direct connection does", async () => {
    const sql = neon(url)
    await sql`create table if not exists kinds (kind text constraint kind_known check (kind in ('a', 'b')) unique)`
    await sql`insert into kinds values ('a') on conflict do nothing`
    const direct = new pg.Client({ connectionString: url })
    await direct.connect()
    for (const query of [
      "insert into kinds values ('c')",
      "insert into kinds values ('a')",
      'select 1 where x',
    ]) {
      const expected = await rejection(direct.query(query))
      const { message, ...fields } = await rejection(sql.query(query))
      const {
        code,
        detail,
        hint,
        position,
        severity,
        schema,
        table,
        column,
        constraint,
        file,
        line,
        routine,
      } = expected
      const wanted = {
        code,
        detail,
        hint,
        position,
        severity,
        schema,
        table,
        column,
        constraint,
        file,
        line,
        routine,
      }
      expect(message).toBe(expected.message)
      expect(fields).toMatchObject(JSON.parse(JSON.stringify(wanted)))
    }
    await direct.end()
  })

  it('refuses two statements in one query and a wrong number of parameters', async () => {
    const sql = neon(url)
    await expect(sql.query('select 1; select 2')).rejects.toMatchObject({ code: '42601' })
    for (let round = 0; round < 3; round++) {
      await expect(sql.query('select $1::int as one', [1])).resolves.toEqual([{ one: 1 }])
    }
    await expect(sql.query('select $1::int as one', [1, 2])).rejects.toThrow(
      'bind message supplies 2 parameters, but prepared statement "" requires 1',
    )
  })

  it('serves 100 concurrent callers with 20 connections', async () => {
    const sql = neon(url)
    const used = await Promise.all(
      Array.from(
        { length: 100 },
        (_, n) => sql`select ${n}::int as n, pg_backend_pid() as pid, pg_sleep(0.005)`,
      ),
    )
    expect(used.map(([row]) => row!.n)).toEqual(Array.from({ length: 100 }, (_, n) => n))
    expect(new Set(used.map(([row]) => row!.pid)).size).toBeLessThanOrEqual(20)
  })

  it('does not pass settings or open transactions to the next request', async () => {
    const sql = neon(url)
    await sql.query("set search_path to 'nowhere'")
    await sql.query('begin')
    for (let round = 0; round < 5; round++)
      expect(await sql`select current_setting('search_path') as path`).toEqual([{ path: '"$user", public' }])
    // The backend of the discarded connection takes a moment to end.
    const open = async () =>
      (
        await sql`select from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`
      ).length
    await expect.poll(open).toBe(0)
  })

  it('answers repeated statements correctly after schema changes', async () => {
    const sql = neon(url)
    const direct = new pg.Client({ connectionString: url })
    await direct.connect()
    await direct.query('drop table if exists shifting; create table shifting (id int, name text)')
    await direct.query("insert into shifting values (1, 'one')")
    const read = () => sql.query('select * from shifting where id = $1', [1])
    for (let round = 0; round < 4; round++) expect(await read()).toEqual([{ id: 1, name: 'one' }])
    await direct.query('alter table shifting add column extra int default 7')
    for (let round = 0; round < 4; round++) expect(await read()).toEqual([{ id: 1, name: 'one', extra: 7 }])
    await direct.query('alter table shifting alter column id type text')
    for (let round = 0; round < 4; round++) expect(await read()).toEqual([{ id: '1', name: 'one', extra: 7 }])
    const [, rows] = await sql.transaction([
      sql`select 1`,
      sql.query('select * from shifting where id = $1', ['1']),
    ])
    expect(rows).toEqual([{ id: '1', name: 'one', extra: 7 }])
    await direct.end()
  })

  it('cancels a query when its caller disconnects', async () => {
    const sql = neon(url)
    const caller = new AbortController()
    const slow = rejection(
      sql.query('select pg_sleep(60) /* hung up */', [], {
        fetchOptions: { signal: caller.signal },
      }),
    )
    const running = async () =>
      (await sql`select 1 from pg_stat_activity where query like 'select pg_sleep(60)%' and state = 'active'`)
        .length
    await vi.waitUntil(async () => (await running()) === 1, { timeout: 60_000 })
    caller.abort()
    expect((await slow).message).toMatch(/abort/i)
    await vi.waitUntil(async () => (await running()) === 0, { timeout: 60_000 })
  })
})

describe('transactions over HTTP', () => {
  it('commits all statements or none', async () => {
    const sql = neon(url)
    await sql`create table if not exists pairs (n int primary key)`
    await sql.transaction([sql`insert into pairs values (1)`, sql`insert into pairs values (2)`])
    const failing = sql.transaction([sql`insert into pairs values (3)`, sql`insert into pairs values (2)`])
    await expect(failing).rejects.toMatchObject({ code: '23505' })
    expect(await sql`select n from pairs order by n`).toEqual([{ n: 1 }, { n: 2 }])
    expect(await sql.transaction([])).toEqual([])
  })

  it('applies isolation level, read only and deferrable', async () => {
    const sql = neon(url)
    const settings = [
      sql`select current_setting('transaction_isolation') as isolation,
        current_setting('transaction_read_only') as readonly, current_setting('transaction_deferrable') as deferrable`,
    ]
    const strict = { isolationLevel: 'Serializable', readOnly: true, deferrable: true } as const
    expect(await sql.transaction(settings, strict)).toEqual([
      [{ isolation: 'serializable', readonly: 'on', deferrable: 'on' }],
    ])
    expect(await sql.transaction(settings)).toEqual([
      [{ isolation: 'read committed', readonly: 'off', deferrable: 'off' }],
    ])
    const writing = sql.transaction([sql`create table refused (n int)`], { readOnly: true })
    await expect(writing).rejects.toMatchObject({ code: '25006' })
    const unknown = sql.transaction([sql`select 1`], { isolationLevel: 'Chaos' as 'Serializable' })
    await expect(unknown).rejects.toThrow('invalid isolation level')
  })
})

describe('failures', () => {
  it('names the cause of a failed login', async () => {
    await expect(neon(url.replace(postgres.password, 'wrong'))`select 1`).rejects.toMatchObject({
      code: '28P01',
    })
    await expect(neon(postgres.url('missing'))`select 1`).rejects.toMatchObject({ code: '3D000' })
  })

  it('returns the network error as the code when PostgreSQL does not answer', async () => {
    const orphan = await startNeonProxy({
      port: 0,
      pgHost: '127.0.0.1',
      pgPort: await freePort(randomPortBase()),
    })
    pointDriverAt(orphan)
    await expect(neon(url)`select 1`).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await orphan.close()
  })

  it('returns a code when the connection is lost in a query, and serves the next query', async () => {
    const sql = neon(url)
    const [victim, direct] = [sql`select pg_sleep(60) /* victim */`, new pg.Client({ connectionString: url })]
    const failed = rejection(victim)
    await direct.connect()
    const isTerminated = async () => {
      const found = await direct.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like '%/* victim */' and pid <> pg_backend_pid()",
      )
      return found.rowCount === 1
    }
    await vi.waitUntil(isTerminated, { timeout: 60_000 })
    expect(await failed).toMatchObject({ code: '57P01' })
    await direct.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()')
    await direct.end()
    const serves = async () => (await sql`select 1 as one`.catch(() => []))[0]?.one === 1
    await vi.waitUntil(serves, { timeout: 60_000 })
  })

  it('survives a PostgreSQL that closes a connection right after accepting it', async () => {
    const message = (type: string, ...parts: Buffer[]) => {
      const body = Buffer.concat(parts)
      const head = Buffer.alloc(5, type)
      head.writeInt32BE(body.length + 4, 1)
      return Buffer.concat([head, body])
    }
    const fatal = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection\0\0'))
    const dying = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () =>
        socket.end(Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I')), fatal])),
      )
    })
    const port = await listenLocally(dying)
    const front = await startNeonProxy({ port: 0, pgHost: '127.0.0.1', pgPort: port })
    pointDriverAt(front)
    await expect(neon(url)`select 1`).rejects.toThrow()
    await front.close()
    await new Promise((resolve) => dying.close(resolve))
  })

  it('answers malformed requests with a message', async () => {
    const post = (
      path: string,
      body: string,
      headers: Record<string, string> = { 'neon-connection-string': url },
    ) =>
      fetch(proxy.url + path, { method: 'POST', body, headers }).then(async (response) => [
        response.status,
        ((await response.json()) as { message: string }).message,
      ])
    expect(await post('/elsewhere', '{}')).toEqual([404, 'not found'])
    expect(await post('/sql', '{')).toEqual([
      400,
      expect.stringContaining('could not parse the HTTP request body'),
    ])
    expect(await post('/sql', '{"query":1}')).toEqual([400, expect.stringContaining('could not parse')])
    expect(await post('/sql', '{"query":"select 1"}', {})).toEqual([
      400,
      'invalid header: neon-connection-string',
    ])
  })

  it('refuses a body above 64 MiB with 413', async () => {
    const status = await new Promise((resolve, reject) => {
      const upload = request(`${proxy.url}/sql`, { method: 'POST' }, (response) =>
        resolve(response.statusCode),
      )
      upload.on('error', reject)
      const megabyte = Buffer.alloc(1024 * 1024, ' ')
      for (let sent = 0; sent < 65; sent++) upload.write(megabyte)
      upload.end()
    })
    expect(status).toBe(413)
  })

  it('closes while connections are open, and frees its port', async () => {
    const brief = await startNeonProxy({ port: 0, pgHost: postgres.host, pgPort: postgres.port })
    pointDriverAt(brief)
    await neon(url)`select 1`
    await Promise.all([brief.close(), brief.close()])
    const next = await startNeonProxy({ port: brief.port, pgHost: postgres.host, pgPort: postgres.port })
    await next.close()
  })
})

function pointDriverAt({ url: endpoint }: Emulator): void {
  neonConfig.fetchEndpoint = `${endpoint}/sql`
}

async function rejection(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  return promise.then(
    () => expect.unreachable('the query was expected to fail'),
    (error) => Object.assign({ message: error.message }, error),
  )
}
