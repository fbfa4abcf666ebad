import { setTimeout as sleep } from 'node:timers/promises'
import { env } from '#lib/env'
import { claimDueJobs } from '#lib/jobs/attempt/claim-store'
import { completion, runClaim } from '#lib/jobs/attempt/run'
import { errorFields, log } from '#lib/log'
import { processId } from '#lib/process-id'
import { isBurst } from '#lib/queue/burst'
import { type Heartbeat, startHeartbeat } from '#lib/queue/postgres/heartbeat'
import { listenTo } from '#lib/queue/postgres/listener'
import { setLocalWorker } from '#lib/queue/postgres/local'
import { dueChannel, notifyOthers } from '#lib/queue/postgres/notify'
import { releaseOwn } from '#lib/queue/postgres/store'
import { offerSlots } from '#lib/queue/slots'
import type { Message } from '#lib/queue/types'
import { tunables } from '#lib/tunables'
import { deliverWebhook, runDelivery } from '#lib/webhooks/deliver'
import { claimDue } from '#lib/webhooks/slow-receivers'
import { type Consumer, createConsumer } from '#workers/postgres/consumer'
import { type Poller, startPolling } from '#workers/postgres/poller'
import { createScheduler, type Scheduler } from '#workers/postgres/schedules'

export type Worker = {
  /**
   * Stops claiming, waits for running work, releases the rest to other processes, and removes this process's row. The
   * wait ends after `graceMs`, or when `stopNow` aborts.
   */
  stop(options?: { graceMs?: number; stopNow?: AbortSignal }): Promise<void>
}

type Parts = {
  jobs: Consumer
  deliveries: Consumer
  scheduler: Scheduler
  look?: Poller
  heartbeat?: Heartbeat
  isStopping: boolean
}

/**
 * Starts the worker of this process for the Postgres queue, with WORKER_CONCURRENCY slots for jobs. It keeps running
 * through database outages. With another queue, or without slots, it does nothing.
 */
export async function startWorker(): Promise<Worker> {
  const { QUEUE, WORKER_CONCURRENCY: slots, DATABASE_URL, DATABASE_URL_UNPOOLED } = env()
  if (QUEUE !== 'postgres' || slots === 0) return { stop: async () => {} }
  const parts = createParts(slots)
  const { jobs, scheduler } = parts

  const look = startPolling((due) => {
    if (due.jobs) jobs.wake()
    if (due.deliveries) parts.deliveries.wake()
  })
  parts.look = look
  const onFreed = () => {
    look.now()
    void notifyOthers()
  }
  parts.heartbeat = await startHeartbeat({ onBeat: () => void scheduler.check(), onFreed })
  const listener = listenTo({
    url: DATABASE_URL_UNPOOLED ?? DATABASE_URL,
    channel: dueChannel,
    onNotification: (sender) => sender !== processId && look.now(),
    onConnect: look.now,
  })
  setLocalWorker({ run: (message) => runLocally(parts, message), lookIn: look.in })
  offerSlots(jobs.take)
  return {
    async stop({ graceMs = tunables.shutdownGraceMs, stopNow = new AbortController().signal } = {}) {
      parts.isStopping = true
      offerSlots()
      setLocalWorker(undefined)
      look.stop()
      await Promise.all([listener.close(), drain(parts, graceMs, stopNow)])
    },
  }
}

function createParts(slots: number): Parts {
  const options = {
    mayClaim: () => !parts.isStopping && parts.heartbeat?.isAlive() === true,
    onRetry: (delaySeconds: number) => parts.look?.in(delaySeconds),
  }
  const parts: Parts = {
    jobs: createConsumer(
      { name: 'jobs', claimDue: claimDueJobs, run: runClaim },
      { slots, ...options, isBurst },
    ),
    deliveries: createConsumer(
      { name: 'webhooks', claimDue, run: (claim) => runDelivery(claim) },
      { slots: Math.ceil(slots * tunables.webhookSlotsShare), ...options },
    ),
    scheduler: createScheduler(),
    isStopping: false,
  }
  return parts
}

/** Runs a message's work in a free slot. False when none is free: the next free slot then claims the work. */
function runLocally({ jobs, deliveries }: Parts, message: Message): boolean {
  // With this queue, only the schedule runs the sweep.
  if (message.worker === 'sweep') return true
  const consumer = message.worker === 'completion' ? jobs : deliveries
  if (consumer === jobs && isBurst()) {
    // Claim it after the burst. Other processes look for due work once a second.
    jobs.wake()
    return true
  }
  const slot = consumer.take()
  if (!slot) {
    consumer.wake()
    return false
  }
  slot.run(() =>
    message.worker === 'completion' ? completion(message.payload) : deliverWebhook(message.payload),
  )
  return true
}

/** Waits for running work, at most `graceMs`, and releases the rest. */
async function drain(parts: Parts, graceMs: number, stopNow: AbortSignal): Promise<void> {
  const { jobs, deliveries, scheduler, heartbeat } = parts
  const idle = new AbortController()
  void Promise.all([jobs.close(), deliveries.close(), scheduler.idle()]).then(() => idle.abort())
  // An early end of the wait rejects, but is not an error.
  await sleep(graceMs, undefined, { signal: AbortSignal.any([idle.signal, stopNow]) }).catch(() => {})
  await heartbeat?.stop()
  try {
    const released = await releaseOwn()
    if (released === 0) return
    log('info', 'process.released', { released })
    await notifyOthers()
  } catch (error) {
    // Other processes notice by the missing heartbeat.
    log('warn', 'process.not_released', errorFields(error))
  }
}
