import { z } from 'zod'
import { instant, integerId, jobId, numeric, page, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'
import { usedUpBudget } from '#lib/budgets/schema'
import { finishReason, item } from '#lib/items/schema'
import { tunables } from '#lib/tunables'

export const jobStatus = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled'])
export type JobStatus = z.infer<typeof jobStatus>

export const tokenUsage = z.object({
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
  totalTokens: z.int().nonnegative(),
})

/** Seconds to hold the request open; what a runtime cannot hold is cut to what it can. */
export const wait = z
  .number()
  .min(0)
  .max(600)
  .describe(
    `Seconds to wait for the answer, at most ${tunables.waitSecondsMax.edge} (Edge) or ${tunables.waitSecondsMax.nodejs} (Node). 0 answers at once with a job id.`,
  )

/** Of an answer that was cut. */
export const nextOffset = z
  .int()
  .describe('Where an answer goes on that was too long for its caller: the offset for getMessage.')

const errorDetails = z.object({
  budget: usedUpBudget.optional().describe('The budget that did not allow it, of budget_exceeded.'),
})
export type JobErrorDetails = z.infer<typeof errorDetails>
export const failure = z.object({ code: z.string(), message: z.string(), ...errorDetails.shape })

export const waitsFor = z
  .object({ jobId: z.string(), status: jobStatus, nextAttemptAt: z.iso.datetime().optional() })
  .describe('The job of the same conversation that comes first, and when it is tried again if it failed.')

/** A job as callers see it. */
export const jobView = z.object({
  jobId: z.string(),
  status: jobStatus,
  conversationId: z.int(),
  keyId: z.string().optional().describe('The API key that asked, unless it was API_SECRET_KEY.'),
  messageId: z.int().optional().describe("The id of the assistant's message."),
  response: z.string().optional().describe("The assistant's answer."),
  nextOffset: nextOffset.optional(),
  items: z
    .array(item)
    .optional()
    .describe('The answer in items, where it is more than text: calls of tools.'),
  finishReason: finishReason.optional().describe('Why the model stopped.'),
  usage: tokenUsage.optional(),
  model: z
    .string()
    .optional()
    .describe(
      'The model that answered, or that was asked last; before either, the one that the message names.',
    ),
  warnings: z.array(z.string()).optional(),
  error: failure.optional().describe('Why the job failed or was cancelled.'),
  lastError: failure.optional().describe('Why the last attempt failed, while the job is still tried.'),
  attempts: z.int().nonnegative(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  nextAttemptAt: z.iso.datetime().optional().describe('When a queued job is tried again.'),
  waitsFor: waitsFor.optional(),
})
export type JobView = z.infer<typeof jobView>

export function hasEnded(status: JobStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}

/** What lists of jobs and operations on many of them choose by. */
const jobFilter = {
  userId: userId.optional().describe("Only this user's jobs."),
  keyId: z.string().min(1).max(200).optional().describe('Only jobs that this API key asked for.'),
  model: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Only jobs of this model: the one that was asked last, or that the message names.'),
  errorCode: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Only jobs with this error code, such as model_timeout: of the last attempt that failed.'),
  createdAfter: instant.optional().describe('Only jobs that were created at this time or later.'),
  createdBefore: instant.optional().describe('Only jobs that were created before this time.'),
}
const conversationId = integerId.optional().describe('Only jobs of this conversation.')

export const listJobsQuery = z.strictObject({
  status: jobStatus.optional().describe('Only jobs in this state; failed ones are the dead letters.'),
  ...jobFilter,
  conversationId: numeric(integerId).optional().describe('Only jobs of this conversation.'),
  ...page,
})

/** A job in a list of jobs of several users. */
const listedJob = jobView.extend({ userId: z.string() })

export const jobList = z.object({ jobs: z.array(listedJob), ...pagingFields })

const jobIds = z.array(jobId).min(1).max(100).optional().describe('Only these jobs.')
const limit = z.int().min(1).max(100).default(100).describe('How many at most.')

export const retryJobsBody = z.strictObject({ jobIds, ...jobFilter, conversationId, limit })

export const retriedJobs = z.object({
  jobIds: z.array(z.string()),
  hasMore: z.boolean().describe('Whether more such jobs may be left: call again.'),
})

export const cancelJobsBody = z.strictObject({
  jobIds,
  ...jobFilter,
  conversationId,
  status: z.enum(['queued', 'running']).optional().describe('Only jobs in this state.'),
  limit,
})

export const cancelledJobs = z.object({
  jobIds: z.array(z.string()),
  hasMore: z.boolean().describe('Whether more such jobs are left: call again.'),
})

export const listAttemptsQuery = z.strictObject(page)

const attemptView = z.object({
  attempt: z
    .int()
    .describe('Its number, from 1 on. Attempts that do not count against the limit have one too.'),
  outcome: z
    .enum(['running', 'completed', 'failed', 'cancelled', 'deferred', 'released', 'lost', 'unknown'])
    .describe(
      'deferred: no model could be asked, and it was put off; released: its process was stopped and gave it back; lost: its process was not heard of any more; unknown: it is of a version that kept no attempts.',
    ),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  model: z.string().optional().describe('The model that was asked.'),
  provider: z.string().optional().describe("The model's provider, by its name in the configuration of now."),
  error: z.object({ code: z.string(), message: z.string() }).optional().describe('Why it failed.'),
  usage: z
    .object({
      ...tokenUsage.shape,
      cachedTokens: z.int().nonnegative(),
      reasoningTokens: z.int().nonnegative(),
      estimated: z.boolean().describe('Counted by a tokenizer, since the call was cut off.'),
      cost: z.string().nullable().describe('Null when the model has no known price.'),
      currency: z.literal('USD').nullable(),
    })
    .optional()
    .describe('What its model call has cost. Left out where it has cost nothing.'),
  latencyMs: z.int().optional().describe('How long its model call took, where that is in the ledger.'),
  processId: z.string().optional().describe('The process that ran it, when the queue is PostgreSQL.'),
})
export type AttemptView = z.infer<typeof attemptView>

export const attemptList = z.object({
  jobId: z.string(),
  traceId: z
    .string()
    .optional()
    .describe(
      'The trace that the job belongs to, as in the log: where its caller sent one, or spans are made.',
    ),
  attempts: z.array(attemptView),
  ...pagingFields,
})
