import { z } from 'zod'
import { prefers } from '#lib/api/accept'
import { ApiError } from '#lib/api/errors'
import { jobId, numeric } from '#lib/api/fields'
import { operation } from '#lib/api/operation'
import { listReply, pagePositionOf } from '#lib/api/paging'
import { cutAnswer } from '#lib/jobs/cut'
import { dispatchJobs } from '#lib/jobs/dispatch'
import { cancel } from '#lib/jobs/end'
import { cancelJobExamples, getJobExamples, listJobsExamples, retryJobExamples } from '#lib/jobs/examples'
import { readAndWait, readJob } from '#lib/jobs/read'
import { hasEnded, type JobView, jobList, jobView, listJobsQuery, wait } from '#lib/jobs/schema'
import { findJobs, jobKey, reviveJobs } from '#lib/jobs/store'
import { streamJob } from '#lib/jobs/stream/open'
import { positionPattern } from '#lib/jobs/stream/position'
import { toJobView } from '#lib/jobs/view'
import { clampWaitMs, preferredWait } from '#lib/jobs/wait'
import { explainWait } from '#lib/jobs/waiting'
import { tunables } from '#lib/tunables'

const params = z.strictObject({ id: jobId })

/** `GET /api/jobs/{id}` */
export const getJob = operation({
  id: 'getJob',
  method: 'GET',
  path: '/api/jobs/{id}',
  summary:
    'Returns a job and, once it has completed, its answer. With wait, the request is held until the job ends. While status is queued or running, call it again; completed, failed and cancelled are final.',
  consequential: false,
  access: ['chat', 'read'],
  limit: 'read',
  params,
  query: z.strictObject({
    wait: numeric(wait).optional(),
    stream: z
      .enum(['true', 'false'])
      .optional()
      .describe('Streams the events of the job until it ends (text/event-stream). wait is ignored.'),
    after: z
      .string()
      .regex(positionPattern, 'Must be the id of an event')
      .optional()
      .describe('The id of the last event that you received. The stream continues after it.'),
  }),
  fromHeaders: (headers) => {
    const seconds = preferredWait(headers)
    const after = headers.get('last-event-id') ?? ''
    return {
      ...(seconds !== undefined && { wait: String(seconds) }),
      ...(prefers(headers, 'text/event-stream') && { stream: 'true' }),
      // EventSource may send the id of another server. Ignore it.
      ...(positionPattern.test(after) && { after }),
    }
  },
  requestHeaders: {
    Prefer: '`wait=N` sets the seconds to wait. The parameter `wait` takes precedence.',
    Accept: '`text/event-stream` is the same as `stream=true`. The parameter `stream` takes precedence.',
    'Last-Event-ID': 'The same as the parameter `after`, which takes precedence. EventSource sends it.',
  },
  text: 'text/event-stream',
  restOnly: ['stream', 'after'],
  gpt: { without: ['stream', 'after'] },
  responses: { 200: jobView },
  responseHeaders: { 200: ['retry-after'] },
  errors: ['not_found'],
  examples: getJobExamples,
  run: async ({ id, wait = 0, stream, after }, { userId }, sizeLimit) => {
    if (stream === 'true') return streamJob(id, userId, { after })
    const job = await readAndWait(id, userId, Date.now() + clampWaitMs(wait))
    const headers: Record<string, string> = hasEnded(job.status)
      ? {}
      : { 'retry-after': String(tunables.pollAgainSeconds) }
    return { status: 200, message: jobSentence(job), data: cutAnswer(job, sizeLimit), headers }
  },
})

/** `GET /api/jobs`; with status=failed, the dead letters. */
export const listJobs = operation({
  id: 'listJobs',
  method: 'GET',
  path: '/api/jobs',
  summary:
    'Lists jobs without their answers, newest first. Filter by state, user, conversation, model, error code or time. Jobs with status=failed are the dead letters: retryJob queues one again.',
  consequential: false,
  access: ['read'],
  limit: 'read',
  query: listJobsQuery,
  responses: { 200: jobList },
  errors: ['not_found'],
  examples: listJobsExamples,
  gpt: false,
  run: async ({ limit, offset, after, before, total, ...filter }, _caller, sizeLimit) => {
    const place = pagePositionOf({ limit, offset, after, before, total }, jobKey)
    const found = await findJobs(filter, place)
    const items = found.items.map((row) => ({ ...toJobView(row), userId: row.user_id }))
    return listReply({ name: 'jobs' }, { ...found, items }, place, sizeLimit)
  },
})

/** `POST /api/jobs/{id}/cancel` */
export const cancelJob = operation({
  id: 'cancelJob',
  method: 'POST',
  path: '/api/jobs/{id}/cancel',
  summary:
    'Cancels a queued or running job and aborts its model call. Returns 409 if the job has already ended.',
  consequential: false,
  access: ['chat'],
  limit: 'manage',
  params,
  responses: { 200: jobView },
  errors: ['not_found', 'job_ended'],
  examples: cancelJobExamples,
  hints: { destructive: true, idempotent: false, openWorld: false },
  run: async ({ id }, { userId }) => {
    const [cancelled] = await cancel({ jobId: id, userId }, 'The job was cancelled.')
    if (cancelled) return { status: 200, message: 'The job was cancelled.', data: toJobView(cancelled) }
    const job = await readJob(id, userId)
    throw new ApiError('job_ended', `The job has already ${endings[job.status]}.`, {
      data: { jobId: id, jobStatus: job.status },
    })
  },
})

/** `POST /api/jobs/{id}/retry` */
export const retryJob = operation({
  id: 'retryJob',
  method: 'POST',
  path: '/api/jobs/{id}/retry',
  summary:
    'Queues a failed job again at its old place in the conversation, with a new set of attempts. Returns 409 if the job has not failed.',
  consequential: false,
  access: ['admin'],
  limit: 'manage',
  params,
  responses: { 200: jobView },
  errors: ['not_found', 'job_not_failed'],
  examples: retryJobExamples,
  hints: { destructive: false, idempotent: false, openWorld: true },
  gpt: false,
  run: async ({ id }, { userId }) => {
    const revived = await reviveJobs({ jobIds: [id], userId: userId ?? undefined, limit: 1 })
    await dispatchJobs(revived)
    const job = await readJob(id, userId)
    if (revived.length > 0) return { status: 200, message: jobSentence(job), data: job }
    throw new ApiError('job_not_failed', `Only a failed job can be retried, and this one is ${job.status}.`, {
      data: { jobId: id, jobStatus: job.status },
    })
  },
})

/** A sentence about the job's state and, while it is open, the reason for the wait. */
function jobSentence(job: JobView): string {
  const { status } = job
  if (status !== 'queued' && status !== 'running') return sentences[status]
  return `${explainWait(job).sentence} Call getJob again.`
}

const sentences = {
  completed: 'The model has answered.',
  failed: 'The job has failed.',
  cancelled: 'The job was cancelled.',
}

const endings = {
  queued: 'been queued again',
  running: 'been started again',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'been cancelled',
}
