import { afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { kv } from '#lib/kv/index'
import { countCall, counterKeys } from '#lib/metering/counters'
import { rebuildCounters } from '#lib/metering/rebuild'
import { rollUpUsage } from '#lib/metering/rollup'
import { tunables } from '#lib/tunables'
import { type Services, useServices } from '#tests/support/lib-services'
import { addCalls, addUsers, clearUsage } from '#tests/support/usage'
import { rollup } from '#workers/rollup'

let services: Services
let logged: MockInstance[]
beforeAll(async () => {
  services = await useServices()
})
beforeEach(async () => {
  logged = [
    vi.spyOn(console, 'error').mockImplementation(() => {}),
    vi.spyOn(console, 'log').mockImplementation(() => {}),
  ]
  await clearUsage(services.database)
  await kv().flushdb()
})
afterEach(() => {
  for (const spy of logged) spy.mockRestore()
})

const now = () => new Date()
const settledMs = (tunables.countersSettleSeconds + 5) * 1000
/** A time in this month, old enough that its call is in KV by now if it ever will be. Mostly today as well. */
const settled = () => new Date(Date.now() - settledMs)

const newUser = async () => (await addUsers(services.database, 1))[0]!
const counters = async (userId: string) => {
  const [day, month] = counterKeys(userId, now())
  return { day: await kv().hgetall(day), month: await kv().hgetall(month) }
}

/** A call as the worker records it: in the ledger and in the counters. */
async function call(user: { id: number; user_id: string }, at: Date, tokens: number, cost: string | null) {
  await addCalls(services.database, [{ at, userId: user.id, tokens, cost }])
  await countCall(user.user_id, at, { totalTokens: tokens, cost })
}

describe('the counters', () => {
  it('are unchanged while they agree with the ledger', async () => {
    const user = await newUser()
    await call(user, settled(), 100, '0.5')
    await call(user, now(), 11, null)
    const before = await counters(user.user_id)
    expect(await rebuildCounters()).toBe(0)
    expect(await counters(user.user_id)).toEqual(before)
  })

  it('are rebuilt from the ledger when KV is lost, for every user of the month', async () => {
    const users = await addUsers(services.database, 3)
    for (const [i, user] of users.entries()) await call(user, settled(), 100 + i, '0.000000000007')
    await rebuildCounters()
    const before = await Promise.all(users.map(({ user_id }) => counters(user_id)))
    await kv().flushdb()
    await rollup()
    expect(await Promise.all(users.map(({ user_id }) => counters(user_id)))).toEqual(before)
    expect(before[2]!.month).toEqual({ requests: 1, totalTokens: 102, costPico: 7 })
  })

  it('include final days from the rollups, and no other month', async () => {
    const user = await newUser()
    const month = new Date(new Date().toISOString().slice(0, 7))
    await addCalls(services.database, [
      { at: new Date(month.getTime() - 1), userId: user.id, tokens: 1_000, cost: '1' },
      { at: month, userId: user.id, tokens: 20, cost: '0.25' },
      { at: settled(), userId: user.id, tokens: 3, cost: '0.5' },
    ])
    await rollUpUsage()
    await rebuildCounters()
    const { month: ofMonth } = await counters(user.user_id)
    expect(ofMonth).toEqual({ requests: 2, totalTokens: 23, costPico: 750_000_000_000 })
  })

  it('are corrected for calls that never reached KV or were counted twice', async () => {
    const [missing, twice] = await addUsers(services.database, 2)
    await call(missing!, settled(), 100, '0.5')
    await addCalls(services.database, [{ at: settled(), userId: missing!.id, tokens: 7, cost: '0.25' }])
    await call(twice!, settled(), 100, '0.5')
    await countCall(twice!.user_id, settled(), { totalTokens: 100, cost: '0.5' })
    expect(await rebuildCounters()).toBeGreaterThanOrEqual(2)
    expect((await counters(missing!.user_id)).month).toEqual({
      requests: 2,
      totalTokens: 107,
      costPico: 75e10,
    })
    expect((await counters(twice!.user_id)).month).toEqual({ requests: 1, totalTokens: 100, costPico: 5e11 })
    expect(await rebuildCounters()).toBe(0)
  })

  it('are not corrected for a call that is still on its way to KV', async () => {
    const user = await newUser()
    await call(user, settled(), 100, null)
    await addCalls(services.database, [{ at: now(), userId: user.id, tokens: 7 }])
    expect(await rebuildCounters()).toBe(0)
    await countCall(user.user_id, now(), { totalTokens: 7 })
    expect(await rebuildCounters()).toBe(0)
    expect((await counters(user.user_id)).month).toMatchObject({ requests: 2, totalTokens: 107 })
  })

  it('are correct after concurrent rebuilds while calls are counted', async () => {
    const users = await addUsers(services.database, 5)
    await addCalls(
      services.database,
      users.flatMap(({ id }) => [{ at: settled(), userId: id, tokens: 50, cost: '0.1' }]),
    )
    const callAll = async () => {
      for (let i = 0; i < 5; i++) for (const user of users) await call(user, now(), 10, '0.01')
    }
    await Promise.all([...Array.from({ length: 6 }, () => rebuildCounters()), callAll()])
    // Calls that were counted during the comparison are correct when they are old enough.
    await services.database.query("update usage_ledger set created_at = created_at - $1 * interval '1 ms'", [
      settledMs,
    ])
    await rebuildCounters()
    for (const { user_id } of users)
      expect((await counters(user_id)).month).toEqual({ requests: 6, totalTokens: 100, costPico: 15e10 })
  })

  it.each([
    ['of another type', (key: string) => kv().set(key, 'text')],
    ['not numeric', (key: string) => kv().hset(key, { requests: 'many', totalTokens: 'x' })],
  ])('are rebuilt when the value of the key is %s', async (_, break_) => {
    const user = await newUser()
    await call(user, settled(), 100, '0.5')
    await break_(counterKeys(user.user_id, now())[1])
    await rebuildCounters()
    expect((await counters(user.user_id)).month).toEqual({ requests: 1, totalTokens: 100, costPico: 5e11 })
  })

  it('expire', async () => {
    const user = await newUser()
    await addCalls(services.database, [{ at: settled(), userId: user.id }])
    await rebuildCounters()
    const [, month] = counterKeys(user.user_id, now())
    expect(await kv().ttl(month)).toBeGreaterThan(tunables.countersSeconds - 60)
  })
})

describe('without KV', () => {
  it('the ledger is still rolled up', async () => {
    const user = await newUser()
    await addCalls(services.database, [{ at: settled(), userId: user.id }])
    await services.kv.close()
    expect(await rollup()).toEqual({ kind: 'done' })
    const { rows } = await services.database.query('select count(*)::int as n from usage_rollups')
    expect(rows[0].n).toBe(4)
    expect(logged[0]!.mock.calls.join()).toContain('kv.unavailable')
  })
})
