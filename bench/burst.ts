import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { postJson } from '#tests/support/http'
import type { Target } from './load.ts'

/** Turns accepted without waiting for their answers, and the time until all ended. */
export type Burst = {
  turns: number
  clients: number
  acceptedPerSecond: number
  /** Counted from the last acceptance. */
  endedAfterSeconds: number
}

const burstTurns = 1_000
const burstClients = 16
const endTimeoutMs = 120_000

/** 1,000 turns with `wait: 0` from 16 clients, each with its own conversations. */
export async function measureBurst(target: Target, databaseUrl: string): Promise<Burst> {
  const agent = new Agent({ keepAlive: true, maxSockets: burstClients })
  const database = new Client({ connectionString: databaseUrl })
  await database.connect()
  try {
    let sent = 0
    const send = async (client: number) => {
      while (sent < burstTurns) {
        const number = sent++
        const userId = `burst-${client}`
        const body = {
          userId,
          sessionId: `burst-${number}`,
          message: `Turn ${number} of the burst.`,
          wait: 0,
        }
        const { status, text } = await postJson(`${target.url}/api/chat`, body, { agent, key: target.key })
        if (status !== 202) throw new Error(`A turn of the burst was answered with status ${status}, ${text}`)
      }
    }
    const startMs = performance.now()
    await Promise.all(Array.from({ length: burstClients }, (_, client) => send(client)))
    const acceptedMs = performance.now()
    while ((await countUnfinished(database)) > 0) {
      if (performance.now() - acceptedMs > endTimeoutMs) throw new Error('The burst did not end in time.')
      await sleep(50)
    }
    return {
      turns: burstTurns,
      clients: burstClients,
      acceptedPerSecond: burstTurns / ((acceptedMs - startMs) / 1000),
      endedAfterSeconds: (performance.now() - acceptedMs) / 1000,
    }
  } finally {
    agent.destroy()
    await database.end()
  }
}

async function countUnfinished(database: Client): Promise<number> {
  const { rows } = await database.query<{ n: number }>(
    `select count(*)::int as n from jobs where status in ('queued', 'running')`,
  )
  return rows[0]!.n
}
