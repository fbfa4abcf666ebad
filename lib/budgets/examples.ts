import type { Example } from '#lib/api/operation'

const budget = {
  userId: 'ada',
  period: 'day',
  unit: 'tokens',
  soft: '80000',
  hard: '100000',
  alertPercent: 90,
  alertAt: '90000',
  spent: '7514',
  reserved: '0',
  remaining: '92486',
  resetsAt: '2026-11-25T00:00:00.000Z',
}
const reply = { status: 200, message: '1 budget.', data: { budgets: [budget] } }

/** A response of `getBudgets`. */
export const getBudgetsExamples: Example[] = [{ title: "A user's budget", input: { userId: 'ada' }, reply }]

/** A response of `listBudgets`. */
export const listBudgetsExamples: Example[] = [
  {
    title: 'Budgets that are at least 80 % used',
    input: { usedPercentMin: 80, limit: 50, offset: 0 },
    reply: {
      status: 200,
      message: '1 budget.',
      data: {
        budgets: [{ ...budget, spent: '92500', remaining: '7500', share: 0.925 }],
        ...{ limit: 50, offset: 0, nextOffset: null },
      },
    },
  },
]

/** A response of `setBudget`. */
export const setBudgetExamples: Example[] = [
  {
    title: 'At most 100,000 tokens a day, with an alert at 90 %',
    input: { userId: 'ada', period: 'day', unit: 'tokens', soft: '80000', hard: '100000', alertPercent: 90 },
    reply,
  },
]
