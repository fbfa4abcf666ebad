import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { tunables } from '#lib/tunables'
import { webhookAttemptsMax } from '#lib/webhooks/schedule'
import { claimDelivery, endDelivery } from '#lib/webhooks/store'
import { sweepDeliveries } from '#lib/webhooks/sweep'
import { ageDelivery, answeredJob, deliveryRow, newDelivery } from '#tests/support/deliveries'
import { type Services, useServices } from '#tests/support/lib-services'

const lostSeconds = tunables.redispatchSeconds + 1

let services: Services
beforeAll(async () => {
  services = await useServices()
  vi.spyOn(console, 'log').mockImplementation(() => {})
})
beforeEach(() => services.database.query('truncate users cascade'))

const fresh = () => newDelivery(services.database)
const age = (id: string, seconds: number) => ageDelivery(services.database, id, seconds)
const row = (id: string) => deliveryRow(services.database, id)
const timesSent = (id: string) => sent().filter((deliveryId) => deliveryId === id).length
const sent = () =>
  services.queue.sent().flatMap(({ payload }) => ('deliveryId' in payload ? [payload.deliveryId] : []))

describe('sweepDeliveries', () => {
  it('sends a lost delivery again, and once more only after the redispatch time', async () => {
    const id = await fresh()
    await sweepDeliveries()
    expect(timesSent(id)).toBe(0)
    await age(id, lostSeconds)
    await sweepDeliveries()
    await sweepDeliveries()
    expect(timesSent(id)).toBe(1)
    await age(id, lostSeconds)
    await sweepDeliveries()
    expect(timesSent(id)).toBe(2)
    expect(await row(id)).toMatchObject({ status: 'pending', attempt: 0 })
  })

  it('sends a delivery again when its worker has died, and not while the worker holds it', async () => {
    const id = await fresh()
    await claimDelivery(id)
    await age(id, tunables.webhookLeaseSeconds)
    await sweepDeliveries()
    expect(timesSent(id)).toBe(0)
    await age(id, lostSeconds)
    await sweepDeliveries()
    expect(timesSent(id)).toBe(1)
    expect(await claimDelivery(id)).toMatchObject({ state: 'claimed', attempt: 2 })
  })

  it('does not send a delivery that waits for its retry or has ended', async () => {
    const [waiting, ended] = [await fresh(), await fresh()]
    for (const [id, status] of [[waiting, 'pending'] as const, [ended, 'delivered'] as const]) {
      const claim = await claimDelivery(id)
      await endDelivery(claim!, { status, delaySeconds: 600 }, { statusCode: 500, latencyMs: 1 })
    }
    for (const id of [waiting, ended]) await age(id, lostSeconds)
    await sweepDeliveries()
    expect([timesSent(waiting), timesSent(ended)]).toEqual([0, 0])
  })

  it('ends a delivery whose worker died in its last attempt', async () => {
    const id = await fresh()
    await services.database.query('update webhook_deliveries set attempt = $2 where id = $1', [
      id,
      webhookAttemptsMax - 1,
    ])
    const last = await claimDelivery(id)
    expect(last).toMatchObject({ state: 'claimed', scheduled: webhookAttemptsMax })
    await age(id, tunables.webhookLeaseSeconds + lostSeconds)
    await sweepDeliveries()
    expect(await row(id)).toMatchObject({
      status: 'failed',
      lease_until: null,
      finished_at: expect.any(Date),
    })
    expect(timesSent(id)).toBe(0)
    expect(await endDelivery(last!, { status: 'delivered' }, { statusCode: 200, latencyMs: 1 })).toBe(false)
  })

  it('sends each lost delivery once, however many sweeps run at once', async () => {
    const ids: string[] = []
    for (let i = 0; i < 20; i++) ids.push(await fresh())
    for (const id of ids) await age(id, lostSeconds)
    await Promise.all(Array.from({ length: 6 }, () => sweepDeliveries()))
    // A delivery that one sweep skips is locked by another one, which sends it.
    expect(ids.map(timesSent)).toEqual(ids.map(() => 1))
  })

  it('does not wait for a delivery that is locked by another sweep', async () => {
    const [held, free] = [await fresh(), await fresh()]
    for (const id of [held, free]) await age(id, lostSeconds)
    await services.database.query('begin')
    await services.database.query('select from webhook_deliveries where id = $1 for update', [held])
    await sweepDeliveries().finally(() => services.database.query('commit'))
    expect([timesSent(held), timesSent(free)]).toEqual([0, 1])
    await sweepDeliveries()
    expect([timesSent(held), timesSent(free)]).toEqual([1, 1])
  })

  it('sends any number of lost deliveries, batch by batch', async () => {
    const jobId = await answeredJob()
    const all = tunables.sweepBatch + 20
    await services.database.query(
      `insert into webhook_deliveries (job_id, event, url, next_attempt_at, dispatched_at)
       select $1, 'job.completed', 'https://a.example/', past, past
       from generate_series(1, $2::int), (select now() - interval '1 hour' as past) as long_ago`,
      [jobId, all],
    )
    const before = sent().length
    await sweepDeliveries()
    expect(sent().length - before).toBe(tunables.sweepBatch)
    await sweepDeliveries()
    await sweepDeliveries()
    expect(sent().length - before).toBe(all)
  })
})
