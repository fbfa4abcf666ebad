import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { descendants } from '#tests/support/processes'
import type { Place } from './place.ts'

/** Causes an outage, and resolves when everything runs again. */
export type Outage = (place: Place) => Promise<void>

const minuteMs = 60_000
const restartMs = 2_000

async function killServers({ servers }: Place): Promise<void> {
  await Promise.all(servers.map((server) => server.kill()))
}

/** Outages by their text in the report. A server that an outage stops permanently is restarted afterwards. */
export const outages: Record<string, Outage> = {
  nothing: async () => {},
  'kill -9 of one process of a server': async ({ servers }) => {
    const pids = await descendants(servers[0]!.pid)
    const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8')))
    process.kill(pids[commands.findIndex((command) => command.includes('workers/server.ts'))]!, 'SIGKILL')
  },
  'kill -9 of one server of two': async ({ servers }) => servers[0]!.kill(),
  'kill -9 of both servers': async (place) => {
    await killServers(place)
    await place.startServers()
  },
  'kill -9 of PostgreSQL': async (place) => {
    await place.killPostgres()
    await sleep(restartMs)
    await place.startPostgres()
  },
  'kill -9 of servers, PostgreSQL and Redis': async (place) => {
    await Promise.all([killServers(place), place.killPostgres(), place.stopRedis()])
    await Promise.all([place.startPostgres(), place.startRedis()])
    await place.startServers()
  },
  'Redis down for a minute': async (place) => {
    await place.stopRedis()
    await sleep(minuteMs)
    await place.startRedis()
  },
  'one server cut off from PostgreSQL for a minute': async ({ network }) => {
    network.cut()
    await sleep(minuteMs)
    network.restore()
  },
}
