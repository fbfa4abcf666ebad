import { setTimeout as sleep } from 'node:timers/promises'
import { env } from '#lib/env'
import { claimDueJobs } from '#lib/jobs/attempt/claim-store'
import { runClaimed } from '#lib/jobs/attempt/run'
import { errorFields, log } from '#lib/log'
import { processId } from '#lib/process-id'
import { type Heartbeat, startHeartbeat } from '#lib/queue/postgres/heartbeat'
import { listenTo } from '#lib/queue/postgres/listener'
import { setLocalWorker } from '#lib/queue/postgres/local'
import { dueChannel, notifyOthers } from '#lib/queue/postgres/notify'
import { releaseOwn } from '#lib/queue/postgres/store'
import { offerSlots } from '#lib/queue/slots'
import { tunables } from '#lib/tunables'
import { deliverClaimed } from '#lib/webhooks/deliver'
import { claimDueDeliveries } from '#lib/webhooks/store'
import { createConsumer } from '#workers/postgres/consumer'
import { startLooking } from '#workers/postgres/look'
import { createScheduler } from '#workers/postgres/schedules'
import { workers } from '#workers/registry'

export type Worker = {
  /** Stops claiming, waits for what runs, gives the rest back to the other processes, and removes this process's row. */
  stop(options?: { graceMs?: number }): Promise<void>
}

/**
 * Starts the worker of this process for the Postgres queue, with `WORKER_CONCURRENCY` places for jobs. It works by
 * itself from then on, also through outages of the database. With another queue, or no places, it does nothing.
 */
export async function startWorker(): Promise<Worker> {
  const config = env()
  const places = config.WORKER_CONCURRENCY
  if (config.QUEUE !== 'postgres' || places === 0) return { stop: async () => {} }

  let heartbeat: Heartbeat | undefined
  let isStopping = false
  const options = {
    mayClaim: () => !isStopping && heartbeat?.isAlive() === true,
    onRetry: (seconds: number) => look?.in(seconds),
  }
  const jobs = createConsumer(
    { name: 'jobs', claimDue: claimDueJobs, run: runClaimed },
    { places, ...options },
  )
  const deliveries = createConsumer(
    { name: 'webhooks', claimDue: claimDueDeliveries, run: deliverClaimed },
    { places: Math.ceil(places * tunables.webhookPlacesShare), ...options },
  )
  …
}
