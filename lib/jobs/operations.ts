import { z } from 'zod'
import { ApiError } from '#lib/api/errors'
import { numeric } from '#lib/api/fields'
import { operation } from '#lib/api/operation'
import { decide } from '#lib/jobs/decide'
import { dispatchJobs } from '#lib/jobs/dispatch'
import { giveUp } from '#lib/jobs/end'
import { listen, untilEnded } from '#lib/jobs/events'
import { getJobExamples } from '#lib/jobs/examples'
import { hasEnded, type JobView, jobId, jobView, wait } from '#lib/jobs/schema'
import { findJob, type JobRow, markDispatched, toJobView } from '#lib/jobs/store'
import { clampWaitMs, preferredWait } from '#lib/jobs/wait'

/** `GET /api/jobs/{id}` */
export const getJob = operation({
  id: 'getJob',
  method: 'GET',
  path: '/api/jobs/{id}',
  summary:
    'Returns a job and, once it has completed, the answer. With wait it holds the request until then. While status is queued or running, call it again; completed, failed and cancelled are final.',
  consequential: false,
  auth: 'key',
  limit: 'read',
  params: z.strictObject({ id: jobId }),
  query: z.strictObject({ wait: numeric(wait).optional() }),
  fromHeaders: (headers) => {
    const seconds = preferredWait(headers)
    return seconds === undefined ? {} : { wait: String(seconds) }
  },
  requestHeaders: { Prefer: '`wait=N` for the seconds to wait; the parameter `wait` wins.' },
  responses: { 200: jobView },
  responseHeaders: { 200: ['retry-after'] },
  errors: ['not_found'],
  examples: getJobExamples,
  run: async ({ id, wait = 0 }) => {
    const waitMs = clampWaitMs(wait)
    const job = await (waitMs > 0 ? readAndWait(id, waitMs) : readJob(id))
    const headers: Record<string, string> = hasEnded(job.status) ? {} : { 'retry-after': '2' }
    return { status: 200, message: sentences[job.status], data: job, headers }
  },
})

const sentences = {
  queued: 'The job waits for its turn. Call getJob again.',
  running: 'The model is at work. Call getJob again.',
  completed: 'The model has answered.',
  failed: 'The job has failed.',
  cancelled: 'The job was cancelled.',
}

async function readAndWait(id: string, waitMs: number): Promise<JobView> {
  const end = Date.now() + waitMs
  const subscription = listen(id)
  try {
    await subscription.ready
    const job = await readJob(id)
    if (hasEnded(job.status)) return job
    return await untilEnded(subscription, end, () => readJob(id))
  } finally {
    subscription.close()
  }
}

/** Reads a job; sends it to the queue again if it got lost, or ends it if it is hopeless. Throws `not_found`. */
export async function readJob(id: string): Promise<JobView> {
  const row = await findJob(id)
  if (!row) throw new ApiError('not_found', `There is no job ${id}.`)
  const action = decide(stateOf(row), row.now)
  if (action === 'fail') {
    await giveUp(row)
    return toJobView((await findJob(id)) ?? row)
  }
  if (action === 'resend' && (await markDispatched(row))) await dispatchJobs([row])
  return toJobView(row)
}

/** The part of a row that `decide` rests on. */
export function stateOf(row: JobRow) {
  return {
    status: row.status,
    attempt: row.attempt,
    nextAttemptAt: row.next_attempt_at,
    dispatchedAt: row.dispatched_at,
    leaseUntil: row.lease_until,
    deadlineAt: row.deadline_at,
    blocked: row.blocked,
  }
}
