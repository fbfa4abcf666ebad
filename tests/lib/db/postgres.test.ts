import type { Client } from 'pg'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { DatabaseUnavailable, StatementError } from '#lib/db/errors'
import { postgresDatabase } from '#lib/db/postgres'
import { statementOf } from '#lib/db/statement'
import { tunables } from '#lib/tunables'
import { createDatabase } from '#tests/support/database'
import { openDatabase } from '#tests/support/faults'
import { startTcpProxy } from '#tests/support/tcp-proxy'
import { setLimits, useLongTimeouts } from '#tests/support/timeouts'

let url: string
let observer: Client

beforeAll(async () => {
  await useLongTimeouts()
  url = await createDatabase()
  observer = await openDatabase(url)
})

/** The adapter with the test database. It accepts statements as plain text. */
function open(options: Parameters<typeof postgresDatabase>[1] = {}, at = url) {
  const database = postgresDatabase(at, options)
  onTestFinished(() => database.close())
  return (text: string, ...values: unknown[]) => database.query(named('test', text), values)
}

const templates = new Map<string, TemplateStringsArray>()
/** One statement object for each text, like one place in the code. */
function named(name: string, text: string) {
  const template = templates.get(text) ?? Object.assign([text], { raw: [text] })
  templates.set(text, template)
  return statementOf(name, template)
}

/** The adapter, connected through a proxy that can break its connections. */
async function throughProxy(options?: Parameters<typeof postgresDatabase>[1]) {
  const { port } = new URL(url)
  const proxy = await startTcpProxy({ port: Number(port) })
  onTestFinished(() => proxy.close())
  const address = new URL(url)
  address.port = String(proxy.port)
  return { proxy, query: open(options, address.href) }
}

const failure = (query: Promise<unknown>) =>
  query.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('prepared statements', () => {
  const prepared = 'select name, statement from pg_prepared_statements'

  it('are named after the statement and a hash of its text, and prepared once per connection', async () => {
    const query = open({ poolSize: 1 })
    for (let turn = 0; turn < 3; turn++) await query('select $1::int as a', turn)
    const rows = await query(prepared)
    expect(rows.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^test_[0-9a-f]{12}$/),
      expect.stringMatching(/^test_[0-9a-f]{12}$/),
    ])
    expect(rows.map(({ statement }) => statement)).toContain('select $1::int as a')
  })

  it('are not used when the configuration turns them off', async () => {
    const query = open({ poolSize: 1, prepared: false })
    await query('select $1::int as a', 1)
    expect(await query(prepared)).toEqual([])
  })

  it('still run when a migration makes their plan stale', async () => {
    const query = open({ poolSize: 1 })
    await observer.query('create table grows (a int); insert into grows values (1)')
    expect(await query('select * from grows')).toEqual([{ a: 1 }])
    await observer.query('alter table grows add b int default 2')
    expect(await query('select * from grows')).toEqual([{ a: 1, b: 2 }])
  })

  it('are turned off when a pooler loses them', async () => {
    const query = open({ poolSize: 1 })
    await query('select $1::int as a', 1)
    await query('deallocate all')
    expect(await query('select $1::int as a', 2)).toEqual([{ a: 2 }])
    expect(await query(prepared)).toEqual([])
  })
})

