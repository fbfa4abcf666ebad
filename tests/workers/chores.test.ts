import { afterEach, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { reserve, setBudget } from '#lib/budgets/store'
import { accept, claim } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { runChores } from '#workers/chores'
import { rollup } from '#workers/rollup'
import { sweep } from '#workers/sweep'

let services: Services
beforeAll(async () => {
  services = await useServices()
  vi.spyOn(console, 'log').mockImplementation(() => {})
})

const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
afterEach(() => errors.mockClear())

/** The chores whose failure was logged. */
const failedChores = () =>
  errors.mock.calls
    .map(([line]) => JSON.parse(line))
    .filter(({ event }) => event === 'chore.failed')
    .map(({ worker, chore }) => `${worker} ${chore}`)

/** Renames a table or view until the test ends, as if it were missing. */
async function without(name: string): Promise<void> {
  await services.database.query(`alter table ${name} rename to taken_away`)
  onTestFinished(async () => void (await services.database.query(`alter table taken_away rename to ${name}`)))
}

const count = async (from: string): Promise<number> =>
  (await services.database.query(`select count(*)::int as count from ${from}`)).rows[0].count

it('runs every chore, and then throws the first error', async () => {
  const done: string[] = []
  const chores = {
    one: async () => done.push('one'),
    two: async () => Promise.reject(new Error('the first')),
    three: async () => done.push('three'),
    four: async () => Promise.reject(new Error('the second')),
    five: async () => done.push('five'),
  }
  await expect(runChores('test', chores)).rejects.toThrow('the first')
  expect(done).toEqual(['one', 'three', 'five'])
  expect(failedChores()).toEqual(['test two', 'test four'])
})

it('deletes expired sign-ins even if the ledger cannot be rolled up', async () => {
  await services.database.query(
    `insert into oauth_records (model, id_hash, payload, expires_at) values ('Session', 'x', '{}', now() - interval '1 day')`,
  )
  await without('usage_rollup_state')
  await expect(rollup()).rejects.toMatchObject({ name: 'StatementError' })
  expect(failedChores()).toEqual(['rollup batches'])
  expect(await count('oauth_records')).toBe(0)
})

it('releases stale reservations even if lost jobs cannot be found', async () => {
  const { job_id } = await accept()
  await claim(job_id)
  await setBudget({ userId: null, period: 'day', unit: 'tokens', soft: null, hard: '100000' })
  await reserve({ id: job_id, attempt: 1 }, { tokens: 10, usd: null })
  await services.database.query(
    `update budget_reservations set attempt = 0, created_at = now() - interval '1 hour'`,
  )
  await without('job_rows')
  await expect(sweep()).rejects.toMatchObject({ name: 'StatementError' })
  expect(failedChores()).toEqual(['sweep jobs'])
  expect(await count('budget_reservations')).toBe(0)
})
