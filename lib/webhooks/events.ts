import { z } from 'zod'
import { jobView } from '#lib/jobs/schema'
import type { WebhookEvent } from '#lib/webhooks/schema'

const job = jobView.extend({ userId: z.string().optional().describe('Of an endpoint: whose job it is.') })

const budget = z.object({
  userId: z.string().nullable().describe('Whose budget it is; null for that of the server.'),
  period: z.enum(['day', 'month']),
  unit: z.enum(['tokens', 'usd']),
  soft: z.string().nullable(),
  hard: z.string().nullable(),
  alertAt: z.string().describe('What had to be spent for budget.alert.'),
  spent: z.string().describe('In the period, as it happened.'),
  resetsAt: z.iso.datetime(),
})
export type BudgetEvent = z.infer<typeof budget>

/** Each event: when it is sent, and its data. */
export const webhookEvents: Record<WebhookEvent, { summary: string; data: z.ZodType }> = {
  'job.completed': { summary: 'A message was answered. The job is as it is when this is sent.', data: job },
  'job.failed': {
    summary: 'The model refused, or kept failing until no attempt or no time was left.',
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
  'webhook.test': { summary: 'Somebody tests the receiver.', data: z.object({ message: z.string() }) },
}
