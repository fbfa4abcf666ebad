import { rmdir, writeFile } from 'node:fs/promises'
import { startServer } from '#local/server'
import type { BaselineOptions } from './baseline.ts'
import { build, readRuntimes } from './build.ts'
import { type Burst, measureBurst } from './burst.ts'
import { startChild } from './child.ts'
import { type HeadOfLine, measureHeadOfLine } from './head-of-line.ts'
import { type Run, runLoad, type Target, warmUp } from './load.ts'
import { type Options, readOptions, usage } from './options.ts'
import { render, toFigures } from './report.ts'
import { countRoundTrips } from './round-trips.ts'
import { benchDir, portBase, type Services, startServices } from './services.ts'
import { countTcpRoundTrips } from './tcp-round-trips.ts'
import { compareTelemetry } from './telemetry.ts'
import { verifyTurns } from './verify.ts'

const closers: (() => Promise<void>)[] = []
const onClose = (close: () => Promise<void>) => void closers.push(close)
const progress = (text: string) => process.stderr.write(`${text}\n`)

async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close().catch(() => {})
  // Fails while another bench has its data there.
  await rmdir(benchDir).catch(() => {})
}

let closing = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, async () => {
    if (closing) return
    closing = true
    progress('Stopping …')
    await closeAll()
    process.exit(130)
  })

/** The measured server's log, which has the cause of an error response. */
let serverOutput = () => ''

async function startTargets({ model, vars, port, target }: Services, hosted: boolean): Promise<Target[]> {
  const server = await startServer({ mode: hosted ? 'next' : 'start', port, vars })
  serverOutput = server.output
  onClose(() => server.close())
  const baseline = await startChild<{ url: string }>(
    'baseline',
    {
      databaseUrl: vars.DATABASE_URL!,
      modelUrl: model.ready.url,
      key: vars.API_SECRET_KEY!,
    } satisfies BaselineOptions,
    onClose,
  )
  return [target('this server', server.url, server.pid), target('baseline', baseline.ready.url, baseline.pid)]
}

type Measurements = { runs: Run[]; slowHeads?: HeadOfLine | undefined; burst?: Burst | undefined }

async function measureAll(
  { client, model, vars }: Services,
  targets: Target[],
  { clients, seconds, slowHeads: heads }: Options,
): Promise<Measurements> {
  const runs: Run[] = []
  let slowHeads: HeadOfLine | undefined
  let burst: Burst | undefined
  for (const target of targets) {
    const callsBefore = await model.ask(null)
    progress(`Warming up: ${target.name} …`)
    let turns = await warmUp(client, target, Math.max(...clients))
    for (const count of clients) {
      progress(`Measuring: ${target.name}, ${count} ${count === 1 ? 'client' : 'clients'} …`)
      const measured = await runLoad(client, target, count, seconds)
      runs.push(measured.run)
      turns += measured.turns
    }
    if (target === targets[0] && heads > 0) {
      progress(`Measuring: one conversation, alone and with ${heads} others that wait for a slow answer …`)
      const modelCalls = () => model.ask(null)
      const measured = await measureHeadOfLine({ client, target, heads, seconds, modelCalls })
      slowHeads = measured.slowHeads
      turns += measured.turns
    }
    if (target === targets[0]) {
      progress('Measuring: a burst of turns without waiting for answers …')
      burst = await measureBurst(target, vars.DATABASE_URL!)
      turns += burst.turns
    }
    const calls = (await model.ask(null)) - callsBefore
    if (target === targets[0]) await verifyTurns(vars.DATABASE_URL!, turns, calls)
    else if (calls !== turns) throw new Error(`${turns} turns of ${target.name} made ${calls} model calls.`)
  }
  return { runs, slowHeads, burst }
}

async function bench(options: Options): Promise<void> {
  if (options.hosted) {
    progress('Building …')
    await build(onClose)
  }
  progress('Starting …')
  const services = await startServices(options, onClose)
  const measured = options.telemetry
    ? { runs: await compareTelemetry({ services, options, onClose, progress }) }
    : await measureAll(services, await startTargets(services, options.hosted), options)
  const roundTrips = options.telemetry ? {} : await countAll(services, options)
  const runtimes = options.hosted ? await readRuntimes() : undefined
  const figures = toFigures(options, runtimes, measured, roundTrips)
  process.stdout.write(`\n${render(figures)}\n\n`)
  if (options.json) await writeFile(options.json, `${JSON.stringify(figures, null, 2)}\n`)
}

async function countAll({ vars }: Services, { hosted }: Options) {
  progress('Counting round trips …')
  return hosted
    ? { http: await countRoundTrips(vars, portBase + 20, onClose) }
    : { tcp: await countTcpRoundTrips(vars, portBase + 20, onClose) }
}

function optionsOrExit(): Options {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}\n`)
    process.exit(2)
  }
}

const options = optionsOrExit()
try {
  await bench(options)
} catch (error) {
  // An interrupted bench fails at a random step, so its error is not reported.
  if (!closing) process.stderr.write(`\n${(error as Error).message}\n\n${serverOutput().slice(-4_000)}\n`)
  process.exitCode = 1
} finally {
  if (!closing) await closeAll()
}
