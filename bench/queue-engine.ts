import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { owner } from '#lib/auth/caller'
import { sendMessage } from '#lib/chat/operations'
import type { SendMessage } from '#lib/chat/schema'
import { closeDatabase } from '#lib/db/index'
import { completion } from '#lib/jobs/attempt/run'
import { setLocalWorker } from '#lib/queue/postgres/local'
import { tunables } from '#lib/tunables'
import { startWorker } from '#workers/postgres'
import { serveParent } from './child.ts'

export type Engine = 'ours' | 'graphile-worker' | 'graphile-worker, batched'

export type EngineOptions = {
  engine: Engine
  /** The server's environment. */
  vars: Record<string, string>
  /** The folder in which graphile-worker is installed. */
  graphileDir: string
}

/** `load`: each client sends the next message after it has the answer. `accept`: messages without waiting for answers. */
export type EngineRequest =
  | { kind: 'load'; clients: number; seconds: number }
  | { kind: 'accept'; clients: number; turns: number; message: string }
export type EngineAnswer = { turns: number; seconds: number; latenciesMs: number[]; cpuSeconds: number }

type Runner = { stop(): Promise<void> }

/**
 * A child process that accepts messages with the operation of `POST /api/chat`, without HTTP, and runs their jobs with one
 * engine. For graphile-worker a trigger adds the job, so this happens within the accepting statement.
 */
async function start({ engine, vars, graphileDir }: EngineOptions) {
  Object.assign(process.env, vars)
  const runner = engine === 'ours' ? await startWorker() : await startGraphile(engine, vars, graphileDir)
  return {
    ready: {},
    answer: (request: EngineRequest) => measured(() => perform(request)),
    close: async () => {
      await runner.stop()
      await closeDatabase()
    },
  }
}

async function startGraphile(engine: Engine, vars: Record<string, string>, folder: string): Promise<Runner> {
  const file = createRequire(join(folder, 'package.json')).resolve('graphile-worker')
  const { run, Logger } = await import(pathToFileURL(file).href)
  // The trigger has added the job already.
  setLocalWorker({ run: () => true, lookIn: () => {} })
  const places = tunables.workerConcurrencyDefault
  const batched = { localQueue: { size: places }, completeJobBatchDelay: 0, failJobBatchDelay: 0 }
  return run({
    connectionString: vars.DATABASE_URL,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    taskList: { completion: (payload: { jobId: string; conversationId: number }) => completion(payload) },
    preset: {
      worker: {
        concurrentJobs: places,
        maxPoolSize: tunables.databasePoolSize,
        ...(engine === 'graphile-worker, batched' && batched),
      },
    },
  })
}

async function measured(work: () => Promise<number[]>): Promise<EngineAnswer> {
  const before = process.cpuUsage()
  const started = performance.now()
  const latenciesMs = await work()
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(before)
  return { turns: latenciesMs.length, seconds, latenciesMs, cpuSeconds: (user + system) / 1e6 }
}

/** The latency of each turn. */
async function perform(request: EngineRequest): Promise<number[]> {
  const latencies: number[] = []
  const turn = async (input: SendMessage) => {
    const started = performance.now()
    await sendMessage.run(input, owner)
    latencies.push(performance.now() - started)
  }
  const run = crypto.randomUUID()
  let left = request.kind === 'accept' ? request.turns : Number.POSITIVE_INFINITY
  const endMs =
    request.kind === 'load' ? performance.now() + request.seconds * 1000 : Number.POSITIVE_INFINITY
  const client = async (n: number) => {
    const userId = `${run} ${n}`
    for (let turns = 1; left-- > 0 && performance.now() < endMs; turns++)
      await turn(
        request.kind === 'load'
          ? { userId, sessionId: 'one', message: `Hello ${turns}`, wait: 30 }
          : { userId, sessionId: `${turns}`, message: request.message, wait: 0 },
      )
  }
  await Promise.all(Array.from({ length: request.clients }, (_, n) => client(n)))
  return latencies
}

if (import.meta.main) serveParent(start)
