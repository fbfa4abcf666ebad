import cluster, { type Worker } from 'node:cluster'
import { createRequire } from 'node:module'
import { availableParallelism, constants, totalmem } from 'node:os'
import { createInterface } from 'node:readline'
import { log } from './log.ts'

/** The program `next`, of the version that is installed. */
export const nextBin = createRequire(import.meta.url).resolve('next/dist/bin/next')

/**
 * Flags of a server's Node process. A turn makes much that is soon thrown away: with 64 MB for the young instead of 16,
 * it is collected less often.
 */
export const nodeFlags = ['--max-semi-space-size=64']

type Address = { host: string; port: string }

/** One for each core and each GB of memory, which one may come near under load, but no more than four. */
function processesDefault(): number {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
  return Math.max(1, Math.min(4, availableParallelism(), Math.floor(bytes / 2 ** 30)))
}

/** From then on a process has started: one that finds no build, or a wrong configuration, listens for a moment, too. */
const startedMs = 5_000
const pauseMs = 1_000

/**
 * Serves the production build by several processes behind one port, as https://nodejs.org/api/cluster.html does. One
 * that dies is replaced after a second. When one ends by itself while it starts, and no other has started, all end,
 * since the next would not start either. SIGINT and SIGTERM end all. When none is left this process exits, with the code
 * of the one that could not start, or of the signal.
 */
export function serveByProcesses({ host, port }: Address, processes = processesDefault()): void {
  const args = ['start', '-H', host, '-p', port]
  cluster.setupPrimary({ exec: nextBin, args, execArgv: nodeFlags, silent: true })
  const listeningSince = new Map<number, number>()
  const hasStarted = (id: number) =>
    Date.now() - (listeningSince.get(id) ?? Number.POSITIVE_INFINITY) >= startedMs
  let ending = false
  let exitCode: number | undefined

  const exitOnceAlone = () => living().length === 0 && process.exit(exitCode)
  const endAll = (signal: NodeJS.Signals) => {
    ending = true
    exitCode ??= codeOf(null, signal)
    for (const worker of living()) worker.process.kill(signal)
    exitOnceAlone()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => endAll(signal))

  cluster.on('listening', ({ id }) => {
    const isFirst = listeningSince.size === 0
    listeningSince.set(id, Date.now())
    if (isFirst && !ending) for (let more = 1; more < processes; more++) startProcess()
  })
  cluster.on('exit', ({ id }, code: number | null, signal: NodeJS.Signals | null) => {
    if (ending) return exitOnceAlone()
    const canStart = signal !== null || [id, ...living().map((worker) => worker.id)].some(hasStarted)
    if (!canStart) {
      exitCode = codeOf(code, signal)
      return endAll('SIGTERM')
    }
    log('error', 'process.died', { code, signal })
    setTimeout(() => ending || startProcess(), pauseMs)
  })
  startProcess(true)
}

/** Who was killed, as by the system when memory runs out, has no code: it gets the one of shells. */
const codeOf = (code: number | null, signal: NodeJS.Signals | null) =>
  code ?? 128 + constants.signals[signal!]

const living = (): Worker[] => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)

/** The first says where it listens; of the others only what this server logs, in JSON, and what goes wrong is passed on. */
function startProcess(isFirst = false): void {
  const { stdout, stderr } = cluster.fork().process
  stderr!.pipe(process.stderr, { end: false })
  if (isFirst) stdout!.pipe(process.stdout, { end: false })
  else
    createInterface(stdout!).on('line', (line) => line.startsWith('{') && process.stdout.write(`${line}\n`))
}

if (import.meta.main) {
  const [host, port, processes] = process.argv.slice(2)
  serveByProcesses({ host: host!, port: port! }, Number(processes) || undefined)
}
