import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import pg from 'pg'
import { tunables } from '#lib/tunables'
import { script } from '#tests/support/model'
import { type ReverseProxy, startCaddy, startNginx } from './proxies.ts'
import { call, chat, check, type Deployed, Failed, startServer, type Turn, until } from './server.ts'
import { startServices } from './services.ts'

/**
 * Tests several servers behind a proxy, as in docs/self-hosting.md: two with one database, behind nginx and behind Caddy.
 * Both are restarted one after the other under traffic, and one is killed while turns are open.
 */
const chatsAtOnce = 4
const openTurns = 100
/** The pause before the next restart: nginx skips a server for two seconds after a refused connection. */
const leftOutMs = 3_000
/** A missing heartbeat shows a dead process after about 15 s, long before the leases of its jobs end. */
const takeoverSecondsMax = tunables.leaseSeconds - 5
const services = await startServices()
await services.postgres.createDatabase('gpts')
const vars = {
  DATABASE_URL: services.postgres.url('gpts'),
  REDIS_URL: services.redisUrl,
  OPENAI_BASE_URL: services.model.url,
  OPENAI_MODEL: 'fake-model',
  WEB_CONCURRENCY: '1',
  RATE_LIMIT_PER_HOUR: '100000',
}
let turn = 0

/** Sends a message as a client should: after a 502 from the proxy it repeats the request with the same key. */
async function chatSurely(url: string, userId: string, message: string, onRepeat: () => void) {
  const key = randomUUID()
  return until(`${message} is accepted`, () =>
    chat(url, { userId, message }, key).catch((error) => {
      if (!(error instanceof Failed && error.status === 502)) throw error
      onRepeat()
      return undefined
    }),
  )
}

/** Chats without a pause until it is stopped. Rejects if a chat gets no answer. */
function traffic(url: string) {
  let isStopped = false
  let failure: Error | undefined
  const counts = { answered: 0, repeated: 0 }
  const one = async (user: string) => {
    while (!isStopped) {
      const message = `Message ${turn++}.`
      const { response } = await chatSurely(url, user, message, () => counts.repeated++)
      if (response !== `echo: ${message}`) throw new Error(`${message} was answered with ${response}`)
      counts.answered++
    }
  }
  const all = Promise.all(Array.from({ length: chatsAtOnce }, (_, i) => one(`user-${i}`)))
  all.catch((error) => {
    failure = error
  })
  return {
    failure: () => failure,
    async stop() {
      isStopped = true
      await all
      return counts
    },
  }
}

const addresses = (ports: number[]) => ports.map((port) => `127.0.0.1:${port}`)

async function restartEach(proxy: ReverseProxy, servers: Deployed[], ports: number[]): Promise<void> {
  const flow = traffic(proxy.url)
  for (const [i, port] of ports.entries()) {
    const before = turn
    await until('traffic flows', async () => {
      const failure = flow.failure()
      if (failure) throw failure
      return turn > before + 40
    })
    check(`behind ${proxy.name} server ${i + 1} exits on SIGTERM`, (await servers[i]!.stop()) === 0)
    servers[i] = await startServer(port, vars)
    await delay(leftOutMs)
  }
  const { answered, repeated } = await flow.stop()
  check(`behind ${proxy.name} all of ${answered} chats were answered, ${repeated} by a repeat`, answered > 80)
  // Caddy before 2.11.2 does not send a request with a body to another server after a refused connection.
  if (proxy.name === 'nginx') check('no chat was repeated', repeated === 0)
}

async function killOne(url: string, servers: Deployed[], ports: number[]): Promise<void> {
  const message = (i: number) => script(`open ${i}`, { answer: `answer ${i}`, delayMs: 3_000 })
  const accepted = await Promise.all(
    Array.from({ length: openTurns }, (_, i) =>
      chat(url, { userId: `open-${i}`, message: message(i), wait: 0 }),
    ),
  )
  await servers[0]!.stop('SIGKILL')
  const killedMs = Date.now()
  await Promise.all(accepted.map(({ jobId }) => completed(servers[1]!.url, jobId)))
  const seconds = (Date.now() - killedMs) / 1000
  check(
    `all ${openTurns} open turns ended ${seconds.toFixed(1)} s after kill -9`,
    seconds < takeoverSecondsMax,
  )
  const client = new pg.Client({ connectionString: vars.DATABASE_URL })
  await client.connect()
  const { rows } = await client.query(
    `select count(*)::int as answers, count(distinct content)::int as different from messages
     where role = 'assistant' and content like 'answer %'`,
  )
  await client.end()
  check('no turn was answered twice', rows[0].answers === openTurns && rows[0].different === openTurns)
  servers[0] = await startServer(ports[0]!, vars)
}

const completed = (url: string, jobId: string) =>
  until(`${jobId} is completed`, async () => {
    const job = await call<Turn>(url, `/api/jobs/${jobId}?wait=20`)
    return job.status === 'completed'
  })

try {
  const ports = [await services.port(), await services.port()]
  // Both start at once on an empty database: one migrates, the other waits.
  const servers = await Promise.all(ports.map((port) => startServer(port, vars)))
  check('two servers start at once on an empty database', servers.length === 2)
  for (const start of [startNginx, startCaddy]) {
    const { folder } = services
    const places = { port: await services.port(), plainPort: await services.port() }
    const proxy = await start({ folder, ...places, servers: addresses(ports) })
    setDefaultCACertificates([
      ...getCACertificates(),
      await readFile(join(folder, 'certificate.pem'), 'utf8'),
    ])
    await until(
      `${proxy.name} is up`,
      async () => (await fetch(`${proxy.url}/api/health`).catch(() => undefined))?.ok,
    )
    await restartEach(proxy, servers, ports)
    if (proxy.name === 'nginx') await killOne(proxy.url, servers, ports)
    await proxy.close()
  }
  for (const server of servers) await server.stop()
} catch (error) {
  process.stderr.write(await readFile(join(services.folder, 'nginx.log'), 'utf8').catch(() => ''))
  throw error
} finally {
  await services.close()
}
