import nextEnv from '@next/env'
import { Client } from '@upstash/qstash'
import { parseEnv } from '#lib/env'

/** The schedules, by an id of their own so that setting them up again changes them instead of adding more. */
const schedules = [
  { scheduleId: 'sweep', worker: 'sweep', cron: '* * * * *' },
  { scheduleId: 'rollup', worker: 'rollup', cron: '7 * * * *' },
]

/** Sets up every schedule on QStash, delivering to the workers at `publicUrl`. Can be repeated. */
export async function setUpSchedules(
  qstash: { url: string; token: string },
  publicUrl: string,
): Promise<void> {
  const client = new Client({
    baseUrl: qstash.url,
    token: qstash.token,
    devMode: false,
    enableTelemetry: false,
  })
  for (const { scheduleId, worker, cron } of schedules)
    await client.schedules.create({
      scheduleId,
      cron,
      destination: `${publicUrl}/api/workers/${worker}`,
      body: '{}',
      // The next firing is the retry.
      retries: 0,
    })
}

if (import.meta.main) {
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: () => {} })
  const { VERCEL_ENV = 'production' } = process.env
  try {
    // A preview must not take the schedules away from production.
    if (VERCEL_ENV !== 'production') process.exit(0)
    const { QSTASH_URL, QSTASH_TOKEN, PUBLIC_URL } = parseEnv(process.env)
    await setUpSchedules({ url: QSTASH_URL, token: QSTASH_TOKEN }, PUBLIC_URL)
    process.stdout.write(`Scheduled on QStash: ${schedules.map(({ scheduleId }) => scheduleId).join(', ')}\n`)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  }
}
