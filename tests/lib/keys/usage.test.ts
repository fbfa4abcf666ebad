import type { Client } from 'pg'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setBudget } from '#lib/budgets/store'
import { findKeyUsage } from '#lib/keys/usage-store'
import { rollUpUsage } from '#lib/metering/rollup'
import { issue } from '#tests/lib/keys/support'
import { useDatabase } from '#tests/support/database'
import { addCalls, addFailures, addUsers, clearUsage } from '#tests/support/usage'

let database: Client
let user: { id: number; user_id: string }
beforeAll(async () => {
  database = await useDatabase()
  user = (await addUsers(database, 1))[0]!
})
beforeEach(() => clearUsage(database))

const unused = { requests: 0, answers: 0, failures: 0, totalTokens: 0, cost: '0', currency: 'USD' }

describe('the usage of a key', () => {
  it('is the sum of its calls and failures of this month, rolled up or not', async () => {
    const [{ keyId }, { keyId: other }] = [await issue(), await issue()]
    const { rows } = await database.query(`select date_trunc('month', now(), 'UTC') as month`)
    const month = (rows[0].month as Date).getTime()
    const nowMs = Date.now()
    // Some moments of this month, and the last moment before it.
    const within = [0, 0.3, 0.6, 0.9, 0.999].map((share) => new Date(month + share * (nowMs - month)))
    const calls = [...within, new Date(month - 1)].map((at) => ({ at, keyId, tokens: 7, cost: '0.1' }))
    await addCalls(database, [...calls, { at: within[4]!, keyId, tokens: 1, isAnswer: false }])
    await addFailures(database, [
      { at: within[1]!, keyId },
      { at: within[4]!, keyId },
    ])
    const used = { requests: 6, answers: 5, failures: 2, totalTokens: 36, cost: '0.5', currency: 'USD' }
    for (const rolledUp of [false, true]) {
      if (rolledUp) await rollUpUsage()
      const found = await findKeyUsage([keyId, other])
      expect(found.get(keyId)).toEqual({ month: used, budgets: [] })
      expect(found.get(other)).toEqual({ month: unused, budgets: [] })
    }
  })

  it("includes the budgets of the key's user, the most used first", async () => {
    const { keyId } = await issue({ userId: user.user_id })
    await addCalls(database, [{ at: new Date(), userId: user.id, tokens: 90, cost: '1' }])
    await setBudget({ userId: user.user_id, period: 'month', unit: 'tokens', soft: null, hard: '100' })
    await setBudget({ userId: user.user_id, period: 'month', unit: 'usd', soft: '0.5', hard: null })
    expect((await findKeyUsage([keyId])).get(keyId)?.budgets).toEqual([
      { period: 'month', unit: 'usd', spent: '1', limit: '0.5', isHard: false, share: 2 },
      { period: 'month', unit: 'tokens', spent: '90', limit: '100', isHard: true, share: 0.9 },
    ])
  })

  it('is missing for keys that do not exist', async () => {
    expect((await findKeyUsage(['key_0', 'key_1'])).size).toBe(0)
    expect((await findKeyUsage([])).size).toBe(0)
  })
})
