import type { decide } from '#lib/jobs/decide'
import type { JobRow } from '#lib/jobs/view'
import type { Clock } from '#tests/support/clock'
import { isOpen, type Job, jobsOf, type World } from './world.ts'

/** The expected content of the database, and what workers and sweeps have seen of it. */
export type Model = {
  world: World
  /** Every attempt that has begun. Its worker may still be busy. */
  attempts: { id: string; attempt: number }[]
  /** Jobs as a sweep saw them, with the action that it decided on. */
  seen: { row: JobRow; action: ReturnType<typeof decide> }[]
  clock: Clock
}

/** Something that happens: it runs on the database, checks the reply, and changes the model in the same way. */
export type Event = { name: string; needs?: keyof Model | 'jobs'; run(model: Model): Promise<void> }

export const conversations = ['u1:a', 'u1:b', 'u2:a']
export const userOf = (conversation: string) => conversation.slice(0, 2)
export const pick = <T>(list: T[], nth: number): T => list[nth % list.length]!
export const nthJob = ({ world }: Model, nth: number) => pick(Object.values(world.jobs), nth)
export const failure = { code: 'model_failed', message: 'It failed.' }

/** Sets the new state of a job. If that ends it, updates its conversation and its webhook deliveries too. */
export function endJob(
  world: World,
  job: Job,
  status: Job['status'],
  now: number,
  errorCode: string | null,
): void {
  Object.assign(job, { status, leaseUntil: null, errorCode })
  if (status === 'queued') return
  job.finishedAt = now
  if (job.callback) job.deliveries = [...job.deliveries, `job.${status}`].sort()
  const conversation = world.conversations[job.conversation]!
  conversation.openJobs--
  if (conversation.lastJobId !== job.id) return
  if (status === 'completed') conversation.lastAnsweredAt = now
  else conversation.lastHash = null
}

/** The job to send next, after the settlement of an attempt. */
export function releaseAfter(world: World, job: Job, now: number): string | null {
  const first = jobsOf(world, job.conversation).find(isOpen)
  if (isOpen(job) || first?.status !== 'queued') return null
  first.dispatchedAt = now
  return first.id
}
