import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#local/ports'
import { startServer } from '#local/server'
import { postJson } from '#tests/support/http'
import { answerTo } from './answer.ts'
import { createPostgresReader, createRedisReader, type SentCounts, startCountingProxy } from './tcp-counts.ts'

/** The writes and commands of one turn to each service. */
export type TcpRoundTrips = { sql: SentCounts; kv: SentCounts }

type OnClose = (close: () => Promise<void>) => void

const warmUpTurns = 10
export const countedTcpTurns = 50
/** Scheduled tasks of the server also send commands. They are measured first while it is idle, and subtracted. */
const idleMs = 4_000

/** Counts the commands of a turn, on average over sequential turns of one conversation on a separate server. */
export async function countTcpRoundTrips(
  vars: Record<string, string>,
  portBase: number,
  onClose: OnClose,
): Promise<TcpRoundTrips> {
  const [database, redis] = [new URL(vars.DATABASE_URL!), new URL(vars.REDIS_URL!)]
  const proxies = {
    sql: await startCountingProxy(addressOf(database), createPostgresReader),
    kv: await startCountingProxy(addressOf(redis), createRedisReader),
  }
  onClose(async () => void (await Promise.all([proxies.sql.close(), proxies.kv.close()])))
  database.port = String(proxies.sql.port)
  redis.port = String(proxies.kv.port)
  const port = await freePort(portBase)
  const server = await startServer({
    mode: 'start',
    port,
    vars: { ...vars, DATABASE_URL: database.href, REDIS_URL: redis.href, WEB_CONCURRENCY: '1' },
  })
  onClose(() => server.close())
  const read = () => ({ sql: proxies.sql.sent(), kv: proxies.kv.sent() })
  const nextTurn = createConversation(`${server.url}/api/chat`, vars.API_SECRET_KEY!, onClose)

  for (let turn = 0; turn < warmUpTurns; turn++) await nextTurn()
  const idleFrom = read()
  await sleep(idleMs)
  const idle = difference(idleFrom, read())
  const [before, startMs] = [read(), performance.now()]
  for (let turn = 0; turn < countedTcpTurns; turn++) await nextTurn()
  const idleTimes = (performance.now() - startMs) / idleMs
  const all = difference(before, read())
  const perTurn = (sent: SentCounts, own: SentCounts): SentCounts => ({
    writes: (sent.writes - own.writes * idleTimes) / countedTcpTurns,
    commands: (sent.commands - own.commands * idleTimes) / countedTcpTurns,
  })
  return { sql: perTurn(all.sql, idle.sql), kv: perTurn(all.kv, idle.kv) }
}

/** Returns a function that runs the next turn of one conversation. */
function createConversation(url: string, key: string, onClose: OnClose): () => Promise<void> {
  const agent = new Agent({ keepAlive: true })
  onClose(async () => agent.destroy())
  const said: string[] = []
  return async () => {
    said.push(`This is message ${said.length}, to be counted.`)
    const body = { userId: 'round-trips', sessionId: 'round-trips', message: said.at(-1) }
    const { status, text } = await postJson(url, body, { agent, key })
    const expected = answerTo(said)
    if (status !== 200 || JSON.parse(text).data.response !== expected)
      throw new Error(`A wrong answer while counting: status ${status}, ${text}`)
    said.push(expected)
  }
}

const addressOf = ({ hostname, port }: URL) => ({ host: hostname, port: Number(port) })

function difference(from: TcpRoundTrips, to: TcpRoundTrips): TcpRoundTrips {
  const less = (a: SentCounts, b: SentCounts) => ({
    writes: b.writes - a.writes,
    commands: b.commands - a.commands,
  })
  return { sql: less(from.sql, to.sql), kv: less(from.kv, to.kv) }
}
