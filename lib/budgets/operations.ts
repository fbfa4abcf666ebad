import { noUser } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, pagePositionOf } from '#lib/api/paging'
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
    "Returns the budgets of a user, or of the whole server, with the amounts spent, reserved for running calls, and remaining, and the time of each budget's next reset.",
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
    'Lists the budgets of all users and of the server, the most used first. With usedPercentMin, lists only the budgets that are at least this much used.',
  consequential: false,
  access: ['usage'],
  limit: 'read',
  query: listBudgetsQuery,
  responses: { 200: listedBudgets },
  errors: ['not_found'],
  examples: listBudgetsExamples,
  gpt: false,
  run: async ({ userId, usedPercentMin, ...page }, _caller, sizeLimit) => {
    const place = pagePositionOf(page, budgetKey)
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
    'Limits the spending of a user, or of the whole server without userId, in a day or a month, in tokens or US dollars. Answers above the soft limit carry a warning; the hard limit is never exceeded. Without either limit the budget is removed.',
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
