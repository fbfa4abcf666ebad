import nextEnv from '@next/env'
import { parseQueueSetUp } from '#lib/env'
import { setUpSchedules } from '#lib/queue/qstash-schedules'
import { schedules } from '#lib/queue/schedules'
import { register } from '#workers/inngest'

/**
 * `npm run schedules`: sets up the schedules on the queue, and on Inngest also the functions. It can be repeated. It reads
 * only the queue's own variables and PUBLIC_URL, so it also works while `npm run dev` runs.
 */
async function setUp(): Promise<string> {
  const config = parseQueueSetUp(process.env)
  if (config.QUEUE === 'inngest') return `Registered with Inngest: ${(await register(config)).join(', ')}`
  if (config.QUEUE === 'postgres')
    return 'Nothing needs to be set up: with QUEUE=postgres the server runs its schedules itself.'
  await setUpSchedules({ url: config.QSTASH_URL, token: config.QSTASH_TOKEN }, config.PUBLIC_URL)
  return `Scheduled on QStash: ${schedules.map(({ worker }) => worker).join(', ')}`
}

nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: () => {} })
const { VERCEL_ENV = 'production' } = process.env
// A preview must not take over the schedules of production.
if (VERCEL_ENV === 'production')
  await setUp().then(
    (done) => process.stdout.write(`${done}\n`),
    (error: Error) => {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 1
    },
  )
