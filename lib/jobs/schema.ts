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

/** Seconds to hold the request open, clamped to the limit of the runtime. */
export const wait = z
  .number()
  .min(0)
  .max(tunables.waitSecondsAskedMax)
  .describe(
    `Seconds to wait for the answer, at most ${tunables.waitSecondsMax.edge} (Edge) or ${tunables.waitSecondsMax.nodejs} (Node). With 0, the job id is returned at once.`,
  )

/** Present when an answer was cut. */
export const nextOffset = z
  .int()
  .describe(
    'Present when the answer was too long for the caller and was cut: the offset of the rest, for getMessage.',
  )

const errorDetails = z.object({
  budget: usedUpBudget.optional().describe('The budget that is used up. Present with budget_exceeded.'),
})
export type JobErrorDetails = z.infer<typeof errorDetails>
export const failure = z.object({ code: z.string(), message: z.string(), ...errorDetails.shape })

export const waitsFor = z
  .object({ jobId: z.string(), status: jobStatus, nextAttemptAt: z.iso.datetime().optional() })
  .describe(
    'The earlier job of the same conversation that this one waits for, and the time of its next attempt if the last one failed.',
  )

/** A job as callers see it. */
export const jobView = z.object({
  jobId: z.string(),
  status: jobStatus,
  conversationId: z.int(),
  keyId: z.string().optional().describe('The API key that sent the message, unless it was API_SECRET_KEY.'),
  messageId: z.int().optional().describe("The id of the assistant's message."),
  response: z.string().optional().describe("The assistant's answer."),
  nextOffset: nextOffset.optional(),
  items: z.array(item).optional().describe('The answer as items. Present when it contains tool calls.'),
  finishReason: finishReason.optional().describe('Why the model stopped.'),
  usage: tokenUsage.optional(),
  model: z
    .string()
    .optional()
    .describe(
      'The model that answered or was called last. Before the first call, the model that the message names.',
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

/** True for a final status: an ended job changes only when it is redriven. */
export function hasEnded(status: JobStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}

/** The filters of job lists and bulk operations. */
const jobFilter = {
  userId: userId.optional().describe("Only this user's jobs."),
  keyId: z.string().min(1).max(200).optional().describe('Only jobs of messages that this API key sent.'),
  model: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Only jobs of this model: the one that was called last, or that the message names.'),
  errorCode: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Only jobs whose last failed attempt has this error code, such as model_timeout.'),
  createdAfter: instant.optional().describe('Only jobs created at or after this time.'),
  createdBefore: instant.optional().describe('Only jobs created before this time.'),
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
const limit = z.int().min(1).max(100).default(100).describe('The maximum number of jobs.')

export const retryJobsBody = z.strictObject({ jobIds, ...jobFilter, conversationId, limit })

export const retriedJobs = z.object({
  jobIds: z.array(z.string()),
  hasMore: z.boolean().describe('True when more such jobs may be left: call again.'),
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
  hasMore: z.boolean().describe('True when more such jobs are left: call again.'),
})

export const listAttemptsQuery = z.strictObject(page)

const attemptView = z.object({
  attempt: z
    .int()
    .describe(
      'The number of the attempt, starting at 1. Attempts that do not count against the limit have a number too.',
    ),
  outcome: z
    .enum(['running', 'completed', 'failed', 'cancelled', 'deferred', 'released', 'lost', 'unknown'])
    .describe(
      'deferred: no model was available, so the attempt was postponed; released: its process stopped and returned the job to the queue; lost: its process stopped responding; unknown: an earlier version ran it and kept no record.',
    ),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  model: z.string().optional().describe('The model that was called.'),
  provider: z.string().optional().describe("The model's provider, by its name in the current configuration."),
  error: z.object({ code: z.string(), message: z.string() }).optional().describe('Why the attempt failed.'),
  usage: z
    .object({
      ...tokenUsage.shape,
      cachedTokens: z.int().nonnegative(),
      reasoningTokens: z.int().nonnegative(),
      estimated: z
        .boolean()
        .describe('True when a tokenizer counted the tokens because the call was cut off.'),
      cost: z.string().nullable().describe('Null when the model has no known price.'),
      currency: z.literal('USD').nullable(),
    })
    .optional()
    .describe('The cost of its model call. Absent when it cost nothing.'),
  latencyMs: z.int().optional().describe('The duration of its model call, if the ledger has it.'),
  processId: z.string().optional().describe('The process that ran it, when the queue is PostgreSQL.'),
})
export type AttemptView = z.infer<typeof attemptView>

export const attemptList = z.object({
  jobId: z.string(),
  traceId: z
    .string()
    .optional()
    .describe('The trace of the job, as in the log. Present when the caller sent one or tracing is on.'),
  attempts: z.array(attemptView),
  ...pagingFields,
})
