import { operation } from '#lib/api/operation'
import { dispatchJobs } from '#lib/jobs/dispatch'
import { cancel } from '#lib/jobs/end'
import { cancelJobsExamples, retryJobsExamples } from '#lib/jobs/examples'
import { cancelJobsBody, cancelledJobs, retriedJobs, retryJobsBody } from '#lib/jobs/schema'
import { findOpenJobs, reviveJobs } from '#lib/jobs/store'
import { tunables } from '#lib/tunables'

/** `POST /api/jobs/retry` */
export const retryJobs = operation({
  id: 'retryJobs',
  method: 'POST',
  path: '/api/jobs/retry',
  summary:
    'Queues failed jobs again, oldest first, at most limit at a time. Filter by id, user, conversation, model, error code or time; without a filter it takes all. While hasMore is true, call it again.',
  consequential: false,
  access: ['admin'],
  limit: 'manage',
  body: retryJobsBody,
  responses: { 200: retriedJobs },
  errors: ['not_found'],
  examples: retryJobsExamples,
  hints: { destructive: false, idempotent: false, openWorld: true },
  gpt: false,
  run: async (which) => {
    const revived = await reviveJobs(which)
    await dispatchJobs(revived)
    const jobIds = revived.map(({ id }) => id)
    const message = jobIds.length === 1 ? '1 job is queued again.' : `${jobIds.length} jobs are queued again.`
    return { status: 200, message, data: { jobIds, hasMore: jobIds.length === which.limit } }
  },
})

/** `POST /api/jobs/cancel` */
export const cancelJobs = operation({
  id: 'cancelJobs',
  method: 'POST',
  path: '/api/jobs/cancel',
  summary:
    'Cancels queued and running jobs, newest first, at most limit at a time. Filter by id, user, conversation, model, state or time; without a filter it takes all. While hasMore is true, call it again.',
  consequential: true,
  access: ['chat'],
  accessToAll: ['admin'],
  limit: 'manage',
  body: cancelJobsBody,
  responses: { 200: cancelledJobs },
  errors: ['not_found'],
  examples: cancelJobsExamples,
  hints: { destructive: true, idempotent: true, openWorld: false },
  gpt: false,
  run: async ({ limit, ...which }) => {
    const found = await findOpenJobs(which, limit + 1)
    const jobIds = await cancelEach(found.slice(0, limit))
    const message = jobIds.length === 1 ? '1 job was cancelled.' : `${jobIds.length} jobs were cancelled.`
    return { status: 200, message, data: { jobIds, hasMore: found.length > limit } }
  },
})

/**
 * Cancels the jobs of several conversations in parallel. Within a conversation it goes one by one from the newest,
 * because the end of a job starts the next one. Returns the ids of the jobs that it cancelled, in the given order.
 */
async function cancelEach(jobs: { id: string; conversation_id: number }[]): Promise<string[]> {
  const conversations = [...Map.groupBy(jobs, (job) => job.conversation_id).values()]
  const cancelled = new Set<string>()
  const work = async () => {
    for (let next = conversations.shift(); next; next = conversations.shift())
      for (const job of next)
        for (const { id } of await cancel({ jobId: job.id }, 'The job was cancelled.')) cancelled.add(id)
  }
  await Promise.all(Array.from({ length: tunables.cancelsAtOnce }, work))
  return jobs.map(({ id }) => id).filter((id) => cancelled.has(id))
}
