import { z } from 'zod'
import { numeric, page, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'

const amount = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,9})?$/, 'Must be a decimal number as a string, such as "2.50"')
  .or(z.number().min(0).max(1e12).transform(String))

const period = z.enum(['day', 'month'])
const unit = z.enum(['tokens', 'usd'])

export const setBudgetBody = z.strictObject({
  userId: userId
    .optional()
    .describe('The user of the budget. Without it, the budget is that of the whole server.'),
  period: period.describe('A day or a month, in UTC.'),
  unit: unit.describe('The limited amount: tokens, or US dollars at the price of the model.'),
  soft: amount
    .refine((value) => Number(value) > 0, 'Must be more than 0')
    .nullish()
    .describe('Answers above it carry a warning. null: no soft limit.'),
  hard: amount
    .nullish()
    .describe('Never exceeded: a call that does not fit fails with budget_exceeded. null: no hard limit.'),
  alertPercent: z
    .int()
    .min(1)
    .max(100)
    .nullish()
    .describe(
      'The percentage of hard (or of soft, without hard) at which webhook endpoints receive budget.alert. null: at soft, or at 80 % of hard without soft.',
    ),
})

export const getBudgetsQuery = z.strictObject({
  userId: userId
    .optional()
    .describe('Returns the budgets of this user. Without it, returns those of the whole server.'),
})

const budgetView = z.object({
  userId: z.string().nullable().describe('null for the whole server.'),
  period,
  unit,
  soft: z.string().nullable(),
  hard: z.string().nullable(),
  alertPercent: z.int().nullable(),
  alertAt: z.string().describe('The spent amount at which webhook endpoints receive budget.alert.'),
  spent: z.string().describe('Spent in the current period.'),
  reserved: z.string().describe('Reserved for running calls.'),
  remaining: z
    .string()
    .nullable()
    .describe('The amount left below the hard limit; null without a hard limit.'),
  resetsAt: z.iso.datetime(),
})
export type BudgetView = z.infer<typeof budgetView>

/** The budget that a call would exceed. */
export const usedUpBudget = z.object({ period, unit, limit: z.string(), resetsAt: z.iso.datetime() })
export type UsedUpBudget = z.infer<typeof usedUpBudget>

export const budgetList = z.object({ budgets: z.array(budgetView) })

export const listBudgetsQuery = z.strictObject({
  userId: userId.optional().describe('Only the budgets of this user.'),
  usedPercentMin: numeric(z.number().min(0).max(1_000_000))
    .default(0)
    .describe(
      'Lists only budgets that are at least this much used, in percent. 100 lists the budgets that are used up.',
    ),
  ...page,
})

const listedBudget = budgetView.extend({
  share: z
    .number()
    .describe(
      'The used share of the hard limit, or of the soft limit without a hard one. 1 or more means used up.',
    ),
})
export type ListedBudget = z.infer<typeof listedBudget>

export const listedBudgets = z.object({ budgets: z.array(listedBudget), ...pagingFields })
