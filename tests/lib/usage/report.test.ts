import fc from 'fast-check'
import type { Client } from 'pg'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { owner } from '#lib/auth/caller'
import { rollUpUsage } from '#lib/metering/rollup'
import { getUsage } from '#lib/usage/operations'
import { getUsageQuery, usageReport } from '#lib/usage/schema'
import { useDatabase } from '#tests/support/database'
import { addCalls, addFailures, addUsers, type Call, clearUsage, expectedSteps } from '#tests/support/usage'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

let database: Client
let users: { id: number; user_id: string }[]
beforeAll(async () => {
  database = await useDatabase()
  users = await addUsers(database, 3)
})
beforeEach(() => clearUsage(database))

const reply = (query: Record<string, unknown>) => getUsage.run(getUsageQuery.parse(query), owner)
const report = async (query: Record<string, unknown>) => usageReport.parse((await reply(query)).data)
type Report = Awaited<ReturnType<typeof report>>

/** The series, with the names of the plain sums. */
const comparable = ({ series, granularity }: Report) =>
  series.map((step) => ({
    step: step.start.slice(0, granularity === 'hour' ? 16 : 10),
    member: step.userId ?? step.model ?? step.keyId ?? null,
    requests: step.requests,
    answers: step.answers,
    failures: step.failures,
    prompt: step.promptTokens,
    cached: step.cachedTokens,
    completion: step.completionTokens,
    reasoning: step.reasoningTokens,
    total: step.totalTokens,
    estimated: step.estimatedTokens,
    unpriced: step.unpricedTokens,
    cost: step.cost,
    median: step.latencyMedianMs,
    p95: step.latencyP95Ms,
  }))

/** Pretends that everything before this moment is final, so that the rollups are used for it. */
const closeAt = (moment: Date) =>
  database.query("update usage_rollup_state set closed_until = date_trunc('hour', $1::timestamptz, 'UTC')", [
    moment,
  ])

/** Zones with quarter and half hours, one whose clock goes back over midnight, and one that skipped a day. */
const zones = [
  'UTC',
  'Asia/Seoul',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
  'America/Havana',
  'Atlantic/Azores',
  'Asia/Beirut',
  'America/Santiago',
  'Pacific/Apia',
  'Etc/GMT+5',
]

