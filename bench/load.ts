import type { Child } from './child.ts'
import type { ClientRequest, Measured, Stopped } from './client.ts'
import { type CpuSeconds, cpuBetween } from './cpu.ts'

export type ClientChild = Child<undefined, ClientRequest, Measured | Stopped | undefined>

/** The server that a run measures. */
export type Target = { name: string; url: string; key: string; readCpu(): Promise<CpuSeconds> }

export type Run = {
  target: string
  clients: number
  seconds: number
  /** Turns that ended in the measured time. */
  turns: number
  turnsPerSecond: number
  p50Ms: number
  p99Ms: number
  cpuSeconds: CpuSeconds
}

/** The time before each measurement: it compiles code, opens connections and fills caches. */
const rampSeconds = 1
/** The duration of the first run, which is not measured. It is long enough for several processes to compile their code. */
const warmUpSeconds = 20

/** Runs turns without measuring them, and returns their number. */
export async function warmUp(client: ClientChild, target: Target, clients: number): Promise<number> {
  await begin(client, target, clients, 'warm-up', warmUpSeconds)
  return end(client)
}

/** Measures a run with this number of clients. Returns the figures and the total number of turns. */
export async function runLoad(
  client: ClientChild,
  target: Target,
  clients: number,
  seconds: number,
): Promise<{ run: Run; turns: number }> {
  await begin(client, target, clients, `load-${clients}`, rampSeconds)
  const before = await target.readCpu()
  const measured = (await client.ask({ do: 'measure', seconds })) as Measured
  const cpuSeconds = cpuBetween(before, await target.readCpu())
  const turns = await end(client)
  const latencies = measured.latenciesMs.sort((a, b) => a - b)
  const run = {
    target: target.name,
    clients,
    seconds: measured.seconds,
    turns: latencies.length,
    turnsPerSecond: latencies.length / measured.seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    cpuSeconds,
  }
  return { run, turns }
}

let runs = 0

async function begin(client: ClientChild, target: Target, clients: number, name: string, seconds: number) {
  const { url, key } = target
  // Numbered, so that runs do not share users and conversations.
  await client.ask({ do: 'start', url, key, clients, run: `${name}-${++runs}`, warmUpSeconds: seconds })
}

async function end(client: ClientChild): Promise<number> {
  return ((await client.ask({ do: 'stop' })) as Stopped).turns
}

/** The nearest-rank percentile; `part` is from 0 to 1. NaN without values. */
function percentile(sorted: number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN
}
