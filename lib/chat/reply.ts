import { ApiError } from '#lib/api/errors'
import type { Reply } from '#lib/api/operation'
import type { SizeLimit } from '#lib/api/size-limit'
import type { UsedUpBudget } from '#lib/budgets/schema'
import type { Prior } from '#lib/chat/store'
import { cutAnswer } from '#lib/jobs/cut'
import type { JobView } from '#lib/jobs/schema'
import { explainWait, type OpenJob } from '#lib/jobs/waiting'
import { tunables } from '#lib/tunables'

/** The error for a message when a hard budget is used up. The message is not stored. */
export function overBudget(budget: UsedUpBudget): ApiError {
  const { period, unit, limit } = budget
  const resetsAt = new Date(budget.resetsAt).toISOString()
  const amount = unit === 'usd' ? `$${limit}` : `${limit} tokens`
  return new ApiError(
    'budget_exceeded',
    `The budget of ${amount} a ${period} is used up. It resets at ${resetsAt}.`,
    { data: { budget: { period, unit, limit, resetsAt } } },
  )
}

const isBudgetary = (code: string | undefined) => code === 'budget_exceeded' || code === 'model_not_priced'

const repeatedWarning =
  'This message had just been sent to this conversation, so the answer is the same. To get a new answer, send a new idempotencyKey.'

/** The warnings for a request that gets the answer of an earlier one. */
export const warningsOf = (kind?: Prior['kind']): string[] => (kind === 'repeated' ? [repeatedWarning] : [])

/** The known parts of a job. An open job may have only the required members. */
export type PartialJob = Pick<JobView, 'jobId' | 'conversationId' | 'status'> & Partial<JobView> & OpenJob

/** Makes the reply of one interface from a job. `kind` is set when an earlier request created the job. */
export type Presenter = (job: PartialJob, kind?: Prior['kind']) => Reply<unknown> | Promise<Reply<unknown>>

/** The REST reply from a job. Throws ApiError when the job ended without an answer. */
export function toReply(job: PartialJob, kind?: Prior['kind']): Reply<unknown> {
  const { jobId, conversationId, status } = job
  const repeatWarnings = warningsOf(kind)
  if (status === 'completed') {
    const { messageId, response, usage, model } = job
    const warnings = [...repeatWarnings, ...(job.warnings ?? [])]
    const data = {
      conversationId,
      messageId,
      response,
      usage,
      model,
      jobId,
      status,
      ...(warnings.length > 0 && { warnings }),
    }
    return { status: 200, message: 'The model has answered.', data }
  }
  const budget = job.error?.budget
  if (status === 'failed' || status === 'cancelled')
    throw new ApiError(
      isBudgetary(job.error?.code) ? job.error.code : `job_${status}`,
      job.error?.message ?? 'The job was cancelled.',
      {
        data: { jobId, conversationId, reason: job.error?.code ?? status, ...(budget && { budget }) },
      },
    )
  return notReady(job, repeatWarnings)
}

/** The reply when the answer takes longer than the wait, with the reason. */
function notReady(
  job: Pick<JobView, 'jobId' | 'conversationId'> & OpenJob,
  warnings: string[],
): Reply<unknown> {
  const { jobId, conversationId, status, waitsFor, lastError, nextAttemptAt } = job
  const pollUrl = `/api/jobs/${jobId}`
  const { reason, sentence } = explainWait(job)
  return {
    status: 202,
    message: `The answer is not ready yet. ${sentence} Call getJob with jobId "${jobId}" and wait ${tunables.waitSecondsDefault} to get it; do not send the message again.`,
    data: {
      conversationId,
      jobId,
      status,
      pollUrl,
      retryAfter: tunables.pollAgainSeconds,
      waitReason: reason,
      ...(waitsFor && { waitsFor }),
      ...(lastError && { lastError }),
      ...(nextAttemptAt && { nextAttemptAt }),
      ...(warnings.length > 0 && { warnings }),
    },
    headers: { location: pollUrl, 'retry-after': String(tunables.pollAgainSeconds) },
  }
}

/** Cuts the answer in a reply to the caller's size limit. */
export const cutReply = (reply: Reply<unknown>, sizeLimit?: SizeLimit): Reply<unknown> =>
  reply.text ? reply : { ...reply, data: cutAnswer(reply.data as object, sizeLimit) }
