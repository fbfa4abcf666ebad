import { noUser } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { getBudgetsExamples, setBudgetExamples } from '#lib/budgets/examples'
import { budgetList, getBudgetsQuery, setBudgetBody } from '#lib/budgets/schema'
import { findBudgets, setBudget } from '#lib/budgets/store'

/** `GET /api/budgets` */
export const getBudgets = operation({
  id: 'getBudgets',
  method: 'GET',
  path: '/api/budgets',
  summary:
    "Returns a user's budgets, or those of the whole server, with what is spent, kept free for calls under way, and left, and when each begins anew.",
  consequential: false,
  access: ['usage'],
  limit: 'read',
  query: getBudgetsQuery,
  responses: { 200: budgetList },
  errors: ['not_found'],
  examples: getBudgetsExamples,
  gpt: false,
  run: async ({ userId }) => reply(userId ?? null),
})

/** `PUT /api/budgets` */
export const setBudgetLimits = operation({
  id: 'setBudget',
  method: 'PUT',
  path: '/api/budgets',
  summary:
    'Limits what a user, or without userId the whole server, may spend in a day or a month, in tokens or US dollars. Beyond soft answers carry a warning; hard is never passed. With neither the budget is removed.',
  consequential: false,
  access: ['admin'],
  limit: 'manage',
  body: setBudgetBody,
  responses: { 200: budgetList },
  errors: ['not_found'],
  examples: setBudgetExamples,
  hints: { destructive: true, idempotent: true, openWorld: false },
  gpt: false,
  run: async ({ userId, period, unit, soft = null, hard = null, alertPercent = null }) => {
    const budget = { userId: userId ?? null, period, unit, soft, hard, alertPercent }
    if (await setBudget(budget)) return reply(userId ?? null)
    throw noUser(userId)
  },
})

async function reply(userId: string | null) {
  const budgets = await findBudgets(userId)
  if (!budgets) throw noUser(userId)
  return {
    status: 200,
    message: budgets.length === 1 ? '1 budget.' : `${budgets.length} budgets.`,
    data: { budgets },
  }
}
