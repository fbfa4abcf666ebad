import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { buildPages, isBuildFresh } from '#lib/server/build'
import { randomPortBase } from '#local/ports'
import { render } from './report.ts'
import { type SoakOptions, type SoakResult, soak } from './run.ts'

const minutesMax = 45

const usage = `usage: npm run soak -- [options]
  --profile P self-hosted or hosted (TEST_PROFILE, or self-hosted)
  --seed N    repeats the decisions of an earlier run (random)
  --jobs N    number of accepted messages (2000)
  --kills N   number of server kills (200)`

function readOptions() {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string', default: process.env.TEST_PROFILE ?? 'self-hosted' },
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
      jobs: { type: 'string', default: '2000' },
      kills: { type: 'string', default: '200' },
    },
  })
  const [seed, jobs, kills] = [values.seed, values.jobs, values.kills].map(Number) as [number, number, number]
  if (![seed, jobs, kills].every((number) => Number.isInteger(number) && number >= 0))
    throw new Error('An option is not a number.')
  const { profile } = values
  if (profile !== 'self-hosted' && profile !== 'hosted') throw new Error('Unknown profile.')
  return { profile, seed, jobs, kills } as const
}

function optionsOrExit() {
  try {
    return readOptions()
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}\n`)
    process.exit(2)
  }
}

async function soakOrExit(options: SoakOptions): Promise<SoakResult> {
  try {
    return await soak(options)
  } catch (error) {
    process.stderr.write(`${(error as Error).stack}\n`)
    process.exit(1)
  }
}

const { profile, seed, jobs, kills } = optionsOrExit()
// On the hosted profile Next serves the API, so its build must match the source.
if (profile === 'hosted' && !(await isBuildFresh()) && !(await buildPages().done)) process.exit(1)
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
const started = Date.now()
let told = 0
process.stderr.write(`Seed ${seed}\n`)
const result = await soakOrExit({
  profile,
  seed,
  jobs,
  kills,
  databaseCrashes: Math.ceil(jobs / 200),
  kvOutages: Math.ceil(jobs / 200),
  portBase: randomPortBase(),
  signal: AbortSignal.any([stop.signal, AbortSignal.timeout(minutesMax * 60_000)]),
  onProgress(text) {
    if (Date.now() - told < 10_000) return
    told = Date.now()
    process.stderr.write(`${String(Math.round((told - started) / 1000)).padStart(5)} s  ${text}\n`)
  },
})
process.stdout.write(`\n${render(result)}\n`)
// A step without a kill proves nothing. A short run may not reach all steps.
const reached = new Set(result.evidence.kills.map(({ step }) => step)).size
const { length } = result.profile.steps
const isTooFew = kills >= 3 * length && (reached < length || result.notPassed.length > 0)
if (result.violations.length > 0 || isTooFew) process.exitCode = 1
