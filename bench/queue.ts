import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { root } from '#local/server'
import { migrate } from '#sql/migrate'
import { startChild } from './child.ts'
import { cpuBetween, readCpu } from './cpu.ts'
import { modelName, slowQuestion } from './model.ts'
import type { Engine, EngineAnswer, EngineOptions, EngineRequest } from './queue-engine.ts'
import type { StackOptions, StackReady } from './stack.ts'

/**
 * `npm run bench:queue`: compares the Postgres queue with graphile-worker, which runs the same jobs. A trigger in the
 * accepting statement adds its jobs. It is not a dependency: run `npm install --no-save graphile-worker@0.18` first, here
 * or in the folder that `--graphile` names.
 */
const { values } = parseArgs({
  options: {
    graphile: { type: 'string', default: root },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '1' },
  },
})
const seconds = Number(values.seconds)
const clients = 64
const burst = { turns: 1_000, clients: 16 }
const killed = { turns: 300, clients: 16 }
const recoverySecondsMax = 60

const closers: (() => Promise<void>)[] = []
const onClose = (close: () => Promise<void>) => void closers.push(close)
const progress = (text: string) => process.stderr.write(`${text}\n`)

type Row = Record<string, string | number>

async function main(): Promise<void> {
  const graphileDir = values.graphile
  assertInstalled(graphileDir)
  const model = await startChild<{ url: string }, null, number>('model', { latencyMs: 50 }, onClose)
  const dataDir = join(root, '.data', 'bench', `queue-${process.pid}`)
  await mkdir(dataDir, { recursive: true })
  const stack = await startChild<StackReady>(
    'stack',
    {
      dataDir,
      hosted: false,
      portBase: 20_700,
      appUrl: 'http://127.0.0.1:20699',
      model: { OPENAI_BASE_URL: model.ready.url, OPENAI_API_KEY: 'none', OPENAI_MODEL: modelName },
    } satisfies StackOptions,
    onClose,
  )
  const rows: Row[] = []
  for (let round = 1; round <= Number(values.rounds); round++)
    for (const engine of ['ours', 'graphile-worker', 'graphile-worker, batched'] as const) {
      progress(`Measuring: ${engine} …`)
      const name = `${engine.replace(/\W+/g, '_')}_${round}`
      const DATABASE_URL = await createDatabase(stack.ready.vars.DATABASE_URL!, name, engine, graphileDir)
      const vars = { ...stack.ready.vars, QUEUE: 'postgres', DATABASE_URL }
      rows.push({ engine, ...(await measure({ engine, graphileDir, vars }, stack.pid)) })
    }
  process.stdout.write(`\n${table(rows)}\n`)
}

function assertInstalled(folder: string): void {
  try {
    createRequire(join(folder, 'package.json')).resolve('graphile-worker')
  } catch {
    throw new Error(`Run \`npm install --no-save graphile-worker@0.18\` in ${folder} first.`)
  }
}

/** A database per engine. For graphile-worker a trigger adds its job when our job is inserted. */
async function createDatabase(
  url: string,
  name: string,
  engine: Engine,
  graphileDir: string,
): Promise<string> {
  await query(url, `create database ${name}`)
  const own = Object.assign(new URL(url), { pathname: name }).href
  await migrate(own)
  if (engine === 'ours') return own
  const { runMigrations } = createRequire(join(graphileDir, 'package.json'))('graphile-worker')
  await runMigrations({ connectionString: own })
  await query(
    own,
    `create function add_to_graphile() returns trigger language plpgsql as $$
     begin
       perform graphile_worker.add_job('completion',
         json_build_object('jobId', new.id, 'conversationId', new.conversation_id));
       return null;
     end $$;
     create trigger added_to_graphile after insert on jobs for each row execute function add_to_graphile()`,
  )
  return own
}

async function query<T extends object>(connectionString: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString })
  await client.connect()
  const { rows } = await client.query(text).finally(() => client.end())
  return rows
}

const startEngine = (options: EngineOptions) =>
  startChild<object, EngineRequest, EngineAnswer>('queue-engine', options, onClose)

async function measure(options: EngineOptions, stackPid: number): Promise<Row> {
  const url = options.vars.DATABASE_URL!
  const engine = await startEngine(options)
  await engine.ask({ kind: 'load', clients, seconds: 3 })

  const before = await readCpu({}, stackPid)
  const load = await engine.ask({ kind: 'load', clients, seconds })
  const cpu = cpuBetween(before, await readCpu({}, stackPid))
  const sorted = load.latenciesMs.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0)

  const started = performance.now()
  const accepted = await engine.ask({ kind: 'accept', ...burst, message: 'Hello' })
  const burstLeft = await untilEnded(url)
  const burstSeconds = (performance.now() - started) / 1000
  if (burstLeft > 0) throw new Error(`${burstLeft} turns of the burst did not end in time.`)

  await engine.ask({ kind: 'accept', ...killed, message: slowQuestion(1_000) })
  process.kill(engine.pid, 'SIGKILL')
  const killedMs = performance.now()
  await startEngine(options)
  const left = await untilEnded(url)
  return {
    'turns/s': Math.round(load.turns / load.seconds),
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    'process ms/turn': oneDecimal((1000 * load.cpuSeconds) / load.turns),
    'postgres ms/turn': oneDecimal((1000 * (cpu?.postgres ?? Number.NaN)) / load.turns),
    'accepted/s': Math.round(burst.turns / accepted.seconds),
    'ended/s': Math.round(burst.turns / burstSeconds),
    'after SIGKILL':
      left > 0
        ? `${left} open after ${recoverySecondsMax} s`
        : `${oneDecimal((performance.now() - killedMs) / 1000)} s`,
  }
}

const oneDecimal = (value: number) => Math.round(value * 10) / 10

/** Formats rows as a Markdown table. */
function table(rows: Row[]): string {
  const names = Object.keys(rows[0]!)
  const line = (cells: unknown[]) => `| ${cells.join(' | ')} |`
  return [line(names), line(names.map(() => '---')), ...rows.map((row) => line(Object.values(row)))].join(
    '\n',
  )
}

/** Waits until all turns have ended, for at most a minute, and returns the number of open turns. */
async function untilEnded(url: string): Promise<number> {
  const open = `select count(*)::int as open from jobs where status in ('queued', 'running')`
  for (const endMs = performance.now() + recoverySecondsMax * 1000; ; await sleep(50)) {
    const [row] = await query<{ open: number }>(url, open)
    if (row!.open === 0 || performance.now() > endMs) return row!.open
  }
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
} finally {
  for (const close of closers.reverse()) await close().catch(() => {})
}
