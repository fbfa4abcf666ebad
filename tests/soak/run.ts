import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { secrets } from '#tests/support/services'
import { check } from './check.ts'
import { Clients } from './clients.ts'
import { checkCounters } from './counters.ts'
import { type Evidence, readDatabase } from './evidence.ts'
import { type Gate, startGate } from './gate.ts'
import { Instance } from './instances.ts'
import { Killer } from './kills.ts'
import { type SoakModel, startSoakModel } from './model.ts'
import { Nurse } from './nurse.ts'
import { type OnClose, startServices } from './services.ts'
import { startTaps } from './taps.ts'

export type SoakOptions = {
  seed: number
  jobs: number
  kills: number
  /** How often PostgreSQL is crashed and started again, and KV is stopped for a while, losing all it holds. */
  databaseCrashes: number
  kvOutages: number
  portBase: number
  /** Gives up, and leaves nothing behind. */
  signal: AbortSignal
  onProgress?(text: string): void
}

export type SoakResult = {
  options: SoakOptions
  seconds: number
  violations: string[]
  evidence: Evidence
  gate: Pick<Gate, 'counts'>
  databaseCrashes: number
  kvOutages: number
  stolenLeases: number
  /** What the servers wrote last. */
  output: string
}

const callers = 24
const drainMsMax = 120_000

/** Runs two servers over services that fail, as the seed says, until so many jobs have ended; then judges what is left. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { signal } = options
  const closers: (() => Promise<unknown>)[] = []
  const stopped = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => stopped.reject(new Error('The run was stopped before its end.')))
  // What has started after the end is closed at once.
  const onClose: OnClose = (close) => (signal.aborted ? void close() : closers.push(close))
  try {
    return await Promise.race([run(options, onClose), stopped.promise])
  } finally {
    for (const close of closers.reverse()) await close().catch(() => {})
  }
}

async function run(options: SoakOptions, onClose: OnClose): Promise<SoakResult> {
  const started = Date.now()
  const stage = await setUp(options, onClose)
  const { clients, nurse, killer, gate, instances, database, model } = stage
  nurse.start()
  const calling = clients.run(callers)
  const [disasters] = await Promise.all([wreak(stage, options, calling), calling])
  gate.calmDown()
  await Promise.all(instances.map((instance) => instance.start()))
  await drain(stage)
  await nurse.stop()
  const evidence = { ...(await readDatabase(database)), calls: model.calls, kills: killer.kills, clients }
  const server = { url: instances[0]!.url, key: secrets.apiKey }
  const miscounted = await checkCounters({ database, qstash: stage.qstash, gateUrl: gate.url, server })
  return {
    options,
    seconds: (Date.now() - started) / 1000,
    violations: [...check(evidence), ...miscounted],
    evidence,
    gate,
    ...disasters,
    stolenLeases: nurse.stolen,
    output: instances.map((instance) => instance.output()).join('\n'),
  }
}

type Stage = {
  clients: Clients
  nurse: Nurse
  killer: Killer
  gate: Gate
  model: SoakModel
  instances: Instance[]
  database: Pool
  qstash: { url: string; token: string }
  crashDatabase(): Promise<void>
  stopKv(): Promise<void>
}

async function setUp({ seed, jobs, kills, portBase }: SoakOptions, onClose: OnClose): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'gpts-soak-'))
  onClose(() => rm(folder, { recursive: true, force: true }))
  const services = await startServices(folder, portBase, onClose)
  const instances: Instance[] = []
  const gate = await startGate(seed, () => instances)
  onClose(() => gate.close())
  // Nobody is killed while things are set up.
  let ready: Killer | undefined
  const model = await startSoakModel({
    seed,
    lifeOf: (name) => instances.find((instance) => instance.name === name)?.life ?? name,
    onCall: async (name) => void (await ready?.at('model at work', name)),
  })
  onClose(() => model.close())
  for (const name of ['a', 'b']) {
    const vars = {
      ...services.vars,
      ...(await startTaps(name, services.vars, () => ready, onClose)),
      PUBLIC_URL: gate.url,
      OPENAI_BASE_URL: model.urlFor(name),
    }
    const instance = await Instance.on(name, portBase + 20, vars)
    onClose(() => instance.close())
    instances.push(instance)
  }
  const { database } = services
  const qstash = { url: services.vars.QSTASH_URL, token: secrets.qstashToken }
  const nurse = new Nurse({ seed, database, qstash, gateUrl: gate.url })
  const killer = new Killer({
    seed,
    instances,
    openJobs: gate.openJobs,
    onKilled: ({ jobIds }) => void nurse.releaseLeases(jobIds).catch(() => {}),
  })
  ready = killer
  const isEnough = () => clients.accepted() >= jobs && killer.kills.length >= kills
  const clients: Clients = new Clients(seed, secrets.apiKey, instances, isEnough)
  const { crashDatabase, stopKv } = services
  return { clients, nurse, killer, gate, model, instances, database, qstash, crashDatabase, stopKv }
}

/** Spreads the kills and the outages over the jobs, until the callers have done. */
async function wreak(
  { clients, killer, crashDatabase, stopKv }: Stage,
  { jobs, kills, databaseCrashes, kvOutages, onProgress }: SoakOptions,
  calling: Promise<void>,
) {
  const done = { databaseCrashes: 0, kvOutages: 0 }
  let over = false
  void calling.finally(() => {
    over = true
  })
  // Each comes when its share of the jobs has been accepted.
  const isDue = (count: number, of: number) =>
    count < of && clients.accepted() >= ((count + 0.5) * jobs) / (of + 0.5)
  while (!over) {
    if (isDue(killer.kills.length, kills)) await killer.killNext()
    if (isDue(done.databaseCrashes, databaseCrashes)) {
      done.databaseCrashes++
      await crashDatabase()
    }
    if (isDue(done.kvOutages, kvOutages)) {
      done.kvOutages++
      await stopKv()
    }
    onProgress?.(`${clients.accepted()} of ${jobs} jobs, ${killer.kills.length} of ${kills} kills`)
    await sleep(50)
  }
  return done
}

/** Waits until every job has ended and nobody is at work any more. */
async function drain({ database, gate, model }: Stage): Promise<void> {
  const deadline = Date.now() + drainMsMax
  for (;;) {
    const { rows } = await database.query(
      `select count(*)::int as n from jobs where status in ('queued', 'running')`,
    )
    // Sweeps come and go: what counts is that no completion is left.
    const isIdle = gate.openJobs('').length === 0 && model.open() === 0
    if ((rows[0].n === 0 && isIdle) || Date.now() > deadline) break
    await sleep(200)
  }
  while (gate.open() > 0 && Date.now() < deadline) await sleep(50)
}