describe('limits', () => {
  it('end a slow statement on the server and keep its connection', async () => {
    setLimits({ sqlStatementTimeoutMs: 3_000 })
    const query = open({ poolSize: 1 })
    const [before] = await query('select pg_backend_pid() as pid')
    const error = await failure(query('select pg_sleep(100)'))
    expect(error).toBeInstanceOf(DatabaseUnavailable)
    expect(error).toMatchObject({ code: '57014' })
    expect(await query('select pg_backend_pid() as pid')).toEqual([before])
  })

  it('let a caller wait longer for a connection in use than for a new one', async () => {
    setLimits({ sqlConnectMs: 3_000 })
    const query = open({ poolSize: 1 })
    const seconds = (tunables.sqlConnectMs + 50) / 1_000
    const slow = query('select pg_sleep($1::float)', seconds)
    expect(await query('select 1 as a')).toEqual([{ a: 1 }])
    await slow
  })

  it('end the wait for a connection that went silent, and later calls use new ones', async () => {
    const { proxy, query } = await throughProxy({ poolSize: 2 })
    await query('select 1')
    proxy.cut()
    const restoreLimits = setLimits({ sqlTimeoutMs: 1_000, sqlConnectMs: 1_000 })
    expect(await failure(query('select 1'))).toBeInstanceOf(DatabaseUnavailable)
    expect(await failure(query('select 1'))).toBeInstanceOf(DatabaseUnavailable)
    proxy.restore()
    restoreLimits()
    expect(await query('select 1 as a')).toEqual([{ a: 1 }])
  })

  it('end the wait for a free connection', async () => {
    const restoreLimits = setLimits({ sqlTimeoutMs: 2_000 })
    const query = open({ poolSize: 1 })
    const asked = [query('select pg_sleep(100)'), query('select pg_sleep(100)'), query('select 1')]
    const failures = await Promise.all(asked.map(failure))
    expect(failures).toEqual(asked.map(() => expect.any(DatabaseUnavailable)))
    restoreLimits()
    await vi.waitFor(async () => expect(await query('select 1 as a')).toEqual([{ a: 1 }]), 60_000)
  })

  it('cap the number of connections', async () => {
    const { proxy, query } = await throughProxy({ poolSize: 3 })
    await Promise.all(Array.from({ length: 12 }, () => query('select 1')))
    expect(proxy.connections()).toBe(3)
  })
})

describe('a lost connection', () => {
  const terminate = (pid: unknown) => observer.query('select pg_terminate_backend($1)', [pid])

  it('is replaced before the next statement if it was idle', async () => {
    const query = open({ poolSize: 1 })
    const [{ pid } = {}] = await query('select pg_backend_pid() as pid')
    await terminate(pid)
    await vi.waitFor(async () => {
      const [row] = await query('select pg_backend_pid() as pid')
      expect(row!.pid).not.toBe(pid)
    }, 60_000)
  })

  it('fails the running statement as unavailable, and the next statement works', async () => {
    const query = open({ poolSize: 1 })
    const [{ pid } = {}] = await query('select pg_backend_pid() as pid')
    const running = failure(query('select pg_sleep(100)'))
    await vi.waitFor(async () => {
      const { rows } = await observer.query(
        "select from pg_stat_activity where pid = $1 and state = 'active'",
        [pid],
      )
      expect(rows).toHaveLength(1)
    }, 60_000)
    await terminate(pid)
    expect(await running).toMatchObject({ name: 'DatabaseUnavailable', code: '57P01' })
    expect(await query('select 1 as a')).toEqual([{ a: 1 }])
  })

  it('does not crash the process when the network resets it', async () => {
    const { proxy, query } = await throughProxy({ poolSize: 2 })
    const running = failure(query('select pg_sleep(100)'))
    await query('select 1')
    proxy.reset()
    expect(await running).toBeInstanceOf(DatabaseUnavailable)
    await vi.waitFor(async () => expect(await query('select 1 as a')).toEqual([{ a: 1 }]), {
      timeout: 60_000,
    })
  })

  it('does not follow from a statement that PostgreSQL rejects', async () => {
    const { proxy, query } = await throughProxy({ poolSize: 1 })
    const error = await failure(query('select 1/0'))
    expect(error).toBeInstanceOf(StatementError)
    expect(error).toMatchObject({ code: '22012', statement: 'test' })
    await query('select 1')
    expect(proxy.connections()).toBe(1)
  })
})

describe('a database out of reach', () => {
  it.each([
    ['a port where nothing listens', (address: URL) => (address.port = '1')],
    ['a host that does not exist', (address: URL) => (address.hostname = 'no-such-host.invalid')],
    ['a database that does not exist', (address: URL) => (address.pathname = 'no_such_database')],
    ['a password that is wrong', (address: URL) => (address.password = 'wrong')],
  ])('is unavailable: %s', async (_, change) => {
    const address = new URL(url)
    change(address)
    expect(await failure(open({}, address.href)('select 1'))).toBeInstanceOf(DatabaseUnavailable)
  })
})
