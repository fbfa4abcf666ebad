import fc from 'fast-check'
import { Client } from 'pg'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { rollUpUsage } from '#lib/metering/rollup'
import { findWindow, rollUp } from '#lib/metering/rollup-store'
import { tunables } from '#lib/tunables'
import { useDatabase } from '#tests/support/database'
import {
  actualRollups,
  addCalls,
  addUsers,
  type Call,
  clearUsage,
  expectedRollups,
} from '#tests/support/usage'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const ago = (ms: number) => new Date(Date.now() - ms)

let database: Client
let users: number[]
beforeAll(async () => {
  database = await useDatabase()
  users = (await addUsers(database, 3)).map(({ id }) => id)
})
beforeEach(() => clearUsage(database))

const closedUntil = async (): Promise<Date> =>
  (await database.query('select closed_until from usage_rollup_state')).rows[0].closed_until
const isUsersHour = (row: { granularity: string; everybody: boolean }) =>
  row.granularity === 'hour' && !row.everybody
const agree = async () => expect(await actualRollups(database)).toEqual(await expectedRollups(database))

/** Random calls of the last days. */
const calls = (days: number) =>
  fc.array(
    fc.record({
      at: fc.integer({ min: 1, max: days * dayMs }).map(ago),
      userId: fc.oneof(
        fc.constant(null),
        fc.nat(2).map((index) => users[index]!),
      ),
      keyId: fc.constantFrom(null, 'key_1', 'key_2'),
      model: fc.constantFrom('a', 'b'),
      tokens: fc.nat(100_000),
      estimated: fc.boolean(),
      cost: fc.oneof(
        fc.constant(null),
        fc.nat(10_000_000).map((pico) => `${pico}e-12`),
      ),
    }),
    { maxLength: 60 },
  )

describe('the rollups', () => {
  it('equal plain sums over the ledger, whatever calls are added between runs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(calls(4), { minLength: 1, maxLength: 3 }), async (rounds) => {
        await clearUsage(database)
        for (const added of rounds) {
          // New calls can only be in hours that are not final yet.
          const open = (await closedUntil()).getTime()
          await addCalls(database, added.filter(({ at }) => at.getTime() >= open) as Call[])
          await rollUpUsage()
          await agree()
        }
      }),
      { numRuns: 15 },
    )
  })

  it('are the same after any number of runs', async () => {
    await addCalls(database, [{ at: ago(hourMs), userId: users[0] }, { at: ago(3 * dayMs) }])
    await rollUpUsage()
    const once = await actualRollups(database)
    await rollUpUsage()
    await rollUpUsage()
    expect(await actualRollups(database)).toEqual(once)
    await agree()
  })

  it('are final up to an hour that ended some time ago, and not beyond', async () => {
    await addCalls(database, [{ at: ago(1_000) }])
    await rollUpUsage()
    const closed = (await closedUntil()).getTime()
    expect(closed % hourMs).toBe(0)
    expect(Date.now() - closed).toBeGreaterThanOrEqual(tunables.rollupLagSeconds * 1000)
    expect(Date.now() - closed).toBeLessThan(tunables.rollupLagSeconds * 1000 + hourMs + 60_000)
  })

  it('include a row that is committed only after a run', async () => {
    await addCalls(database, [{ at: ago(2 * dayMs), userId: users[0] }])
    const late = new Client({ connectionString: process.env.DATABASE_URL })
    await late.connect()
    onTestFinished(() => late.end())
    await late.query('begin')
    await addCalls(late, [{ at: ago(30 * 60_000), userId: users[0] }])
    await rollUpUsage()
    expect((await actualRollups(database)).filter(isUsersHour)).toHaveLength(1)
    await late.query('commit')
    await rollUpUsage()
    expect((await actualRollups(database)).filter(isUsersHour)).toHaveLength(2)
    await agree()
  })

  it('are correct after many concurrent runs', async () => {
    await addCalls(
      database,
      Array.from({ length: 500 }, (_, i) => ({ at: ago(i * hourMs), userId: users[i % 3] })),
    )
    for (let round = 0; round < 5; round++) {
      await Promise.all(Array.from({ length: 6 }, () => rollUpUsage()))
      await agree()
      await addCalls(database, [{ at: ago(60_000), userId: users[0] }])
    }
  })

  it('are computed by one of three runs for the same window, and the others do nothing', async () => {
    await addCalls(database, [{ at: ago(dayMs), userId: users[0] }])
    const window = (await findWindow(new Date(0)))!
    const held = await Promise.all([rollUp(window), rollUp(window), rollUp(window)])
    expect(held.filter(Boolean)).toHaveLength(1)
    await agree()
    expect(await rollUp(window)).toBe(false)
  })

  it('keep the sums of a deleted user, without the user', async () => {
    const [gone, other] = (await addUsers(database, 2)).map(({ id }) => id)
    await addCalls(database, [
      { at: ago(3 * dayMs), userId: gone, tokens: 11 },
      { at: ago(3 * dayMs), userId: other, tokens: 12 },
      { at: ago(hourMs), userId: gone, tokens: 13 },
    ])
    await rollUpUsage()
    await database.query('delete from users where id = any($1)', [[gone, other]])
    await rollUpUsage()
    await agree()
    const days = (await actualRollups(database)).filter((row) => row.granularity === 'day' && !row.everybody)
    expect(days.every(({ user_id }) => user_id === null)).toBe(true)
    expect(days.reduce((sum, { total }) => sum + total, 0)).toBe(36)
  })
})

describe('after weeks without a run', () => {
  const perDay = Math.ceil(tunables.rollupRowsBatch / 2)

  it('the rollup works in batches of whole days, each with a limited number of rows', async () => {
    await database.query(
      `insert into usage_ledger (job_id, attempt, user_id, model, prompt_tokens, completion_tokens, total_tokens,
                                 latency_ms, created_at)
       select gen_random_uuid(), 1, $1, 'm', 1, 1, 2, 1,
              date_trunc('day', now(), 'UTC') - interval '42 days' + day * interval '7 days' + n * interval '1 second'
       from generate_series(0, 5) day, generate_series(1, $2::int) n`,
      [users[0], perDay],
    )
    const sizes: number[] = []
    let from = new Date(0)
    for (let window = await findWindow(from); window; window = await findWindow(from)) {
      const { rows } = await database.query(
        'select count(*)::int as n from usage_ledger where created_at >= $1 and created_at < $2',
        [window.from_at, window.to_at],
      )
      sizes.push(rows[0].n)
      expect(window.from_at.getTime() % dayMs).toBe(0)
      expect(await rollUp(window)).toBe(true)
      from = window.to_at
    }
    expect(sizes.length).toBeGreaterThan(1)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(tunables.rollupRowsBatch)
    expect(sizes.reduce((a, b) => a + b)).toBe(6 * perDay)
    await agree()
  })

  it('the rollup continues where an interrupted run ended', async () => {
    await addCalls(database, [
      { at: ago(40 * dayMs), userId: users[0] },
      { at: ago(20 * dayMs), userId: users[1] },
      { at: ago(dayMs), userId: users[2] },
    ])
    const window = (await findWindow(new Date(0)))!
    const firstDay = { ...window, to_at: new Date(window.from_at.getTime() + dayMs) }
    expect(await rollUp(firstDay)).toBe(true)
    expect(await closedUntil()).toEqual(firstDay.to_at)
    expect((await findWindow(new Date(0)))!.from_at.getTime()).toBeGreaterThan(firstDay.to_at.getTime())
    await rollUpUsage()
    await agree()
  })
})
