import { describe, expect, it } from 'vitest'
import { api, ask, call, chat, dataOf, jobEnd, jobOf, modelCalls } from '#tests/support/api'
import { avoidHourBoundary } from '#tests/support/hour'
import { newUser } from '#tests/support/names'

const put = (body: object) => call('PUT', '/api/budgets', { body })
const get = (userId: string) => call('GET', `/api/budgets?userId=${userId}`)

async function budgetedUser(hard: string | null, soft: string | null = null) {
  const userId = newUser()
  await api.POST('/api/users', { body: { userId } })
  await dataOf(api.PUT('/api/budgets', { body: { userId, period: 'day', unit: 'tokens', hard, soft } }))
  return userId
}

describe('budgets', () => {
  it('are set, shown and removed', async () => {
    const userId = await budgetedUser('1000', '500')
    const shown = await get(userId)
    expect(shown).toMatchObject({
      status: 200,
      body: {
        success: true,
        data: {
          budgets: [
            { userId, period: 'day', unit: 'tokens', soft: '500', hard: '1000', spent: '0', reserved: '0' },
          ],
        },
      },
    })
    const body = { userId, period: 'day', unit: 'tokens' } as const
    expect(await dataOf(api.PUT('/api/budgets', { body }))).toEqual({ budgets: [] })
  })

  it.each([
    [{ period: 'week', unit: 'tokens', hard: '1' }, 'period'],
    [{ period: 'day', unit: 'eur', hard: '1' }, 'unit'],
    [{ period: 'day', unit: 'usd', hard: '-1' }, 'hard'],
    [{ period: 'day', unit: 'usd', hard: '1e9' }, 'hard'],
    [{ period: 'day', unit: 'usd', hard: '1', colour: 'red' }, 'colour'],
  ])('are refused when a field is invalid: %j', async (body, path) => {
    expect(await put(body)).toMatchObject({ status: 400, body: { errors: [{ path }] } })
  })

  it('answer 404 for a user who does not exist', async () => {
    const userId = newUser()
    expect((await get(userId)).status).toBe(404)
    expect((await put({ userId, period: 'day', unit: 'tokens', hard: '1' })).status).toBe(404)
  })

  it('are never exceeded by 50 chats at once: the rest get a 402 with the reset time and can be retried', async () => {
    // The fake model reports 15 tokens a call; an estimate for each prompt and maxTokens is reserved.
    const userId = await budgetedUser('200')
    const message = `budgeted ${crypto.randomUUID()}`
    await avoidHourBoundary()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => chat({ userId, message: `${message} ${i}`, maxTokens: 20 })),
    )
    // On a busy machine, some waits may end before their jobs do.
    const late = answers.filter(({ status }) => status === 202)
    const ended = await Promise.all(late.map(({ body }) => jobEnd(body.data.jobId)))
    const statuses = [
      ...answers.map(({ status }) => status).filter((status) => status !== 202),
      ...ended.map(({ body }) => (body.data.status === 'completed' ? 200 : 402)),
    ]
    expect(new Set(statuses)).toEqual(new Set([200, 402]))
    const { spent, reserved, resetsAt } = (await get(userId)).body.data.budgets[0]
    expect(Number(spent)).toBeLessThanOrEqual(200)
    expect(Number(spent)).toBe(15 * statuses.filter((status) => status === 200).length)
    expect(reserved).toBe('0')
    expect(await modelCalls(message)).toHaveLength(statuses.filter((status) => status === 200).length)

    const refused = answers.find(({ status, body }) => status === 402 && body.jobId)!
    const budget = { period: 'day', unit: 'tokens', limit: '200', resetsAt }
    const stopped = { code: 'budget_exceeded', error: expect.stringContaining(resetsAt), budget }
    expect(refused.body).toMatchObject(stopped)
    expect((await jobOf(refused.body.jobId)).error).toMatchObject({ code: 'budget_exceeded', budget })
    await put({ userId, period: 'day', unit: 'tokens', hard: '10000' })
    await call('POST', `/api/jobs/${refused.body.jobId}/retry`)
    expect((await jobEnd(refused.body.jobId)).body.data).toMatchObject({ status: 'completed' })
  })

  it('in dollars refuse a model without a price, however many requests come at once', async () => {
    const userId = newUser()
    await call('POST', '/api/users', { body: { userId } })
    await put({ userId, period: 'day', unit: 'usd', hard: '1' })
    const message = `unpriced ${crypto.randomUUID()}`
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => chat({ userId, message: `${message} ${i}`, model: 'no-price' })),
    )
    for (const { status, body } of answers)
      expect({ status, body }).toMatchObject({
        ...{ status: 402, body: { code: 'model_not_priced', reason: 'model_not_priced' } },
      })
    expect(await modelCalls(message)).toEqual([])
    expect((await get(userId)).body.data.budgets[0]).toMatchObject({ spent: '0', reserved: '0' })
  })

  it('refuse a message at once when used up, and store nothing', async () => {
    const userId = await budgetedUser('0')
    const answer = await chat({ userId, message: 'no money' })
    expect(answer).toMatchObject({
      status: 402,
      body: { code: 'budget_exceeded', budget: { period: 'day', unit: 'tokens', limit: '0' } },
    })
    expect((await call('GET', `/api/conversations?userId=${userId}`)).body.data.total).toBe(0)
  })

  it('warn above the soft limit', async () => {
    const userId = await budgetedUser(null, '10')
    expect(await ask({ userId, message: 'first' })).not.toHaveProperty('warnings')
    const { warnings } = await ask({ userId, message: 'second' })
    expect(warnings).toEqual(['The soft budget of 10 tokens a day is used up.'])
  })
})
