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
  userId: userId.optional().describe('Whose budget; left out, it is that of the whole server.'),
  period: period.describe('A day or a month, in UTC.'),
  unit: unit.describe('What is limited: tokens, or US dollars by the price of the model.'),
  soft: amount
    .refine((value) => Number(value) > 0, 'Must be more than 0')
    .nullish()
    .describe('Answers beyond it carry a warning. null: no such limit.'),
  hard: amount.nullish().describe('Never passed: what does not fit is refused. null: no such limit.'),
  alertPercent: z
    .int()
    .min(1)
    .max(100)
    .nullish()
    .describe(
      'At which share of hard, or of soft without it, webhook endpoints get budget.alert. null: at soft, or at 80 % of hard without it.',
    ),
})

export const getBudgetsQuery = z.strictObject({
  userId: userId.optional().describe("This user's budgets; left out, those of the whole server."),
})

const budgetView = z.object({
  userId: z.string().nullable().describe('null for the whole server.'),
  period,
  unit,
  soft: z.string().nullable(),
  hard: z.string().nullable(),
  alertPercent: z.int().nullable(),
  alertAt: z.string().describe('What has to be spent for webhook endpoints to get budget.alert.'),
  spent: z.string().describe('In the current period.'),
  reserved: z.string().describe('For calls that are under way.'),
  remaining: z.string().nullable().describe('Up to the hard limit; null without one.'),
  resetsAt: z.iso.datetime(),
})
export type BudgetView = z.infer<typeof budgetView>

/** A budget that does not allow a call. */
export const usedUpBudget = z.object({ period, unit, limit: z.string(), resetsAt: z.iso.datetime() })
export type UsedUpBudget = z.infer<typeof usedUpBudget>

export const budgetList = z.object({ budgets: z.array(budgetView) })

export const listBudgetsQuery = z.strictObject({
  userId: userId.optional().describe('Only the budgets of this user.'),
  usedPercentMin: numeric(z.number().min(0).max(1_000_000))
    .default(0)
    .describe('Only budgets of which so much is used, in percent; 100 for those that are used up.'),
  ...page,
})

const listedBudget = budgetView.extend({
  share: z
    .number()
    .describe('The used share of the hard limit, or of the soft one without it: 1 and more is used up.'),
})
export type ListedBudget = z.infer<typeof listedBudget>

export const listedBudgets = z.object({ budgets: z.array(listedBudget), ...pagingFields })
