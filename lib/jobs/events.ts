import { hasEnded, type JobView, jobView } from '#lib/jobs/schema'
import { parseJson } from '#lib/json'
import { kv, subscribeOnce } from '#lib/kv/index'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'
import { tunables } from '#lib/tunables'

/** The channel on which the end of a job is announced. The message is the job. */
const channelOf = (jobId: string) => `job:${jobId}`

/** The message that announces the end of a job: the job, or only its id when the answer is too long. */
export function announcement(job: JobView): { channel: string; message: string } {
  const message = JSON.stringify(job)
  return {
    channel: channelOf(job.jobId),
    message:
      message.length <= tunables.announcementCharactersMax ? message : JSON.stringify({ jobId: job.jobId }),
  }
}

/** Notifies the requests that wait for these jobs that they have ended: directly in this process, by KV in others. */
export async function announce(jobs: JobView[]): Promise<void> {
  const pipeline = kv().pipeline()
  for (const job of jobs) {
    announceLocally(job)
    const { channel, message } = announcement(job)
    pipeline.publish(channel, message)
  }
  if (jobs.length > 0) await pipeline.exec()
}

type Listener = (job: JobView) => void

/** The listeners of this process, by job id. */
const listeners = new Map<string, Set<Listener>>()

/** Notifies the listeners of this process that a job has ended. */
export function announceLocally(job: JobView): void {
  for (const notify of listeners.get(job.jobId) ?? []) notify(job)
}

/** A subscription to the end of a job. */
export type EndSubscription = {
  /** Resolves to false when the announcement may be missed. */
  ready: Promise<boolean>
  /** The ended job. Null when the subscription is lost or the announcement has no job in it. */
  ended: Promise<JobView | null>
  close(): void
}

/** Listens for the end of a job that runs in this process. The caller must close it. */
export function listenForLocalEnd(jobId: string): EndSubscription {
  const { promise: ended, resolve } = Promise.withResolvers<JobView>()
  const others = listeners.get(jobId)
  if (others) others.add(resolve)
  else listeners.set(jobId, new Set([resolve]))
  const close = () => {
    const all = listeners.get(jobId)
    all?.delete(resolve)
    if (all?.size === 0) listeners.delete(jobId)
  }
  return { ready: Promise.resolve(true), ended, close }
}

/** Listens for the end of a job in any process. The caller must close it. */
export function listenForEnd(jobId: string): EndSubscription {
  const local = listenForLocalEnd(jobId)
  const { ready, message, close } = subscribeOnce(channelOf(jobId))
  const announced = message.then((text) => (text === null ? null : parseAnnouncement(text)))
  return {
    ready,
    ended: Promise.race([local.ended, announced]),
    close() {
      local.close()
      close()
    },
  }
}

/**
 * Waits until a job has ended or until the deadline (in milliseconds, as Date.now() counts), and returns its current
 * state. It polls the database, with growing pauses, only when the announcement may be missed.
 */
export async function untilEnded(
  subscription: EndSubscription,
  deadlineMs: number,
  read: () => Promise<JobView>,
): Promise<JobView> {
  return countAsWaiting(() => waitForEnd(subscription, deadlineMs, read))
}

/** Counts a request as waiting while `wait` runs. */
export async function countAsWaiting<T>(wait: () => Promise<T>): Promise<T> {
  record(instruments.requestsWaiting, 1)
  try {
    return await wait()
  } finally {
    record(instruments.requestsWaiting, -1)
  }
}

async function waitForEnd(
  subscription: EndSubscription,
  deadlineMs: number,
  read: () => Promise<JobView>,
): Promise<JobView> {
  if (await subscription.ready) {
    const job = await orNullAfter(subscription.ended, Math.max(0, deadlineMs - Date.now()))
    if (job) return job
  }
  for (
    let pause = tunables.pollMsFirst as number;
    ;
    pause = Math.min(pause * tunables.pollGrowth, tunables.pollMsMax)
  ) {
    const job = await read()
    const left = deadlineMs - Date.now()
    if (hasEnded(job.status) || left <= 0) return job
    await sleep(Math.min(pause, left))
  }
}

/** The announced job. Null when the message has only its id or cannot be parsed. */
const parseAnnouncement = (message: string): JobView | null =>
  jobView.safeParse(parseJson(message)).data ?? null

/** The value of a promise, or null after `ms` milliseconds. */
export async function orNullAfter<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const { promise: elapsed, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => resolve(null), ms)
  return Promise.race([promise, elapsed]).finally(() => clearTimeout(timer))
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
