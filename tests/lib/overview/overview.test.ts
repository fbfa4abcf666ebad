import { beforeAll, describe, expect, it, vi } from 'vitest'
import { owner } from '#lib/auth/caller'
import { setBudget } from '#lib/budgets/store'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { noteOutage } from '#lib/models/circuit'
import { getOverview } from '#lib/overview/operations'
import { getOverviewQuery, overview } from '#lib/overview/schema'
import { tunables } from '#lib/tunables'
import { accept, claim, completedWith } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'
import { addCalls, addFailures } from '#tests/support/usage'

let services: Services
let ada: { userId: string; failedJobId: string }
let bob: string
beforeAll(async () => {
  services = await useServices()
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
  ada = await troubled()
  bob = newUser()
  await accept({ userId: bob })
})

const failure = { code: 'model_timeout', message: 'It was slow.' }
const query = (text: string, values: unknown[] = []) => services.database.query(text, values)
const look = async (input: Record<string, unknown> = {}) =>
  overview.parse((await getOverview.run(getOverviewQuery.parse(input), owner)).data)

/** A user with one of everything that the overview shows. */
async function troubled() {
  const userId = newUser()
  await settleAttempt((await claim((await accept({ userId })).job_id)).job, completedWith('yes'))
  const { job } = await claim((await accept({ userId, callbackUrl: 'https://example.com/' })).job_id)
  await settleAttempt(job, { status: 'failed', failure, model: 'm' })
  const waiting = await claim((await accept({ userId })).job_id)
  await settleAttempt(waiting.job, { status: 'queued', delaySeconds: 3_600, failure })
  await claim((await accept({ userId })).job_id)
  await accept({ userId })
  await query(`update webhook_deliveries set status = 'failed', finished_at = now() where job_id = $1`, [
    job.id,
  ])
  await query(
    `insert into webhook_endpoints (id, user_id, url, events, is_enabled, disabled_reason, failing_since, sealed_secret)
     select 'we_' || gen_random_uuid(), u.id, 'https://example.com/', '{job.failed}', reason is null, reason,
            now(), ''
     from users u cross join (values ('gone'), (null)) as reasons (reason) where u.user_id = $1`,
    [userId],
  )
  // The answer took 25 tokens.
  await setBudget({ userId, period: 'day', unit: 'tokens', soft: null, hard: '27' })
  await setBudget({ userId, period: 'month', unit: 'tokens', soft: '20', hard: null })
  await setBudget({ userId, period: 'day', unit: 'usd', soft: null, hard: '5' })
  return { userId, failedJobId: job.id }
}

describe('the overview', () => {
  it('shows open work, failures and used budgets of a user, with a link to each list', async () => {
    const { userId, failedJobId } = ada
    const data = await look({ userId })
    const user = `userId=${userId}`
    expect(data.jobs).toEqual({
      ...{ queued: 1, running: 1, waitingForRetry: 1, oldestQueuedAt: expect.any(String) },
      lists: { queued: `/api/jobs?status=queued&${user}`, running: `/api/jobs?status=running&${user}` },
    })
    const newestAt = expect.any(String)
    expect(data.deadLetters).toEqual({
      ...{ count: 1, oldestAt: newestAt, list: `/api/jobs?status=failed&${user}` },
      failures: [{ code: 'model_timeout', count: 1, newestAt, newestJobId: failedJobId }],
    })
    expect(data.webhooks).toMatchObject({
      ...{ failedDeliveries: 1, newestFailedAt: newestAt, disabledEndpoints: 1, failingEndpoints: 1 },
      lists: { deliveries: '/api/webhooks?status=failed', endpoints: `/api/webhook-endpoints?${user}` },
    })
    const list = `/api/budgets?${user}`
    const budget = { userId, unit: 'tokens', spent: '25', resetsAt: expect.any(String), list }
    expect(data.budgets).toEqual({
      ...{ near: 1, over: 1, list: `/api/budgets/all?usedPercentMin=80&${user}` },
      used: [
        { ...budget, period: 'month', limit: '20', isHard: false, share: 1.25 },
        { ...budget, period: 'day', limit: '27', isHard: true, share: 0.9259 },
      ],
    })
  })

  it('shows none of this for another user', async () => {
    const data = await look({ userId: bob })
    expect(data).toMatchObject({
      jobs: { queued: 1, running: 0, waitingForRetry: 0 },
      deadLetters: { count: 0, oldestAt: null, failures: [] },
      webhooks: { failedDeliveries: 0, newestFailedAt: null, disabledEndpoints: 0, failingEndpoints: 0 },
      budgets: { near: 0, over: 0, used: [] },
    })
    expect(JSON.stringify(data)).not.toContain(ada.userId)
  })

  it('shows everything for all users', async () => {
    const data = await look()
    expect(data.jobs).toMatchObject({ queued: 2, running: 1 })
    expect(data.deadLetters).toMatchObject({ count: 1, list: '/api/jobs?status=failed' })
    expect(data.budgets.used.map(({ list }) => list)).toEqual(
      Array(2).fill(`/api/budgets?userId=${ada.userId}`),
    )
  })

  it('shows the usage of today and of the last 7 and 30 days, in days of a time zone', async () => {
    const userId = newUser()
    const { rows } = await query('insert into users (user_id) values ($1) returning id', [userId])
    const timezone = 'Asia/Kolkata'
    const { usage: before } = await look({ userId, timezone })
    expect(before.last30Days).toMatchObject({ requests: 0, latencyP95Ms: null })
    const dayMs = 86_400_000
    const today = Date.parse(before.today.from)
    // The first and last moment of each period, and the last moment before it. India has no summer time.
    const moments = [0, -1, -6 * dayMs, -6 * dayMs - 1, -29 * dayMs, -29 * dayMs - 1].map(
      (ms) => new Date(today + ms),
    )
    await addCalls(
      services.database,
      moments.map((at) => ({ at, userId: rows[0].id, latencyMs: 1_000 })),
    )
    await addFailures(services.database, [{ at: moments[2]!, userId: rows[0].id }])
    const { usage } = await look({ userId, timezone })
    expect(new URL(usage.last7Days.list, 'http://x').searchParams.get('timezone')).toBe(timezone)
    // Midnight has passed meanwhile.
    if (usage.today.from !== before.today.from) return
    expect(usage.today).toMatchObject({ requests: 1, failures: 0, latencyMedianMs: 981 })
    expect(usage.last7Days).toMatchObject({ requests: 3, answers: 3, failures: 1 })
    expect(usage.last30Days).toMatchObject({ requests: 5, failures: 1, totalTokens: 50 })
  })

  it('lists open circuits of models that the key may use', async () => {
    for (let i = 0; i < tunables.circuitFailuresMax; i++) await noteOutage('broken', Date.now(), failure)
    const { circuits } = await look()
    // On a slow machine, it may be half-open.
    const state = expect.stringMatching(/open$/)
    const open = { model: 'broken', state, code: 'model_timeout', list: '/api/models?query=broken' }
    expect(circuits).toMatchObject({ open: [{ ...open, since: expect.any(String) }], list: '/api/models' })
    const other = { ...owner, kind: 'key' as const, models: ['other'] }
    const { data } = await getOverview.run(getOverviewQuery.parse({}), other)
    expect(overview.parse(data).circuits?.open).toEqual([])
  })

  it('is 404 for an unknown user', async () => {
    await expect(look({ userId: newUser() })).rejects.toMatchObject({ code: 'not_found' })
  })
})
