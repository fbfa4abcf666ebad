import { dispatchJobs } from '#lib/jobs/dispatch'
import { announce } from '#lib/jobs/events'
import { type Ended, endAttempt, type JobRow, releaseNext, toJobView } from '#lib/jobs/store'
import { errorFields, log } from '#lib/log'

/** After a job has failed: tells those who wait for it, and sends the next one. */
export async function afterFailedJob(ended: NonNullable<Ended>): Promise<void> {
  const told = announce([toJobView(ended.row)]).catch((error) =>
    log('warn', 'kv.unavailable', { use: 'announce', ...errorFields(error) }),
  )
  await Promise.all([told, dispatchNext(ended)])
}

/** Whoever ends a job sends the next one of its conversation. */
export async function dispatchNext(ended: NonNullable<Ended>): Promise<void> {
  if (ended.openJobs === 0) return
  const conversationId = ended.row.conversation_id
  const jobId = await releaseNext(conversationId)
  if (jobId) await dispatchJobs([{ id: jobId, conversation_id: conversationId }])
}

/** Ends a job that has no attempts or no time left and that nobody holds. Does nothing if that has changed. */
export async function giveUp(row: JobRow): Promise<void> {
  const failure = {
    code: row.error_code ?? 'deadline_exceeded',
    message: row.error_message ?? 'The job could not be finished in time.',
  }
  const ended = await endAttempt(
    { id: row.id, attempt: row.attempt, abandoned: true },
    { status: 'failed', failure },
  )
  if (ended) await afterFailedJob(ended)
}
