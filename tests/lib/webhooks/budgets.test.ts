import { beforeEach, describe, expect, it } from 'vitest'
import { setBudget } from '#lib/budgets/store'
import { acceptMessage } from '#lib/chat/store'
import { newId } from '#lib/ids'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import type { EndpointView } from '#lib/webhooks/endpoint-schema'
import { deleteEndpoint } from '#lib/webhooks/endpoint-store'
import { avoidHourBoundary } from '#tests/support/hour'
import { accept, answerJob, hashed, running, spent, untilLocked } from '#tests/support/jobs'
import { newUser } from '#tests/support/names'
import { query, send, services, setUpReceiver, verified } from '#tests/support/receiving'
import { deliveries, eventsOf, newEndpoint } from './endpoint-support.ts'

setUpReceiver()
// A day may end at any full hour, by the time zone.
beforeEach(avoidHourBoundary)

describe('a budget', () => {
  const daily = { period: 'day' as const, unit: 'tokens' as const, soft: null }
  const tokens = spent.totalTokens
  const spend = async (userId: string) => answerJob((await accept({ userId })).job_id)

  it('sends one alert at its threshold, and one event when it is used up, in each period', async () => {
    const userId = newUser()
    await spend(userId)
    const { id, secret, url } = await newEndpoint({ userId, events: ['budget.alert', 'budget.exceeded'] })
    await setBudget({ ...daily, userId, hard: String(4 * tokens), alertPercent: 70 })
    await spend(userId)
    expect(await eventsOf(id)).toEqual([])
    const third = await spend(userId)
    expect(await eventsOf(id)).toEqual(['budget.alert'])
    expect(third.deliveryIds).toEqual([(await deliveries(id))[0]!.id])
    await spend(userId)
    expect(await eventsOf(id)).toEqual(['budget.alert', 'budget.exceeded'])

    await send((await deliveries(id))[0]!.id)
    expect(verified(url, secret)).toMatchObject({
      type: 'budget.alert',
      data: {
        userId,
        period: 'day',
        unit: 'tokens',
        soft: null,
        hard: String(4 * tokens),
        alertAt: String(2.8 * tokens),
        spent: String(3 * tokens),
        resetsAt: expect.any(String),
      },
    })
  })

  it('sends an alert at its soft limit, or else at 80 % of its hard limit, by default', async () => {
    for (const [limits, alertAt] of [
      [{ soft: String(tokens), hard: String(20 * tokens) }, tokens],
      [{ soft: null, hard: String(1.25 * tokens) }, tokens],
    ] as const) {
      const userId = newUser()
      await spend(userId)
      await setBudget({ ...daily, userId, ...limits })
      const { id } = await newEndpoint({ userId })
      await query(`update budgets set spent = $2 where user_id = (select id from users where user_id = $1)`, [
        userId,
        alertAt - tokens,
      ])
      await spend(userId)
      expect(await eventsOf(id)).toEqual(['budget.alert', 'job.completed'])
    }
  })

  it('sends an event when it rejects a call that does not fit', async () => {
    const { userId, job } = await running()
    const { id } = await newEndpoint({ userId, events: ['budget.exceeded'] })
    await setBudget({ ...daily, userId, hard: '10' })
    const budget = { period: 'day', unit: 'tokens', limit: '10' }
    const refused = { code: 'budget_exceeded', message: 'Too much.', details: { budget } }
    const ended = await settleAttempt(job, { status: 'failed', failure: refused as never })
    expect(await eventsOf(id)).toEqual(['budget.exceeded'])
    expect(ended!.deliveryIds).toHaveLength(1)
  })

  it('sends one event when it rejects several messages', async () => {
    const userId = newUser()
    await spend(userId)
    await setBudget({ ...daily, userId, hard: '1' })
    const { id } = await newEndpoint({ userId, events: ['budget.exceeded'] })
    const message = { userId, message: 'hello' }
    for (let i = 0; i < 2; i++) {
      const refused = await acceptMessage({ id: newId('job') }, message, hashed(crypto.randomUUID()))
      expect(refused).toMatchObject({ kind: 'over_budget', budget: { limit: '1' } })
    }
    expect(await eventsOf(id)).toEqual(['budget.exceeded'])
  })

  it('sends events only to endpoints of the server, and of its user if it has one', async () => {
    const [ada, bob] = [newUser(), newUser()]
    await spend(ada)
    await spend(bob)
    const budgets: EndpointView['events'] = ['budget.alert', 'budget.exceeded']
    const all = await newEndpoint({ events: budgets })
    const adas = await newEndpoint({ userId: ada, events: budgets })
    const bobs = await newEndpoint({ userId: bob, events: budgets })
    await setBudget({ ...daily, userId: null, soft: '1', hard: null })
    await setBudget({ ...daily, userId: bob, soft: '1', hard: null })
    for (let i = 0; i < 2; i++) await spend(bob)
    expect(await eventsOf(all.id)).toEqual(['budget.alert', 'budget.alert'])
    expect(await eventsOf(adas.id)).toEqual([])
    expect(await eventsOf(bobs.id)).toEqual(['budget.alert'])
    await setBudget({ ...daily, userId: null, hard: null })
    await deleteEndpoint(all.id, null)
  })

  it('sends an event again when its limits are raised, but not when they are set to the same values', async () => {
    const userId = newUser()
    await spend(userId)
    const { id } = await newEndpoint({ userId, events: ['budget.alert', 'budget.exceeded'] })
    const limits = { ...daily, userId, hard: String(3 * tokens), alertPercent: 50 }
    await setBudget(limits)
    await spend(userId)
    expect(await eventsOf(id)).toEqual(['budget.alert'])
    await setBudget(limits)
    await spend(userId)
    expect(await eventsOf(id)).toEqual(['budget.alert', 'budget.exceeded'])
    await setBudget({ ...limits, hard: String(10 * tokens) })
    await spend(userId)
    expect(await eventsOf(id)).toHaveLength(2)
    await spend(userId)
    expect(await eventsOf(id)).toEqual(['budget.alert', 'budget.exceeded', 'budget.alert'])
  })

  it('sends an event again when its limit is raised while a turn uses it up', async () => {
    const userId = newUser()
    await spend(userId)
    const { id } = await newEndpoint({ userId, events: ['budget.exceeded'] })
    const limits = { ...daily, userId, hard: String(2 * tokens) }
    await setBudget(limits)
    await query('begin', [])
    await query(
      `insert into usage_ledger (job_id, attempt, user_id, model, prompt_tokens, completion_tokens, total_tokens, latency_ms)
       select $1, 1, id, 'm', $3, 0, $3, 1 from users where user_id = $2`,
      [newId('job'), userId, tokens],
    )
    const raised = setBudget({ ...limits, hard: String(3 * tokens) })
    await untilLocked(services.database, 1)
    await query('commit', [])
    await raised
    expect(await eventsOf(id)).toEqual(['budget.exceeded'])
    await spend(userId)
    expect(await eventsOf(id)).toEqual(['budget.exceeded', 'budget.exceeded'])
  })

  it('sends no second event when it is removed and set again, unless its limit is higher', async () => {
    const userId = newUser()
    await spend(userId)
    const { id, secret, url } = await newEndpoint({ userId, events: ['budget.alert'] })
    const limits = { ...daily, userId, soft: '1', hard: null }
    await setBudget(limits)
    await spend(userId)
    await setBudget({ ...limits, soft: null })
    await send((await deliveries(id))[0]!.id)
    expect(verified(url, secret)).toMatchObject({ data: { userId, soft: '1', spent: String(2 * tokens) } })
    await setBudget(limits)
    await spend(userId)
    expect(await eventsOf(id)).toEqual(['budget.alert'])
    await setBudget({ ...limits, soft: null })
    await setBudget({ ...limits, soft: String(4 * tokens) })
    await spend(userId)
    expect(await eventsOf(id)).toEqual(['budget.alert', 'budget.alert'])
  })

  it('sends an event again in its next period', async () => {
    const userId = newUser()
    await spend(userId)
    const { id } = await newEndpoint({ userId, events: ['budget.alert'] })
    await setBudget({ ...daily, userId, soft: '1', hard: null })
    await spend(userId)
    await query(
      `update webhook_deliveries set budget_window = budget_window - interval '1 day'
                 where endpoint_id = $1`,
      [id],
    )
    await spend(userId)
    expect(await eventsOf(id)).toEqual(['budget.alert', 'budget.alert'])
  })
})
