import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Listener, listenTo } from '#lib/queue/postgres/listener'
import { createDatabase } from '#tests/support/database'
import { startTcpProxy, type TcpProxy } from '#tests/support/tcp-proxy'

let database: Client
let proxy: TcpProxy
let url: URL
let listener: Listener
let received: string[]
let connects: number

beforeAll(async () => {
  const direct = await createDatabase()
  database = new Client({ connectionString: direct })
  await database.connect()
  proxy = await startTcpProxy({ port: Number(new URL(direct).port) })
  url = new URL(direct)
  url.port = String(proxy.port)
})
afterEach(() => listener.close())
afterAll(async () => {
  await database.end()
  await proxy.close()
})

async function start(): Promise<void> {
  received = []
  connects = 0
  listener = listenTo({
    url: url.href,
    channel: 'a "quoted" channel',
    onNotification: (payload) => received.push(payload),
    onConnect: () => connects++,
    probeMs: 100,
    probeTimeoutMs: 200,
  })
  await untilConnected(1)
}
/** On a busy machine, a probe may also lose a connection, so there may be more. */
const untilConnected = (times: number) => expect.poll(() => connects).toBeGreaterThanOrEqual(times)

async function expectHeard(payload: string): Promise<void> {
  const send = () => database.query(`select pg_notify('a "quoted" channel', $1)`, [payload])
  await expect.poll(() => send().then(() => received)).toContain(payload)
}

it('receives notifications of its channel', async () => {
  await start()
  await expectHeard('one')
})

it('reconnects after the server has ended its connection', async () => {
  await start()
  const before = connects
  await database.query(`select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()`)
  await untilConnected(before + 1)
  await expectHeard('two')
})

it('reconnects after the network is silently cut', async () => {
  await start()
  const [connected, opened] = [connects, proxy.connections()]
  proxy.cut()
  await expect.poll(proxy.connections).toBeGreaterThan(opened)
  proxy.restore()
  await untilConnected(connected + 1)
  await expectHeard('three')
})

it('closes even while the server does not answer', async () => {
  await start()
  proxy.cut()
  await listener.close()
  proxy.restore()
})
