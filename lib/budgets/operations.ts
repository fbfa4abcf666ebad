import { noUser } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, placeOf } from '#lib/api/paging'
import { getBudgetsExamples, listBudgetsExamples, setBudgetExamples } from '#lib/budgets/examples'
import { budgetKey, findUsedBudgets } from '#lib/budgets/list-store'
import {
  budgetList,
  getBudgetsQuery,
  listBudgetsQuery,
  listedBudgets,
  setBudgetBody,
} from '#lib/budgets/schema'
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

/** `GET /api/budgets/all` */
export const listBudgets = operation({
  id: 'listBudgets',
  method: 'GET',
  path: '/api/budgets/all',
  summary:
    'Lists the budgets of all users and of the server, by the share that is used, the most used first. With usedPercentMin only those near their end.',
  consequential: false,
  access: ['usage'],
  limit: 'read',
  query: listBudgetsQuery,
  responses: { 200: listedBudgets },
  errors: ['not_found'],
  examples: listBudgetsExamples,
  gpt: false,
  run: async ({ userId, usedPercentMin, ...page }, _caller, sizeLimit) => {
    const place = placeOf(page, budgetKey)
    const found = await findUsedBudgets({ userId: userId ?? null, usedPercentMin }, place)
    return listReply({ name: 'budgets' }, found, place, sizeLimit)
  },
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
