import { z } from 'zod'
import { tunables } from '#lib/tunables'

export const jobStatus = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled'])
export type JobStatus = z.infer<typeof jobStatus>

export const jobId = z
  .string()
  .regex(/^job_[0-9a-f]{32}$/, 'Not a job id: it looks like job_ and 32 hexadecimal digits')
  .describe('The id of the job, as given by sendMessage.')

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

/** A job as callers see it. */
export const jobView = z.object({
  jobId: z.string(),
  status: jobStatus,
  conversationId: z.int(),
  messageId: z.int().optional().describe("The id of the assistant's message."),
  response: z.string().optional().describe("The assistant's answer."),
  usage: tokenUsage.optional(),
  model: z.string().optional().describe('The model that answered.'),
  warnings: z.array(z.string()).optional(),
  error: z
    .object({ code: z.string(), message: z.string() })
    .optional()
    .describe('Why the last attempt failed.'),
  attempts: z.int().nonnegative(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  nextAttemptAt: z.iso.datetime().optional().describe('When a queued job is tried again.'),
})
export type JobView = z.infer<typeof jobView>

export function hasEnded(status: JobStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}
