import { z } from 'zod'
import { userId } from '#lib/api/fields'
import { timezone, usageFigures } from '#lib/usage/schema'

export const getOverviewQuery = z.strictObject({
  userId: userId
    .optional()
    .describe('Limits the overview to this user. Without it, the overview covers all users.'),
  timezone: timezone.default('UTC').describe('The IANA time zone in which days begin, such as Asia/Seoul.'),
})
export type OverviewQuery = z.infer<typeof getOverviewQuery>

const count = z.int()
const moment = z.iso.datetime().nullable()
const list = z.string().describe('The URL of the complete list.')
const period = usageFigures.extend({
  from: z.iso.datetime().describe('The start of the first day, in the time zone.'),
  list: z.string().describe('The URL of the usage series.'),
})

const failure = z.object({
  code: z.string(),
  count: count.describe('The number among the newest dead letters.'),
  newestAt: z.iso.datetime(),
  newestJobId: z.string(),
})

const openCircuit = z.object({
  model: z.string(),
  state: z.enum(['open', 'half-open']),
  since: moment,
  code: z.string().nullable().describe('The code of the last error.'),
  list,
})

const usedBudget = z.object({
  userId: z.string().nullable().describe('null for the whole server.'),
  period: z.enum(['day', 'month']),
  unit: z.enum(['tokens', 'usd']),
  spent: z.string(),
  limit: z.string(),
  isHard: z.boolean(),
  share: z.number().describe('spent divided by limit. 1 or more means that the budget is used up.'),
  resetsAt: z.iso.datetime(),
  list,
})

export const overview = z.object({
  at: z.iso.datetime(),
  timezone: z.string(),
  jobs: z.object({
    queued: count,
    running: count,
    waitingForRetry: count,
    oldestQueuedAt: moment,
    lists: z.object({ queued: list, running: list }),
  }),
  usage: z.object({ today: period, last7Days: period, last30Days: period }),
  deadLetters: z.object({
    count: count.describe('Failed jobs, which can be retried. Counted up to 10000.'),
    oldestAt: moment,
    failures: z.array(failure).describe('Grouped by error code, the newest first.'),
    list,
  }),
  circuits: z
    .object({ open: z.array(openCircuit), list })
    .nullable()
    .describe(
      'Models that get no calls for a while, because they failed too often. null while KV cannot be read.',
    ),
  webhooks: z.object({
    failedDeliveries: count.describe('Counted up to 10000.'),
    newestFailedAt: moment,
    disabledEndpoints: count.describe(
      'Endpoints that were disabled because they failed or their key was revoked.',
    ),
    failingEndpoints: count.describe('Enabled endpoints whose last attempt failed.'),
    lists: z.object({ deliveries: list, endpoints: list }),
  }),
  budgets: z.object({
    near: count.describe('Budgets that are 80 % or more used, but not used up.'),
    over: count,
    used: z.array(usedBudget).describe('The budgets of both counts, the most used first, at most 20.'),
    list,
  }),
})
export type Overview = z.infer<typeof overview>