describe('a report', () => {
  it('equals a plain sum over the ledger, for any range, time zone and granularity', async () => {
    // Near each of these days, the clock changes in some of the zones.
    const changes = [
      '2026-03-08',
      '2026-03-29',
      '2026-04-05',
      '2026-09-06',
      '2026-10-25',
      '2026-11-01',
      '2011-12-30',
    ]
    const around = (day: string) =>
      fc.integer({ min: -4 * dayMs, max: 4 * dayMs }).map((ms) => new Date(Date.parse(day) + ms))
    const input = fc.constantFrom(...changes).chain((day) =>
      fc.record({
        calls: fc.array(
          fc.record({
            at: around(day),
            userId: fc.constantFrom(0, 1, 2).map((index) => index as number | null),
            model: fc.constantFrom('a', 'b'),
            keyId: fc.constantFrom(null, 'key_1'),
            tokens: fc.nat(1_000),
            estimated: fc.boolean(),
            isAnswer: fc.boolean(),
            latencyMs: fc.nat(600_000),
            cost: fc.constantFrom(null, '0.000001234567', '2.5'),
          }),
          { minLength: 30, maxLength: 80 },
        ),
        failures: fc.array(
          fc.record({ at: around(day), userId: fc.nat(2), model: fc.constantFrom('a', 'c') }),
          { maxLength: 20 },
        ),
        ends: fc.tuple(around(day), around(day)),
        closed: around(day),
        timezone: fc.constantFrom(...zones),
        granularity: fc.constantFrom('hour', 'day', 'month'),
        groupBy: fc.constantFrom(undefined, 'user', 'model', 'key'),
        oneUser: fc.boolean(),
      }),
    )
    await fc.assert(
      fc.asyncProperty(input, async ({ calls, failures, ends, closed, oneUser, groupBy, ...query }) => {
        await clearUsage(database)
        await addCalls(
          database,
          calls.map((call) => ({ ...call, userId: users[call.userId ?? 0]!.id })) as Call[],
        )
        await addFailures(
          database,
          failures.map((failed) => ({ ...failed, userId: users[failed.userId]!.id })),
        )
        await rollUpUsage()
        await closeAt(closed)
        // These rollups are not final yet, so a report must not use them.
        await database.query(
          "update usage_rollups set total_tokens = -1 where bucket >= date_trunc('hour', $1::timestamptz)",
          [closed],
        )
        const [from, to] = ends[0] < ends[1] ? ends : [ends[1], ends[0]]
        fc.pre(from < to)
        const userId = oneUser ? users[0] : undefined
        const found = await report({
          ...query,
          groupBy,
          from: from.toISOString(),
          to: to.toISOString(),
          userId: userId?.user_id,
        })
        const member = {
          user: '(select user_id from users where id = used.user_id)',
          model: 'model',
          key: 'key_id',
        }
        const expected = await expectedSteps(database, {
          ...query,
          ...{ from, to, userId: userId?.id, member: groupBy && member[groupBy as 'user'] },
        })
        expect(comparable(found)).toEqual(expected)
        expect(found.totals.totalTokens).toBe(expected.reduce((sum, { total }) => sum + total, 0))
        expect(found.totals.requests).toBe(expected.reduce((sum, { requests }) => sum + requests, 0))
      }),
      // A failure prints its seed. Shrinking would take too long.
      { numRuns: 50, endOnFailure: true },
    )
  })

  it.each([
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['America/Havana', '2026-11-01', 25],
    ['Atlantic/Azores', '2026-10-25', 25],
    ['America/Santiago', '2026-09-06', 23],
    ['Asia/Kolkata', '2026-03-08', 24],
  ])('covers the whole of a day on which the clock changes: %s, %s', async (timezone, day, hours) => {
    const next = new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10)
    const { from, to } = await report({ timezone, from: day, to: next })
    const [start, end] = [new Date(from), new Date(to)]
    expect((end.getTime() - start.getTime()) / hourMs).toBe(hours)
    const edges = [start.getTime() - 1, start.getTime(), end.getTime() - 1, end.getTime()]
    await addCalls(
      database,
      edges.map((ms) => ({ at: new Date(ms) })),
    )
    for (const rolledUp of [false, true]) {
      if (rolledUp) await rollUpUsage()
      const found = await report({ timezone, from: day, to: next })
      expect(found.totals.requests).toBe(2)
      expect(found.series.map((step) => step.start.slice(0, 10))).toEqual([day])
      expect(new Date(found.series[0]!.start)).toEqual(start)
    }
  })

  it('includes calls up to now, by default for the last 30 days', async () => {
    await addCalls(database, [
      { at: new Date(Date.now() - 40 * dayMs) },
      { at: new Date(Date.now() - 20 * dayMs) },
    ])
    await rollUpUsage()
    await addCalls(database, [{ at: new Date(Date.now() - 1) }])
    expect((await report({})).totals.requests).toBe(2)
    expect((await report({ granularity: 'hour' })).totals.requests).toBe(1)
    expect((await report({ granularity: 'month' })).totals.requests).toBe(3)
  })

  it('shows the number of tokens without a price, and exact costs', async () => {
    const at = new Date(Date.now() - 1)
    await addCalls(database, [
      { at, tokens: 10, cost: '0.1' },
      { at, tokens: 10, cost: '0.2' },
      { at, tokens: 7, model: 'local' },
    ])
    expect((await report({})).totals).toMatchObject({
      cost: '0.3',
      currency: 'USD',
      unpricedTokens: 7,
      totalTokens: 27,
    })
    expect((await report({ model: 'm' })).totals).toMatchObject({ unpricedTokens: 0, totalTokens: 20 })
    expect((await report({ keyId: 'key_1' })).totals).toMatchObject({ requests: 0, cost: '0' })
  })

  it('is returned page by page, with each step once', async () => {
    const calls = Array.from({ length: 25 }, (_, i) => ({
      at: new Date(Date.now() - i * dayMs - 1),
      tokens: i,
    }))
    await addCalls(database, calls)
    const whole = await report({ limit: '1000' })
    expect(whole).toMatchObject({ total: 25, nextOffset: null })
    const seen = []
    for (let offset: number | null = 0; offset !== null; ) {
      const page: Report = await report({ limit: '10', offset: String(offset) })
      seen.push(...page.series)
      offset = page.nextOffset
    }
    expect(seen).toEqual(whole.series)
  })
})

describe('a report as CSV', () => {
  it('has the whole series, with quoted values and without formulas', async () => {
    const at = new Date('2026-11-20T10:30:00Z')
    const [odd] = await addUsers(database, 1)
    await database.query('update users set user_id = $2 where id = $1', [odd!.id, '=HYPERLINK("x",1)'])
    await addCalls(database, [
      { at, userId: odd!.id, tokens: 35, cost: '0.5' },
      { at, tokens: 7, model: '@b' },
    ])
    const query = { from: '2026-11-20', to: '2026-11-21', format: 'csv', timezone: 'Asia/Seoul', limit: '1' }
    const { text, headers } = await reply({ ...query, groupBy: 'user' })
    const names =
      'requests,promptTokens,cachedTokens,completionTokens,reasoningTokens,totalTokens,estimatedTokens,unpricedTokens,cost,currency,answers,failures,latencyMedianMs,latencyP95Ms'
    expect(text!.body).toBe(
      [
        `start,userId,${names}`,
        '2026-11-20T00:00:00+09:00,,1,5,1,2,1,7,0,7,0,USD,1,0,5,5',
        `2026-11-20T00:00:00+09:00,"'=HYPERLINK(""x"",1)",1,24,7,11,5,35,0,0,0.5,USD,1,0,5,5`,
        '',
      ].join('\r\n'),
    )
    expect(text!.contentType).toMatch(/^text\/csv; charset=utf-8/)
    expect(headers!['content-disposition']).toContain('usage.csv')
    const byModel = await reply({ ...query, groupBy: 'model' })
    expect(
      String(byModel.text!.body)
        .split('\r\n')
        .map((line) => line.split(',')[1]),
    ).toEqual(['model', "'@b", 'm', undefined])
    expect((await reply(query)).text!.body).toMatch(/^start,requests,/)
  })
})
