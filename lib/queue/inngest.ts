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
 * Inngest as the queue, by its event API and without its SDK, so that Edge routes stay small. A batch of the sweep is
 * some 15 KB, far below the event API's limits.
 */
export function inngest(): Queue {
  return {
    publish: (messages, { delaySeconds } = {}) => {
      // A function starts at its event's time if that lies ahead: https://www.inngest.com/docs/guides/delayed-functions
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
    // A self-hosted server answers 200; of the cloud nothing is documented, so whatever is no fault will do.
    async ping(signal) {
      const response = await fetch(`${eventApi()}/health`, { signal })
      if (response.status >= 500) throw new ServiceProblem(`Inngest answered ${response.status}.`)
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
