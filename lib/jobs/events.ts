import { hasEnded, type JobView, jobView } from '#lib/jobs/schema'
import { parseJson } from '#lib/json'
import { kv, type Subscription, subscribe } from '#lib/kv/index'
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

/** Tells the requests that wait for these jobs that they have ended. */
export async function announce(jobs: JobView[]): Promise<void> {
  const pipeline = kv().pipeline()
  for (const { channel, message } of jobs.map(announcement)) pipeline.publish(channel, message)
  if (jobs.length > 0) await pipeline.exec()
}

/** Begins to listen for the end of a job. Close it. */
export function listen(jobId: string): Subscription {
  return subscribe(channelOf(jobId))
}

/**
 * Waits until a job has ended or the time `end` (in the milliseconds of Date.now()) has come, and returns it as it then is. It is told by the
 * subscription; only if that can't be had or breaks does it read the database, in growing pauses.
 */
export async function untilEnded(
  subscription: Subscription,
  end: number,
  read: () => Promise<JobView>,
): Promise<JobView> {
  if (await subscription.ready) {
    const message = await orAfter(subscription.message, Math.max(0, end - Date.now()))
    const job = message === null ? undefined : told(message)
    if (job) return job
  }
  for (
    let pause = tunables.pollMsFirst as number;
    ;
    pause = Math.min(pause * tunables.pollGrowth, tunables.pollMsMax)
  ) {
    const job = await read()
    const left = end - Date.now()
    if (hasEnded(job.status) || left <= 0) return job
    await sleep(Math.min(pause, left))
  }
}

/** The announced job, or undefined when the message holds its id alone or cannot be read. */
const told = (message: string): JobView | undefined => jobView.safeParse(parseJson(message)).data

async function orAfter<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const { promise: elapsed, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => resolve(null), ms)
  return Promise.race([promise, elapsed]).finally(() => clearTimeout(timer))
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
