import { cpus } from 'node:os'
import type { Burst } from './burst.ts'
import type { HeadOfLine } from './head-of-line.ts'
import type { Run } from './load.ts'
import type { Options } from './options.ts'
import { budget, isWithinBudget, type Kind, type RoundTripCounts, type Side } from './round-trip-counts.ts'
import { countedTurns, type RoundTrips } from './round-trips.ts'
import { countedTcpTurns, type TcpRoundTrips } from './tcp-round-trips.ts'

export type Figures = {
  options: Pick<Options, 'hosted' | 'seconds' | 'clients' | 'modelMs'>
  /** The runtimes of Next's routes. Undefined for our own server. */
  runtimes?: { public: string; workers: string } | undefined
  cores: number
  runs: Run[]
  /** Median time at one client minus the model's, by target. Empty without a run at one client. */
  addedMs: Record<string, number>
  slowHeads?: HeadOfLine | undefined
  burst?: Burst | undefined
  roundTrips: { http?: RoundTrips; tcp?: TcpRoundTrips }
}

/** Collects the figures. */
export function toFigures(
  options: Options,
  runtimes: Figures['runtimes'],
  measured: Pick<Figures, 'runs' | 'slowHeads' | 'burst'>,
  roundTrips: Figures['roundTrips'],
): Figures {
  const { hosted, seconds, clients, modelMs } = options
  const { runs } = measured
  const alone = runs.filter((run) => run.clients === 1)
  return {
    options: { hosted, seconds, clients, modelMs },
    runtimes,
    cores: cpus().length,
    ...measured,
    addedMs: Object.fromEntries(alone.map((run) => [run.target, run.p50Ms - modelMs])),
    roundTrips,
  }
}

const sides: Side[] = ['request', 'worker']
const kinds: Kind[] = ['sql', 'kv', 'subscribe', 'publish']

/** The figures as text for a terminal. */
export function render(figures: Figures): string {
  const { options, runtimes, cores, runs, addedMs } = figures
  const added = Object.entries(addedMs).map(([target, ms]) => `${target} ${ms.toFixed(1)} ms`)
  return [
    `Model ${options.modelMs} ms, ${options.seconds} s each, ${cores} cores. ${describeServer(runtimes)}`,
    '',
    ...loadTable(runs),
    '',
    ...disturbance(runs, cores),
    ...(added.length > 0 ? [`Added to the model's time at 1 client (median): ${added.join(', ')}.`, ''] : []),
    ...(figures.slowHeads ? [...slowHeadsTable(figures.slowHeads), ''] : []),
    ...(figures.burst ? [burstLine(figures.burst), ''] : []),
    ...(figures.roundTrips.http ? roundTripTable(figures.roundTrips.http) : []),
    ...(figures.roundTrips.tcp ? tcpTable(figures.roundTrips.tcp) : []),
  ]
    .map((line) => `  ${line}`.trimEnd())
    .join('\n')
}

const describeServer = (runtimes: Figures['runtimes']) =>
  runtimes
    ? `Next, with public routes on ${runtimes.public} and workers on ${runtimes.workers}, and emulators.`
    : 'The server of npm start.'

const burstLine = ({ turns, clients, acceptedPerSecond, endedAfterSeconds }: Burst) =>
  `${turns} turns with wait 0 by ${clients} clients: ${acceptedPerSecond.toFixed(0)} accepted per second, all ended ${endedAfterSeconds.toFixed(1)} s after the last acceptance.`

function tcpTable({ sql, kv }: TcpRoundTrips): string[] {
  const row = (name: string, { writes, commands }: TcpRoundTrips['sql']) => [
    name,
    rounded(writes),
    rounded(commands),
  ]
  return align([
    [`A turn sends (${countedTcpTurns} turns)`, 'writes', 'statements or commands'],
    row('to PostgreSQL', sql),
    row('to Redis', kv),
  ])
}

/** The processes in the order of a turn, then the rest of the machine. */
const processes = ['client', 'server', 'services', 'postgres', 'model', 'other']
/** The processes that serve a turn, without those that generate the load. */
const serving = ['server', 'services', 'postgres']

function loadTable(runs: Run[]): string[] {
  const head = ['', 'clients', 'turns/s', 'p50 ms', 'p99 ms', ...processes, 'sum']
  const rows = runs.map(({ target, clients, turns, turnsPerSecond, p50Ms, p99Ms, cpuSeconds }) => [
    target,
    String(clients),
    turnsPerSecond.toFixed(1),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    ...processes.map((name) => perTurn(cpuSeconds?.[name], turns)),
    cpuSeconds ? perTurn(sumOf(cpuSeconds, serving), turns) : '–',
  ])
  const table = align([head, ...rows])
  const cpuStart = table[0]!.indexOf('p99 ms') + 'p99 ms'.length + 2
  return [`${' '.repeat(cpuStart)}CPU ms per turn (sum: ${serving.join(' + ')})`, ...table]
}

const perTurn = (seconds: number | undefined, turns: number) =>
  seconds === undefined ? '–' : ((1000 * seconds) / turns).toFixed(2)

const sumOf = (values: Record<string, number>, names: string[]) =>
  names.reduce((sum, name) => sum + (values[name] ?? 0), 0)

function slowHeadsTable({ heads, alone, withOthers }: HeadOfLine): string[] {
  const row = (name: string, { turns, p50Ms, p99Ms }: Run) => [
    name,
    String(turns),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
  ]
  return align([
    ['One conversation', 'turns', 'p50 ms', 'p99 ms'],
    row('alone', alone),
    row(`with ${heads} others that wait for a slow answer`, withOthers),
  ])
}

/** A warning if other processes kept the machine busy, since the figures are then unreliable. */
function disturbance(runs: Run[], cores: number): string[] {
  const shares = runs.map(({ cpuSeconds, seconds }) => (cpuSeconds?.other ?? 0) / (seconds * cores))
  const most = Math.max(...shares)
  if (most < 0.1) return []
  return [
    `Other programs used up to ${Math.round(100 * most)} % of this machine, so the figures are too low.`,
    '',
  ]
}

function roundTripTable(roundTrips: RoundTrips): string[] {
  const names: Record<Kind, (counts: RoundTripCounts) => string> = {
    sql: ({ statements }) => `SQL (${rounded(statements)} statements)`,
    kv: ({ commands }) => `KV (${rounded(commands)} commands)`,
    subscribe: () => 'KV subscribe',
    publish: () => 'queue publish',
  }
  const rows = sides.flatMap((side) =>
    kinds
      .filter((kind) => budget[side][kind] > 0 || roundTrips[side][kind] > 0)
      .map((kind) => {
        const average = roundTrips[side][kind]
        const verdict = isWithinBudget(side, kind, average) ? 'OK' : 'over'
        return [
          `${side}: ${names[kind](roundTrips[side])}`,
          rounded(average),
          String(budget[side][kind]),
          verdict,
        ]
      }),
  )
  return align([[`Round trips of a turn (${countedTurns} turns)`, 'average', 'budget', ''], ...rows])
}

const rounded = (average: number) => String(Math.round(average * 100) / 100)

/** Aligns the first column left and the others right. */
function align(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  '),
  )
}
