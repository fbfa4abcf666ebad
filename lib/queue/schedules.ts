import { Client } from '@upstash/qstash'

/**
 * The scheduled workers: `cron` (UTC) for QStash and Inngest, seconds for the PostgreSQL queue. The other engines bill
 * each firing, and QStash's free plan has 1,000 messages a day. So the sweep runs rarely there, and requests the next
 * sweep in a minute while jobs are open.
 */
export const schedules = [
  { worker: 'sweep', cron: '*/5 * * * *', everySeconds: 60, offsetSeconds: 0 },
  { worker: 'rollup', cron: '7 * * * *', everySeconds: 3_600, offsetSeconds: 7 * 60 },
] as const

/**
 * Creates every schedule on QStash, with deliveries to the workers at `publicUrl`. Repeated calls are safe: the id of a
 * schedule is its worker's name, so an existing schedule is updated.
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
