import { z } from 'zod'
import { numeric, userId } from '#lib/api/fields'

/** An instant with an offset, or a calendar day. */
const moment = z.union(
  [z.iso.date(), z.iso.datetime({ offset: true })],
  'Must be a date such as 2026-11-24, or a time with an offset such as 2026-11-24T09:00:00Z',
)

/** A name of the IANA time zone database. Both PostgreSQL and JavaScript must know it. */
export const timezone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][\w+/-]*$/, 'Must be a time zone such as Asia/Seoul')
  .refine(isKnownZone, 'Must be a time zone such as Asia/Seoul')

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
  userId: userId
    .optional()
    .describe('Returns only the usage of this user. Without it, returns the usage of all users.'),
  model: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Returns only the usage of this model. Use provider/name for a model outside the default provider.',
    ),
  keyId: z.string().min(1).max(200).optional().describe('Returns only the usage of this API key.'),
  from: moment
    .optional()
    .describe('The first day or time. The default is the last 24 hours, 30 days or 12 months.'),
  to: moment.optional().describe('The first day or time after the range. The default is now.'),
  granularity: granularity.default('day').describe('The size of one step of the series.'),
  timezone: timezone
    .default('UTC')
    .describe('The IANA time zone in which days and months begin, such as Asia/Seoul.'),
  groupBy: groupBy.optional().describe('Splits each step by user, model or API key.'),
  format: z
    .enum(['json', 'csv'])
    .default('json')
    .describe(
      'csv returns the whole series as a text file. The header Accept: text/csv has the same effect.',
    ),
  limit: numeric(z.int().min(1).max(1000)).default(200).describe('How many rows of the series to return.'),
  offset: numeric(z.int().min(0).max(1_000_000)).default(0).describe('How many rows to skip.'),
})
export type UsageQuery = z.infer<typeof getUsageQuery>

const figures = {
  requests: z.int().describe('Model calls that were answered or used tokens.'),
  answers: z.int().describe('Model calls that gave the answer of their job.'),
  failures: z
    .int()
    .describe(
      'Failed jobs, counted for the model of the last call. A job that is retried later stays counted.',
    ),
  promptTokens: z.int(),
  cachedTokens: z.int().describe('The part of promptTokens that came from the provider’s cache.'),
  completionTokens: z.int(),
  reasoningTokens: z.int().describe('The part of completionTokens spent on reasoning.'),
  totalTokens: z.int(),
  estimatedTokens: z
    .int()
    .describe('The part of totalTokens that this server estimated, because the provider reported no usage.'),
  unpricedTokens: z
    .int()
    .describe('The part of totalTokens of models without a known price. cost does not include them.'),
  cost: z.string().describe('An exact decimal.'),
  currency: z.literal('USD'),
  latencyMedianMs: z
    .int()
    .nullable()
    .describe('The median time of the model for an answer, to within 5 %. null without answers.'),
  latencyP95Ms: z.int().nullable().describe('The 95th percentile of the same time.'),
}
export const usageFigures = z.object(figures)
export type UsageFigures = z.infer<typeof usageFigures>

const usageStep = z.object({
  start: z.iso.datetime({ offset: true }).describe('The start of the step, in the time zone.'),
  userId: z.string().nullable().optional().describe('Null for deleted users.'),
  model: z.string().optional(),
  keyId: z.string().nullable().optional().describe("Null for the server's own key."),
  keyName: z
    .string()
    .nullable()
    .optional()
    .describe('The name of keyId. Also null for keys that the caller may not see.'),
  ...figures,
})
export type UsageStep = z.infer<typeof usageStep>

export const usageReport = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  timezone: z.string(),
  granularity,
  totals: usageFigures,
  series: z
    .array(usageStep)
    .describe('The steps with usage, oldest first. Steps without usage are left out.'),
  total: z.int().describe('The number of rows in the whole series.'),
  limit: z.int(),
  offset: z.int(),
  nextOffset: z.int().nullable(),
})
