import { z } from 'zod'
import { numeric, userId } from '#lib/api/fields'

/** An instant with its offset, or a calendar day. */
const moment = z.union(
  [z.iso.date(), z.iso.datetime({ offset: true })],
  'Not a date such as 2026-11-24, nor a time with its offset such as 2026-11-24T09:00:00Z',
)

/** A name of the IANA database; the database and the language must both know it. */
export const timezone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][\w+/-]*$/, 'Not a time zone such as Asia/Seoul')
  .refine(isKnownZone, 'Not a time zone such as Asia/Seoul')

function isKnownZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

const granularity = z.enum(['hour', 'day', 'month'])
export type Granularity = z.infer<typeof granularity>
const groupBy = z.enum(['user', 'model', 'key'])

export const getUsageQuery = z.strictObject({
  userId: userId.optional().describe('Only the usage of this user; of all users without it.'),
  model: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Only the usage of this model; provider/name for one that is not of the default provider.'),
  keyId: z.string().min(1).max(200).optional().describe('Only the usage of this API key.'),
  from: moment
    .optional()
    .describe('The first day or moment. By default the last 24 hours, 30 days or 12 months are shown.'),
  to: moment.optional().describe('The first day or moment that is no longer included; now by default.'),
  granularity: granularity.default('day').describe('The size of one step of the series.'),
  timezone: timezone
    .default('UTC')
    .describe('The IANA time zone in which days and months begin, such as Asia/Seoul.'),
  groupBy: groupBy.optional().describe('Splits each step by user, model or API key.'),
  format: z
    .enum(['json', 'csv'])
    .default('json')
    .describe('csv gives the whole series as a text file. It may also be asked for by Accept: text/csv.'),
  limit: numeric(z.int().min(1).max(1000)).default(200).describe('How many rows of the series to return.'),
  offset: numeric(z.int().min(0).max(1_000_000)).default(0).describe('How many rows to skip.'),
})
export type UsageQuery = z.infer<typeof getUsageQuery>

const figures = {
  requests: z.int().describe('Calls of the model that were answered or cost tokens.'),
  answers: z.int().describe('Calls that gave the answer of their job.'),
  failures: z
    .int()
    .describe(
      'Jobs that failed for good, counted with the model that was asked last. One that is retried stays counted.',
    ),
  promptTokens: z.int(),
  cachedTokens: z.int().describe('The part of promptTokens that the provider had cached.'),
  completionTokens: z.int(),
  reasoningTokens: z.int().describe('The part of completionTokens spent on reasoning.'),
  totalTokens: z.int(),
  estimatedTokens: z
    .int()
    .describe('The part of totalTokens that was counted here, as the provider told nothing.'),
  unpricedTokens: z
    .int()
    .describe('The part of totalTokens of models without a known price: cost is without them.'),
  cost: z.string().describe('An exact decimal.'),
  currency: z.literal('USD'),
  latencyMedianMs: z
    .int()
    .nullable()
    .describe('How long the model took for half of the answers at most, to within 5 %; null without any.'),
  latencyP95Ms: z.int().nullable().describe('The same of 95 of 100 answers.'),
}
export const usageFigures = z.object(figures)
export type UsageFigures = z.infer<typeof usageFigures>

const usageStep = z.object({
  start: z.iso.datetime({ offset: true }).describe('When the step begins, in the time zone.'),
  userId: z.string().nullable().optional().describe('Null for users who were deleted.'),
  model: z.string().optional(),
  keyId: z.string().nullable().optional().describe("Null for the server's own key."),
  keyName: z
    .string()
    .nullable()
    .optional()
    .describe('Beside keyId; null also for keys that the caller may not see.'),
  ...figures,
})
export type UsageStep = z.infer<typeof usageStep>

export const usageReport = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  timezone: z.string(),
  granularity,
  totals: usageFigures,
  series: z.array(usageStep).describe('Steps with usage, oldest first; those without are left out.'),
  total: z.int().describe('All rows of the series.'),
  limit: z.int(),
  offset: z.int(),
  nextOffset: z.int().nullable(),
})
