import { z } from 'zod'
import { integerId, jobId, numeric, page, userId } from '#lib/api/fields'
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
  model: z.string().optional().describe('The model that answered.'),
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

export const listJobsQuery = z.strictObject({
  status: jobStatus.optional().describe('Only jobs in this state; failed ones are the dead letters.'),
  userId: userId.optional().describe("Only this user's jobs."),
  conversationId: numeric(integerId).optional().describe('Only jobs of this conversation.'),
  ...page,
})

export const jobList = z.object({ jobs: z.array(jobView), ...pagingFields })

export const retryJobsBody = z.strictObject({
  jobIds: z.array(jobId).min(1).max(100).optional().describe('Only these jobs.'),
  userId: userId.optional().describe("Only this user's jobs."),
  errorCode: z.string().min(1).max(100).optional().describe('Only jobs that failed with this code.'),
  limit: z.int().min(1).max(100).default(100).describe('How many at the most.'),
})

export const retriedJobs = z.object({ jobIds: z.array(z.string()) })
