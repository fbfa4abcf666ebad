import { Client } from '@upstash/qstash'
import { schedules } from '#lib/queue/schedules'

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
