import type { Client } from 'pg'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tunables } from '#lib/tunables'
import { findDeliveries } from '#lib/webhooks/list-store'
import { restartDelivery } from '#lib/webhooks/redelivery-store'
import { webhookAttemptsMax } from '#lib/webhooks/schedule'
import { claimDelivery, claimDueDeliveries, endDelivery } from '#lib/webhooks/store'
import { useDatabase } from '#tests/support/database'
import { ageDelivery, answeredJob, attemptsOf, deliveryRow, newDelivery } from '#tests/support/deliveries'
import { page as pageOf } from '#tests/support/paging'

const { webhookLeaseSeconds, webhookLogMax } = tunables

let database: Client
beforeAll(async () => {
  database = await useDatabase()
})

/** Claims a delivery. Throws when it can't be claimed. */
async function claim(id: string) {
  const claimed = await claimDelivery(id)
  if (claimed?.state !== 'claimed') throw new Error(`The delivery was not claimed: ${claimed?.state}`)
  return claimed
}
const received = { statusCode: 200, latencyMs: 7 }
const refused = { statusCode: 500, latencyMs: 7 }
const inTenMinutes = { status: 'pending', delaySeconds: 600 } as const

/** Claims and ends a delivery. */
const deliver = async (id: string) => endDelivery(await claim(id), { status: 'delivered' }, received)

describe('claimDelivery', () => {
  it('gives a delivery to exactly one of ten workers at once', async () => {
    const id = await newDelivery(database)
    const claims = await Promise.all(Array.from({ length: 10 }, () => claimDelivery(id)))
    expect(claims.map((each) => each?.state).sort()).toEqual(['claimed', ...Array(9).fill('taken')])
  })

  it('returns everything that the call needs', async () => {
    const jobId = await answeredJob()
    const id = await newDelivery(database, { jobId, event: 'job.failed', url: 'https://a.example/' })
    expect(await claim(id)).toMatchObject({
      id,
      jobId,
      event: 'job.failed',
      url: 'https://a.example/',
      attempt: 1,
      scheduled: 1,
      createdAt: expect.any(Date),
      now: expect.any(Date),
    })
  })

  it('returns the seconds until a delivery is due', async () => {
    const id = await newDelivery(database)
    await endDelivery(await claim(id), inTenMinutes, refused)
    const early = await claimDelivery(id)
    expect(early?.state).toBe('not_due')
    expect(early?.dueInSeconds).toBeGreaterThan(500)
    expect(early?.dueInSeconds).toBeLessThanOrEqual(600)
    await ageDelivery(database, id, 601)
    expect((await claim(id)).attempt).toBe(2)
  })

  it('gives a delivery again when its lease has expired, and not before', async () => {
    const id = await newDelivery(database)
    await claim(id)
    await ageDelivery(database, id, webhookLeaseSeconds / 2)
    expect((await claimDelivery(id))?.state).toBe('taken')
    await ageDelivery(database, id, webhookLeaseSeconds / 2)
    expect((await claim(id)).attempt).toBe(2)
  })

  it('does not give a delivery that has ended, has no attempts left or does not exist', async () => {
    const ended = await newDelivery(database)
    await deliver(ended)
    expect((await claimDelivery(ended))?.state).toBe('taken')
    const usedUp = await newDelivery(database)
    await database.query('update webhook_deliveries set attempt = $2 where id = $1', [
      usedUp,
      webhookAttemptsMax,
    ])
    expect((await claimDelivery(usedUp))?.state).toBe('taken')
    expect(await claimDelivery('msg_none')).toBeUndefined()
  })
})

