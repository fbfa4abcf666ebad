import type { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { findBudgets, findLeft, releaseStale, reserve, setBudget } from '#lib/budgets/store'
import { acceptMessage } from '#lib/chat/store'
import { DatabaseUnavailable } from '#lib/db/index'
import { newId } from '#lib/ids'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { cancelJobs } from '#lib/jobs/store'
import { tunables } from '#lib/tunables'
import { useDatabase } from '#tests/support/database'
import { accept, age, claim, completedWith, counts, hashed, spent, untilLocked } from '#tests/support/jobs'
import { newUser } from '#tests/support/names'

let database: Client
beforeAll(async () => {
  database = await useDatabase()
})

const daily = { period: 'day' as const, unit: 'tokens' as const, soft: null }

/** A user with a hard budget of tokens per day, and this many running jobs, each in its own conversation. */
async function budgeted(hard: string, jobs = 1) {
  const userId = newUser()
  const held = []
  for (let i = 0; i < jobs; i++) held.push((await claim((await accept({ userId })).job_id)).job)
  expect(await setBudget({ ...daily, userId, hard })).toBe(true)
  return { userId, held, job: held[0]! }
}

const ask = (held: { id: string; attempt: number }, tokens: number) => reserve(held, { tokens, usd: null })
const budgetOf = async (userId: string) => (await findBudgets(userId))![0]!
/** Ends the current period of a budget. */
const nextPeriod = (userId: string) =>
  database.query(
    `update budgets set window_start = window_start - interval '1 day'
     where user_id = (select id from users where user_id = $1)`,
    [userId],
  )

describe('a budget', () => {
  it('shows what is spent, reserved and remaining, and when it resets', async () => {
    const { userId, job } = await budgeted('100')
    await ask(job, 30)
    const resetsAt = new Date()
    resetsAt.setUTCHours(24, 0, 0, 0)
    expect(await findBudgets(userId)).toEqual([
      {
        userId,
        period: 'day',
        unit: 'tokens',
        soft: null,
        hard: '100',
        alertPercent: null,
        alertAt: '80',
        spent: '0',
        reserved: '30',
        remaining: '70',
        resetsAt: resetsAt.toISOString(),
      },
    ])
    await settleAttempt(job, completedWith('answer'))
    expect(await budgetOf(userId)).toMatchObject({ spent: '25', reserved: '0', remaining: '75' })
  })

  it('starts with what the ledger has for its period, can be changed, and is removed when it has no limit', async () => {
    const userId = newUser()
    await settleAttempt((await claim((await accept({ userId })).job_id)).job, completedWith('before'))
    await setBudget({ ...daily, userId, hard: '100' })
    expect(await budgetOf(userId)).toMatchObject({ hard: '100', spent: String(spent.totalTokens) })
    await setBudget({ ...daily, userId, hard: null, soft: '10' })
    expect(await budgetOf(userId)).toMatchObject({ soft: '10', hard: null, remaining: null, spent: '25' })
    await setBudget({ ...daily, userId, hard: null })
    expect(await findBudgets(userId)).toEqual([])
  })

  it('counts a turn whose ledger row is committed while the budget is being set', async () => {
    const { userId, job } = await budgeted('100')
    await setBudget({ ...daily, userId, hard: null })
    await database.query('begin')
    await database.query(
      `insert into usage_ledger (job_id, attempt, user_id, model, prompt_tokens, completion_tokens, total_tokens, latency_ms)
       select $1, 1, id, 'm', 3, 4, 7, 1 from users where user_id = $2`,
      [job.id, userId],
    )
    const set = setBudget({ ...daily, userId, hard: '100' })
    await untilLocked(database, 1)
    await database.query('commit')
    await set
    expect(await budgetOf(userId)).toMatchObject({ spent: '7' })
  })

  it('cannot be set while another session locks the ledger: it fails after two seconds', async () => {
    const { userId } = await budgeted('100')
    await setBudget({ ...daily, userId, hard: null })
    await database.query('begin')
    await database.query('lock table usage_ledger in share update exclusive mode')
    await expect(setBudget({ ...daily, userId, hard: '100' })).rejects.toThrow(DatabaseUnavailable)
    await database.query('rollback')
    expect(await setBudget({ ...daily, userId, hard: '100' })).toBe(true)
  })

  it('cannot be set for an unknown user', async () => {
    const userId = newUser()
    expect(await setBudget({ ...daily, userId, hard: '1' })).toBe(false)
    expect(await findBudgets(userId)).toBeUndefined()
  })

  it('starts at zero in the next period, except for what is still reserved', async () => {
    const { userId, held } = await budgeted('100', 2)
    await settleAttempt(held[0]!, completedWith('spent'))
    await ask(held[1]!, 40)
    await nextPeriod(userId)
    expect(await budgetOf(userId)).toMatchObject({ spent: '0', reserved: '40', remaining: '60' })
    await settleAttempt(held[1]!, completedWith('answer'))
    expect(await budgetOf(userId)).toMatchObject({ spent: '25', reserved: '0' })
  })

  it('counts every user when it is the budget of the server', async () => {
    const month = { userId: null, period: 'month' as const, unit: 'tokens' as const, soft: null }
    await setBudget({ ...month, hard: '1000000' })
    const before = Number((await findBudgets(null))![0]!.spent)
    for (let i = 0; i < 2; i++)
      await settleAttempt((await claim((await accept()).job_id)).job, completedWith('a'))
    expect((await findBudgets(null))![0]).toMatchObject({ userId: null, spent: String(before + 50) })
    await setBudget({ ...month, hard: null })
  })
})

describe('reserve', () => {
  it('never exceeds a hard limit when fifty attempts ask at once', async () => {
    const { userId, held } = await budgeted('100', 50)
    const answers = await Promise.all(held.map((job) => ask(job, 10)))
    expect(answers.filter(({ state }) => state === 'reserved')).toHaveLength(10)
    expect(answers.filter(({ state }) => state === 'busy')).toHaveLength(40)
    expect(await budgetOf(userId)).toMatchObject({ reserved: '100', remaining: '0' })
  })

  it('says that a call cannot fit into this period, and when the period ends', async () => {
    const { userId, held } = await budgeted('100', 2)
    expect(await ask(held[0]!, 101)).toMatchObject({ state: 'exceeded', period: 'day', limit: '100' })
    await settleAttempt(held[0]!, completedWith('answer'))
    const refused = await ask(held[1]!, 76)
    expect(refused).toMatchObject({ state: 'exceeded', unit: 'tokens' })
    expect(refused.resetsAt!.toISOString()).toBe((await budgetOf(userId)).resetsAt)
    expect(await ask(held[1]!, 75)).toMatchObject({ state: 'reserved' })
  })

  it('reserves in every budget, or in none', async () => {
    const { userId, job } = await budgeted('100')
    await setBudget({ userId, period: 'month', unit: 'tokens', soft: null, hard: '50' })
    expect(await ask(job, 60)).toMatchObject({ state: 'exceeded', period: 'month', limit: '50' })
    expect((await findBudgets(userId))!.map(({ reserved }) => reserved)).toEqual(['0', '0'])
    expect(await ask(job, 50)).toMatchObject({ state: 'reserved' })
    expect((await findBudgets(userId))!.map(({ reserved }) => reserved)).toEqual(['50', '50'])
  })

  it('reserves money exactly, and rejects a model without a price', async () => {
    const { userId, held } = await budgeted('1000', 2)
    await setBudget({ userId, period: 'day', unit: 'usd', soft: null, hard: '0.1' })
    expect(await reserve(held[0]!, { tokens: 1, usd: '0.100000000001' })).toMatchObject({
      state: 'exceeded',
      unit: 'usd',
      limit: '0.1',
    })
    expect(await reserve(held[0]!, { tokens: 1, usd: '0.1' })).toMatchObject({ state: 'reserved' })
    expect(await reserve(held[1]!, { tokens: 1, usd: null })).toMatchObject({
      ...{ state: 'unpriced', unit: 'usd', period: 'day', limit: '0.1' },
    })
    await setBudget({ userId, period: 'day', unit: 'usd', soft: '0.1', hard: null })
    expect(await reserve(held[1]!, { tokens: 1, usd: null })).toMatchObject({ state: 'reserved' })
  })

  it('leaves for each unit what the tightest budget has not spent', async () => {
    const { userId, held } = await budgeted('100', 2)
    expect(await findLeft(held[0]!.id)).toEqual({ tokens: 100, usd: null })
    await setBudget({ userId, period: 'month', unit: 'tokens', soft: null, hard: '80' })
    await setBudget({ userId, period: 'day', unit: 'usd', soft: null, hard: '0.5' })
    await settleAttempt(held[0]!, completedWith('answer'))
    await ask({ id: held[1]!.id, attempt: held[1]!.attempt }, 10)
    expect(await findLeft(held[1]!.id)).toEqual({ tokens: 80 - spent.totalTokens, usd: '0.5' })
  })

  it('counts an attempt once, even if it asks twice', async () => {
    const { userId, job } = await budgeted('100')
    await ask(job, 40)
    await ask(job, 40)
    expect(await budgetOf(userId)).toMatchObject({ reserved: '40' })
  })

  it('reports that a soft limit is passed, and still allows the call', async () => {
    const { userId, job } = await budgeted('100')
    await setBudget({ ...daily, userId, soft: '20', hard: '100' })
    expect(await ask(job, 10)).toMatchObject({ state: 'reserved', softPassed: false })
    await settleAttempt(job, completedWith('answer'))
    const next = (await claim((await accept({ userId })).job_id)).job
    expect(await ask(next, 10)).toMatchObject({ state: 'reserved', softPassed: true, limit: '20' })
  })
})

/** Makes every reservation so old that its call cannot still be running. */
const ageReservations = () =>
  database.query(`update budget_reservations set created_at = created_at - $1 * interval '1 second'`, [
    tunables.reservationSecondsMax,
  ])

describe('a reservation', () => {
  const reserved = async (userId: string) => (await budgetOf(userId)).reserved

  it('is released when its attempt ends without a cost', async () => {
    for (const status of ['queued', 'failed'] as const) {
      const { userId, job } = await budgeted('100')
      await ask(job, 40)
      await settleAttempt(job, { status })
      expect(await budgetOf(userId)).toMatchObject({ reserved: '0', spent: '0' })
    }
  })

  it('is kept until its cost is known or the sweep releases it, if its attempt was overtaken', async () => {
    const { userId, held } = await budgeted('200', 2)
    for (const job of held) {
      await ask(job, 80)
      await age(database, job.id, 3_600)
      await database.query('update jobs set deadline_at = null where id = $1', [job.id])
      await claim(job.id)
    }
    expect(await reserved(userId)).toBe('160')
    await settleAttempt(held[0]!, { status: 'queued', spent })
    expect(await budgetOf(userId)).toMatchObject({ reserved: '80', spent: '25' })
    await ageReservations()
    await releaseStale()
    expect(await reserved(userId)).toBe('0')
  })

  it('is kept until its cost is known, if its call was cancelled', async () => {
    const { userId, job } = await budgeted('100')
    await ask(job, 40)
    await cancelJobs({ jobId: job.id }, 'Enough.')
    expect(await reserved(userId)).toBe('40')
    await settleAttempt(job, { status: 'queued', spent })
    expect(await budgetOf(userId)).toMatchObject({ reserved: '0', spent: '25' })
  })

  it('is released by the sweep if its call was cancelled and its worker has died', async () => {
    const { userId, held } = await budgeted('100', 2)
    for (const job of held) await ask(job, 30)
    await cancelJobs({ jobId: held[0]!.id }, 'Enough.')
    await releaseStale()
    expect(await reserved(userId)).toBe('60')
    await ageReservations()
    await releaseStale()
    expect(await reserved(userId)).toBe('30')
  })

  it('is deleted with its job', async () => {
    const { userId, job } = await budgeted('100')
    await ask(job, 40)
    await database.query('delete from jobs where id = $1', [job.id])
    expect(await reserved(userId)).toBe('0')
  })
})

describe('a message beyond a hard budget', () => {
  const send = (userId: string, more = {}) =>
    acceptMessage({ id: newId('job') }, { userId, message: 'hello', ...more }, hashed('hash'))

  it('is not stored when the budget is used up, and the reply names the budget', async () => {
    const { userId, job } = await budgeted('25')
    await settleAttempt(job, completedWith('answer'))
    const before = await counts(database)
    const refused = await send(userId)
    expect(refused).toMatchObject({
      kind: 'over_budget',
      budget: { period: 'day', unit: 'tokens', limit: '25' },
    })
    if (refused?.kind !== 'over_budget') throw new Error(`It is ${refused?.kind}.`)
    expect(new Date(refused.budget.resetsAt).toISOString()).toBe((await budgetOf(userId)).resetsAt)
    expect(await counts(database)).toEqual(before)
    await nextPeriod(userId)
    expect(await send(userId)).toMatchObject({ kind: 'new' })
  })

  it('still gets the first job when it repeats an earlier request', async () => {
    const { userId, job } = await budgeted('25')
    const first = await accept({ userId, idempotencyKey: 'k' })
    await settleAttempt(job, completedWith('answer'))
    expect(await send(userId, { idempotencyKey: 'k' })).toMatchObject({
      kind: 'replayed',
      job_id: first.job_id,
    })
  })

  it('is also stopped by the worker: the claim says whether its user has a budget', async () => {
    const { userId } = await budgeted('25')
    expect((await claim((await accept({ userId })).job_id)).isBudgeted).toBe(true)
    const other = await accept()
    expect((await claim(other.job_id)).isBudgeted).toBe(false)
  })
})
