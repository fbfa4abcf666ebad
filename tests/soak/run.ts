import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readDatabase } from '#tests/support/rows'
import { secrets } from '#tests/support/secrets'
import { keepDeleted } from './archive.ts'
import { check } from './check.ts'
import { Clients } from './clients.ts'
import { JobClock } from './clock.ts'
import { checkCounters } from './counters.ts'
import type { Evidence } from './evidence.ts'
import { startHosted } from './hosted.ts'
import { Instance } from './instances.ts'
import { Killer, type Step } from './kills.ts'
import { type SoakModel, startSoakModel } from './model.ts'
import { OpenaiCallers } from './openai/callers.ts'
import { Transport } from './openai/transport.ts'
import type { Profile } from './profile.ts'
import { startSelfHosted } from './self-hosted.ts'
import type { OnClose } from './services.ts'

export type SoakOptions = {
  profile: 'self-hosted' | 'hosted'
  seed: number
  jobs: number
  kills: number
  /** How often PostgreSQL crashes and restarts, and how often KV stops for a while and loses its data. */
  databaseCrashes: number
  kvOutages: number
  portBase: number
  /** Aborts the run and cleans up. */
  signal: AbortSignal
  onProgress?(text: string): void
}

export type SoakResult = {
  options: SoakOptions
  seconds: number
  violations: string[]
  /** The steps of the profile that no server reached. */
  notPassed: Step[]
  evidence: Evidence
  profile: Pick<Profile, 'steps' | 'deliveries'>
  databaseCrashes: number
  kvOutages: number
  stolenLeases: number
  /** The end of the servers' output. */
  output: string
}

const callers = 14
const openaiCallers = 10
const drainMsMax = 120_000

/** Runs two servers over services that fail by the seed, until enough jobs have ended. Then checks the evidence. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { signal } = options
  const closers: (() => Promise<unknown>)[] = []
  const stopped = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => stopped.reject(new Error('The run was aborted.')))
  // Parts that start after the end are closed at once.
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
  const { clients, openai, jobClock, killer, profile, instances, model } = stage
  jobClock.start()
  const calling = Promise.all([clients.run(callers), openai.run(openaiCallers)])
  const [disasters] = await Promise.all([injectFaults(stage, options, calling), calling])
  profile.calmDown()
  await Promise.all(instances.map((instance) => instance.start()))
  await drain(stage)
  await jobClock.stop()
  const evidence = {
    ...(await readDatabase(profile.database)),
    calls: model.calls,
    kills: killer.kills,
    clients,
    openai,
    kvLostMs: [...disasters.kvLostMs, ...instances.flatMap((instance) => instance.kvAwayMs())],
  }
  const server = { url: instances[0]!.url, key: secrets.apiKey }
  const miscounted = await checkCounters({ profile, server })
  return {
    options,
    seconds: (Date.now() - started) / 1000,
    violations: [...check(evidence), ...miscounted],
    notPassed: killer.notPassed(),
    evidence,
    profile,
    databaseCrashes: disasters.databaseCrashes,
    kvOutages: disasters.kvLostMs.length,
    stolenLeases: jobClock.stolen,
    output: instances.map((instance) => instance.output()).join('\n'),
  }
}

type Stage = {
  clients: Clients
  openai: OpenaiCallers
  accepted(): number
  jobClock: JobClock
  killer: Killer
  profile: Profile
  model: SoakModel
  instances: Instance[]
}

async function setUp(options: SoakOptions, onClose: OnClose): Promise<Stage> {
  const { seed, jobs, kills, portBase } = options
  const folder = await mkdtemp(join(tmpdir(), 'gpts-soak-'))
  onClose(() => rm(folder, { recursive: true, force: true }))
  const instances: Instance[] = []
  // No server is killed during the setup.
  let ready: Killer | undefined
  const isHosted = options.profile === 'hosted'
  const start = isHosted ? startHosted : startSelfHosted
  const profile = await start({ seed, folder, portBase, instances, killer: () => ready, onClose })
  await keepDeleted(profile.database)
  const model = await startSoakModel({
    seed,
    lifeOf: (name) => instances.find((instance) => instance.name === name)?.life ?? name,
    onCall: async (name) => void (await ready?.at('model at work', name)),
  })
  onClose(() => model.close())
  for (const name of ['a', 'b']) {
    const vars = { ...(await profile.varsFor(name)), OPENAI_BASE_URL: model.urlFor(name) }
    const instance = await Instance.on(name, portBase + 20, isHosted ? 'next' : 'api', vars)
    onClose(() => instance.close())
    instances.push(instance)
  }
  const jobClock = new JobClock({ seed, profile })
  const killer = new Killer({
    seed,
    instances,
    steps: profile.steps,
    jobsOf: profile.jobsOf,
    questionsOf: model.questionsOf,
    onKilled: ({ jobIds }) => jobClock.releaseLeases(jobIds).catch(() => {}),
  })
  ready = killer
  const accepted = (): number => clients.accepted() + openai.accepted()
  const isEnough = () => accepted() >= jobs && killer.kills.length >= kills
  const clients = new Clients(seed, secrets.apiKey, instances, isEnough)
  const openai = new OpenaiCallers(seed, new Transport(seed, secrets.apiKey, instances), isEnough)
  return { clients, openai, accepted, jobClock, killer, profile, model, instances }
}

/** Spreads the kills and the outages over the jobs, until the callers are done. */
async function injectFaults(
  { accepted, killer, profile }: Stage,
  { jobs, kills, databaseCrashes, kvOutages, onProgress }: SoakOptions,
  calling: Promise<unknown>,
) {
  const done = { databaseCrashes: 0, kvLostMs: [] as number[] }
  let over = false
  void calling.finally(() => {
    over = true
  })
  // Each fault is due when its share of the jobs was accepted.
  const isDue = (count: number, of: number) => count < of && accepted() >= ((count + 0.5) * jobs) / (of + 0.5)
  while (!over) {
    if (isDue(killer.kills.length, kills)) await killer.killNext()
    if (isDue(done.databaseCrashes, databaseCrashes)) {
      done.databaseCrashes++
      await profile.crashDatabase()
    }
    if (isDue(done.kvLostMs.length, kvOutages)) {
      done.kvLostMs.push(Date.now())
      await profile.stopKv()
    }
    onProgress?.(`${accepted()} of ${jobs} jobs, ${killer.kills.length} of ${kills} kills`)
    await sleep(50)
  }
  return done
}

/** Waits until every job has ended, the ledger has every lost call, and no process is working. */
async function drain({ profile, model }: Stage): Promise<void> {
  const deadlineMs = Date.now() + drainMsMax
  for (;;) {
    const { rows } = await profile.database.query(
      `select (select count(*) from jobs where status in ('queued', 'running')) + (select count(*) from lost_calls) as n`,
    )
    const isIdle = profile.open() === 0 && model.open() === 0
    if ((Number(rows[0].n) === 0 && isIdle) || Date.now() > deadlineMs) break
    await sleep(200)
  }
}