describe('claimDueDeliveries', () => {
  /** Ends the deliveries that other tests have left. */
  const endAll = () =>
    database.query(`update webhook_deliveries set status = 'failed', lease_until = null, finished_at = now()
                    where status = 'pending'`)

  it('gives the oldest due deliveries, up to the requested number', async () => {
    await endAll()
    const [oldest, other, newest, later] = await Promise.all([1, 2, 3, 4].map(() => newDelivery(database)))
    await ageDelivery(database, oldest!, 20)
    await ageDelivery(database, other!, 10)
    await endDelivery(await claim(later!), inTenMinutes, refused)
    const claimed = await claimDueDeliveries(2)
    expect(claimed.map(({ id }) => id).sort()).toEqual([oldest, other].sort())
    expect(claimed[0]).toMatchObject({
      state: 'claimed',
      attempt: 1,
      scheduled: 1,
      createdAt: expect.any(Date),
    })
    expect((await claimDueDeliveries(10)).map(({ id }) => id)).toEqual([newest])
  })

  it('gives different deliveries to several callers', async () => {
    await endAll()
    const ids = await Promise.all(Array.from({ length: 8 }, () => newDelivery(database)))
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimDueDeliveries(4)))
    const given = claims.flat().map(({ id }) => id)
    expect(new Set(given).size).toBe(given.length)
    expect(ids).toEqual(expect.arrayContaining(given))
  })

  it('does not give a delivery that is held or has no attempts left', async () => {
    await endAll()
    const held = await newDelivery(database)
    await claim(held)
    const usedUp = await newDelivery(database)
    await database.query('update webhook_deliveries set attempt = $2 where id = $1', [
      usedUp,
      webhookAttemptsMax,
    ])
    expect(await claimDueDeliveries(10)).toEqual([])
    await ageDelivery(database, held, webhookLeaseSeconds)
    expect((await claimDueDeliveries(10)).map(({ id, attempt }) => [id, attempt])).toEqual([[held, 2]])
  })
})

describe('endDelivery', () => {
  it('ends a delivery with its log', async () => {
    const id = await newDelivery(database)
    expect(await deliver(id)).toBe(true)
    expect(await deliveryRow(database, id)).toMatchObject({
      status: 'delivered',
      lease_until: null,
      finished_at: expect.any(Date),
    })
    expect(await attemptsOf(database, id)).toEqual([{ attempt: 1, status_code: 200, error: null }])
  })

  it('makes a delivery due again after the delay', async () => {
    const id = await newDelivery(database)
    expect(await endDelivery(await claim(id), inTenMinutes, { error: 'timeout', latencyMs: 15_000 })).toBe(
      true,
    )
    const row = await deliveryRow(database, id)
    expect(row).toMatchObject({ status: 'pending', lease_until: null, finished_at: null })
    expect(row.due_in).toBeGreaterThan(500)
    expect(await attemptsOf(database, id)).toEqual([{ attempt: 1, status_code: null, error: 'timeout' }])
  })

  it('rejects an attempt whose delivery another one has taken over, but logs its call', async () => {
    const id = await newDelivery(database)
    const late = await claim(id)
    await ageDelivery(database, id, webhookLeaseSeconds + 1)
    const current = await claim(id)
    expect(await endDelivery(late, { status: 'failed' }, refused)).toBe(false)
    expect(await deliveryRow(database, id)).toMatchObject({
      status: 'pending',
      attempt: 2,
      finished_at: null,
    })
    expect(await endDelivery(current, { status: 'delivered' }, received)).toBe(true)
    expect(await endDelivery(late, { status: 'failed' }, refused)).toBe(false)
    expect(await deliveryRow(database, id)).toMatchObject({ status: 'delivered' })
    expect(await attemptsOf(database, id)).toMatchObject([{ status_code: 500 }, { status_code: 200 }])
  })

  it('changes nothing when it is repeated', async () => {
    const id = await newDelivery(database)
    const held = await claim(id)
    expect(await endDelivery(held, inTenMinutes, refused)).toBe(true)
    expect(await endDelivery(held, { status: 'delivered' }, received)).toBe(false)
    expect(await deliveryRow(database, id)).toMatchObject({ status: 'pending' })
    expect(await attemptsOf(database, id)).toMatchObject([{ status_code: 500 }])
  })

  it('does nothing when the job of the delivery was deleted meanwhile', async () => {
    const jobId = await answeredJob()
    const held = await claim(await newDelivery(database, { jobId }))
    await database.query('delete from jobs where id = $1', [jobId])
    expect(await endDelivery(held, { status: 'delivered' }, received)).toBe(false)
  })
})

