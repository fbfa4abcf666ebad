import nextEnv from '@next/env'
import { parseQueueSetUp } from '#lib/env'
import { schedules, setUpSchedules } from '#lib/queue/schedules'
import { register } from '#workers/inngest'

/**
 * `npm run schedules`: sets up on the queue what runs by the clock; on Inngest also the functions. Can be repeated. It
 * takes the queue's own variables and PUBLIC_URL alone, so that it also works beside `npm run dev`.
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
// A preview must not take the schedules away from production.
if (VERCEL_ENV === 'production')
  await setUp().then(
    (done) => process.stdout.write(`${done}\n`),
    (error: Error) => {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 1
    },
  )
