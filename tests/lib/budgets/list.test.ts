import type { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { pagePositionOf } from '#lib/api/paging'
import { budgetKey, findUsedBudgets } from '#lib/budgets/list-store'
import { setBudget } from '#lib/budgets/store'
import { useDatabase } from '#tests/support/database'
import { addCalls, addUsers } from '#tests/support/usage'

let database: Client
let ada: { id: number; user_id: string }
let bob: { id: number; user_id: string }
beforeAll(async () => {
  database = await useDatabase()
  ;[ada, bob] = (await addUsers(database, 2)) as [typeof ada, typeof bob]
  const at = new Date()
  await addCalls(database, [
    { at, userId: ada.id, tokens: 90, cost: '1' },
    { at, userId: bob.id, tokens: 50 },
  ])
  const tokens = { period: 'month', unit: 'tokens' } as const
  await setBudget({ ...tokens, userId: ada.user_id, soft: null, hard: '100' })
  await setBudget({ userId: ada.user_id, period: 'month', unit: 'usd', soft: '0.5', hard: null })
  await setBudget({ ...tokens, userId: bob.user_id, soft: null, hard: '100' })
  await setBudget({ ...tokens, userId: null, soft: null, hard: '0' })
})

const listed = async (filter: { userId?: string; usedPercentMin?: number } = {}) => {
  const whole = { userId: null, usedPercentMin: 0, ...filter }
  const { items, total } = await findUsedBudgets(whole, pagePositionOf({ limit: 100, offset: 0 }, budgetKey))
  return { total, budgets: items.map(({ userId, unit, share }) => [userId, unit, share]) }
}

describe('the list of budgets', () => {
  it('has the budgets of all users and of the server, sorted by the used share of the hard limit, else of the soft one', async () => {
    expect(await listed()).toEqual({
      total: 4,
      budgets: [
        [ada.user_id, 'usd', 2],
        [null, 'tokens', 1],
        [ada.user_id, 'tokens', 0.9],
        [bob.user_id, 'tokens', 0.5],
      ],
    })
  })

  it('can be filtered by user and by used share', async () => {
    expect((await listed({ userId: bob.user_id })).budgets).toEqual([[bob.user_id, 'tokens', 0.5]])
    expect(await listed({ usedPercentMin: 90 })).toMatchObject({ total: 3 })
    expect(await listed({ userId: bob.user_id, usedPercentMin: 80 })).toEqual({ total: 0, budgets: [] })
    expect((await listed({ userId: 'nobody' })).budgets).toEqual([])
  })

  it('shows nothing used when the window of the budget is over', async () => {
    await database.query(
      `update budgets set window_start = window_start - interval '1 year' where user_id = $1`,
      [bob.id],
    )
    expect((await listed({ userId: bob.user_id })).budgets).toEqual([[bob.user_id, 'tokens', 0]])
  })
})