describe('restartDelivery', () => {
  it('restarts the schedule, and keeps the attempt number, which is the fencing token', async () => {
    const id = await newDelivery(database)
    await endDelivery(await claim(id), { status: 'failed' }, refused)
    const restarted = await restartDelivery(id)
    expect(restarted).toMatchObject({
      outcome: 'restarted',
      delivery: { deliveryId: id, status: 'pending', attempts: 1, log: [{ attempt: 1, statusCode: 500 }] },
    })
    expect(restarted?.delivery.finishedAt).toBeUndefined()
    expect(restarted?.delivery.nextAttemptAt).toBeDefined()
    expect(await claim(id)).toMatchObject({ attempt: 2, scheduled: 1 })
  })

  it('restarts a delivery once for several calls at once', async () => {
    const id = await newDelivery(database)
    await deliver(id)
    const all = await Promise.all(Array.from({ length: 5 }, () => restartDelivery(id)))
    expect(all.filter((each) => each?.outcome === 'restarted')).toHaveLength(1)
  })

  it('does not change a pending delivery, and returns nothing for an unknown one', async () => {
    const id = await newDelivery(database)
    const before = await deliveryRow(database, id)
    expect(await restartDelivery(id)).toMatchObject({ outcome: 'pending', delivery: { status: 'pending' } })
    const { due_in: _, ...after } = await deliveryRow(database, id)
    expect(before).toMatchObject(after)
    expect(await restartDelivery('msg_none')).toBeUndefined()
  })
})

describe('findDeliveries', () => {
  beforeEach(() => database.query('truncate users cascade'))

  it('returns the newest first, page by page, with the total', async () => {
    const ids: string[] = []
    for (let i = 0; i < 3; i++) ids.unshift(await newDelivery(database))
    const page = async (limit: number, offset: number) => {
      const { total, items: deliveries } = await findDeliveries({}, pageOf(limit, offset))
      return [total, ...deliveries.map(({ deliveryId }) => deliveryId)]
    }
    expect(await page(2, 0)).toEqual([3, ids[0], ids[1]])
    expect(await page(2, 2)).toEqual([3, ids[2]])
    expect(await page(2, 4)).toEqual([3])
  })

  it('filters by job and by status', async () => {
    const jobId = await answeredJob()
    const [delivered, pending] = [
      await newDelivery(database, { jobId }),
      await newDelivery(database, { jobId }),
    ]
    await deliver(delivered)
    await deliver(await newDelivery(database))
    const ids = async (filter: Parameters<typeof findDeliveries>[0]) =>
      (await findDeliveries(filter, pageOf(50))).items.map(({ deliveryId }) => deliveryId)
    expect(await ids({ jobId })).toEqual([pending, delivered])
    expect(await ids({ jobId, status: 'delivered' })).toEqual([delivered])
    expect(await ids({ status: 'pending' })).toEqual([pending])
    expect(await findDeliveries({ status: 'failed' }, pageOf(50))).toMatchObject({ total: 0, items: [] })
  })

  it('shows a delivery with its last attempts, newest first', async () => {
    const jobId = await answeredJob()
    const id = await newDelivery(database, { jobId })
    await database.query(
      `insert into webhook_attempts (delivery_id, attempt, error, latency_ms)
       select $1, n, 'timeout', 15000 from generate_series(1, $2::int) n`,
      [id, webhookLogMax + 5],
    )
    const { items: deliveries } = await findDeliveries({}, pageOf(50))
    expect(deliveries).toEqual([
      {
        deliveryId: id,
        jobId,
        event: 'job.completed',
        url: 'https://receiver.example/',
        status: 'pending',
        attempts: 0,
        log: expect.any(Array),
        nextAttemptAt: expect.any(String),
        createdAt: expect.any(String),
      },
    ])
    const { log } = deliveries[0]!
    expect(log).toHaveLength(webhookLogMax)
    expect(log[0]).toEqual({
      attempt: webhookLogMax + 5,
      error: 'timeout',
      latencyMs: 15_000,
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    })
  })
})
