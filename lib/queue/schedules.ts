import { Client } from '@upstash/qstash'

/**
 * The workers that run by the clock, on every engine: as cron in UTC, and as seconds for the Postgres queue. The other
 * engines bill each firing, and QStash's free plan has 1,000 messages a day: there the sweep runs rarely, and asks for
 * the next one in a minute while jobs are open.
 */
export const schedules = [
  { worker: 'sweep', cron: '*/5 * * * *', everySeconds: 60, offsetSeconds: 0 },
  { worker: 'rollup', cron: '7 * * * *', everySeconds: 3_600, offsetSeconds: 7 * 60 },
]

/**
 * Sets up every schedule on QStash, delivering to the workers at `publicUrl`. Can be repeated: a schedule's id is its
 * worker's name, so it is changed instead of added.
 */
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
  for (const { worker, cron } of schedules)
    await client.schedules.create({
      scheduleId: worker,
      cron,
      destination: `${publicUrl}/api/workers/${worker}`,
      body: '{}',
      // The next firing is the retry.
      retries: 0,
    })
}
