import { z } from 'zod'
import { jobView } from '#lib/jobs/schema'
import type { WebhookEvent } from '#lib/webhooks/schema'

const job = jobView.extend({
  userId: z.string().optional().describe('The user of the job. Only in webhooks to endpoints.'),
})

const budget = z.object({
  userId: z.string().nullable().describe('The user of the budget; null for the budget of the server.'),
  period: z.enum(['day', 'month']),
  unit: z.enum(['tokens', 'usd']),
  soft: z.string().nullable(),
  hard: z.string().nullable(),
  alertAt: z.string().describe('The threshold of budget.alert.'),
  spent: z.string().describe('The amount spent in the period, at the time of the event.'),
  resetsAt: z.iso.datetime(),
})
export type BudgetEvent = z.infer<typeof budget>

/** The summary of each event, which says when it is sent, and its data. */
export const webhookEvents: Record<WebhookEvent, { summary: string; data: z.ZodType }> = {
  'job.completed': {
    summary: 'A message was answered. The job has its state at the time of sending.',
    data: job,
  },
  'job.failed': {
    summary: 'The model refused to answer, or every attempt failed until no attempt or no time was left.',
    data: job,
  },
  'job.cancelled': { summary: 'A job was cancelled before it was answered.', data: job },
  'budget.alert': {
    summary: 'A budget has passed its threshold, for the first time in its period.',
    data: budget,
  },
  'budget.exceeded': {
    summary: 'A hard limit is used up or did not allow a call, for the first time in its period.',
    data: budget,
  },
  'webhook.test': { summary: 'A test of the receiver.', data: z.object({ message: z.string() }) },
}
