import { envOf } from '#lib/env'
import { deduplicationId, type Message, type Queue } from '#lib/queue/types'
import { ServiceProblem } from '#lib/service-problem'
import { tunables } from '#lib/tunables'

type Event = { name: string; data: Message['payload'] | { jobId: string }; id?: string; ts?: number }

/** The event that carries a message to a worker. */
export const messageEvent = (worker: string) => `gpts/worker.${worker}`

/** The event that ends the runs of a cancelled job. */
export const cancelledEvent = 'gpts/job.cancelled'

/**
 * Inngest as the queue. It uses the event API without the SDK, to keep Edge routes small. A batch of the sweep has
 * about 15 KB, far below the event API's limits.
 */
export function inngest(): Queue {
  return {
    publish: (messages, { delaySeconds } = {}) => {
      // A function starts at its event's time: https://www.inngest.com/docs/guides/delayed-functions
      const ts = delaySeconds === undefined ? undefined : Date.now() + Math.ceil(delaySeconds * 1000)
      return send(
        messages.map((message) => ({
          name: messageEvent(message.worker),
          data: message.payload,
          id: deduplicationId(message, delaySeconds),
          ts,
        })),
      )
    },
    cancel: (jobId) => send([{ name: cancelledEvent, data: { jobId } }]),
    // A self-hosted server returns 200. The cloud's status is not documented, so every status below 500 is accepted.
    async ping(signal) {
      const response = await fetch(`${eventApi()}/health`, { signal })
      if (response.status >= 500) throw new ServiceProblem(`Inngest answered with status ${response.status}.`)
      return {}
    },
  }
}

const eventApi = () => envOf('inngest').INNGEST_BASE_URL ?? 'https://inn.gs'

/** Sends all events in one call. The key is part of the address: never log it. */
async function send(events: Event[]): Promise<void> {
  if (events.length === 0) return
  const response = await fetch(`${eventApi()}/e/${encodeURIComponent(envOf('inngest').INNGEST_EVENT_KEY)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(events),
    signal: AbortSignal.timeout(tunables.publishTimeoutMs),
  })
  if (!response.ok) throw new Error(`Inngest answered ${response.status}`)
}
