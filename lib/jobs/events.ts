import { hasEnded, type JobView, jobView } from '#lib/jobs/schema'
import { parseJson } from '#lib/json'
import { kv, subscribe } from '#lib/kv/index'
import { instruments } from '#lib/telemetry/instruments'
import { record } from '#lib/telemetry/metrics'
import { tunables } from '#lib/tunables'

/** The channel on which the end of a job is announced, with the job as its message. */
const channelOf = (jobId: string) => `job:${jobId}`

/** Upstash's limit on one message is a megabyte; a longer answer is announced without its text. */
const announcementCharactersMax = 200_000

/** What is published when a job ends: the job, or its id alone when the answer is too long to be told. */
export function announcement(job: JobView): { channel: string; message: string } {
  const message = JSON.stringify(job)
  return {
    channel: channelOf(job.jobId),
    message: message.length <= announcementCharactersMax ? message : JSON.stringify({ jobId: job.jobId }),
  }
}

/** Tells the requests that wait for these jobs that they have ended: at once in this process, by KV in the others. */
export async function announce(jobs: JobView[]): Promise<void> {
  const pipeline = kv().pipeline()
  for (const job of jobs) {
    announceHere(job)
    const { channel, message } = announcement(job)
    pipeline.publish(channel, message)
  }
  if (jobs.length > 0) await pipeline.exec()
}

type Tell = (job: JobView) => void

/** Those in this process who wait for a job, by its id. */
const listeners = new Map<string, Set<Tell>>()

/** Tells those in this process who wait for a job that it has ended. */
export function announceHere(job: JobView): void {
  for (const tell of listeners.get(job.jobId) ?? []) tell(job)
}

/** Someone who waits for the end of a job. */
export type Listening = {
  /** False when the end may be missed. */
  ready: Promise<boolean>
  /** The job as it ended; null when its end cannot be told any more, or was told without the job. */
  ended: Promise<JobView | null>
  close(): void
}

/** Begins to listen for the end of a job that runs in this process. Close it. */
export function listenHere(jobId: string): Listening {
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

/** Begins to listen for the end of a job, wherever it runs. Close it. */
export function listen(jobId: string): Listening {
  const here = listenHere(jobId)
  const { ready, message, close } = subscribe(channelOf(jobId))
  const told = message.then((text) => (text === null ? null : parseAnnouncement(text)))
  return {
    ready,
    ended: Promise.race([here.ended, told]),
    close() {
      here.close()
      close()
    },
  }
}

/**
 * Waits until a job has ended or the deadline (in the milliseconds of Date.now()) has come, and returns it as it then
 * is. It is told; only if that can't be had or breaks does it read the database, in growing pauses.
 */
export async function untilEnded(
  listening: Listening,
  deadlineMs: number,
  read: () => Promise<JobView>,
): Promise<JobView> {
  return whileWaiting(() => waitForEnd(listening, deadlineMs, read))
}

/** Counts a request while it waits for the end of a job. */
export async function whileWaiting<T>(wait: () => Promise<T>): Promise<T> {
  record(instruments.requestsWaiting, 1)
  try {
    return await wait()
  } finally {
    record(instruments.requestsWaiting, -1)
  }
}

async function waitForEnd(
  listening: Listening,
  deadlineMs: number,
  read: () => Promise<JobView>,
): Promise<JobView> {
  if (await listening.ready) {
    const job = await orAfter(listening.ended, Math.max(0, deadlineMs - Date.now()))
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

/** The announced job, or null when the message holds its id alone or cannot be read. */
const parseAnnouncement = (message: string): JobView | null =>
  jobView.safeParse(parseJson(message)).data ?? null

/** What a promise gives, or null when it takes longer. */
export async function orAfter<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const { promise: elapsed, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => resolve(null), ms)
  return Promise.race([promise, elapsed]).finally(() => clearTimeout(timer))
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
