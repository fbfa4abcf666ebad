import { describe, expect, it } from 'vitest'
import { owner } from '#lib/auth/caller'
import { updateEndpoint } from '#lib/webhooks/endpoint-store'
import { type DeliveryFilter, findDeliveries } from '#lib/webhooks/list-store'
import { restartDelivery, restartFailed } from '#lib/webhooks/redelivery-store'
import { insertEndpointTest } from '#lib/webhooks/test-store'
import { accept, answerJob } from '#tests/support/jobs'
import { page as pageOf } from '#tests/support/paging'
import { query, receiver, send, setUpReceiver, verified } from '#tests/support/receiving'
import { deliveries, newEndpoint, withDelivery } from './endpoint-support.ts'

setUpReceiver()

/** A user with an endpoint that has missed the ends of this many jobs, the first of them the oldest. */
async function withMissed(count: number) {
  const { userId, ...endpoint } = await withDelivery()
  for (let i = 1; i < count; i++) await answerJob((await accept({ userId })).job_id)
  await query(
    `update webhook_deliveries set status = 'failed', finished_at = now(), attempt = 8 where endpoint_id = $1`,
    [endpoint.id],
  )
  const ids: string[] = (await deliveries(endpoint.id)).map(({ id }) => id)
  return { ...endpoint, userId, ids }
}

const pending = async (id: string) =>
  (await deliveries(id)).filter(({ status }) => status === 'pending').map((row) => row.id)

describe('redelivery of failed deliveries', () => {
  it('restarts the oldest ones, up to a limit, with their old ids', async () => {
    const { id, url, secret, ids } = await withMissed(3)
    expect(await restartFailed({ endpointId: id }, 2)).toEqual(ids.slice(0, 2))
    expect(await pending(id)).toEqual(ids.slice(0, 2))
    expect(await restartFailed({ endpointId: id }, 2)).toEqual(ids.slice(2))
    expect(await restartFailed({ endpointId: id }, 2)).toEqual([])
    expect(await send(ids[0]!)).toEqual({ kind: 'done' })
    expect(verified(url, secret)).toMatchObject({ type: 'job.completed' })
    expect(receiver.received(url)[0]!.headers['webhook-id']).toBe(ids[0])
  })

  it('restarts each delivery for only one of several callers', async () => {
    const { id, ids } = await withMissed(4)
    const taken = await Promise.all(Array.from({ length: 4 }, () => restartFailed({ endpointId: id }, 4)))
    expect(taken.flat().sort()).toEqual([...ids].sort())
  })

  it('uses the current URL of the endpoint, and skips tests and deliveries that do not match', async () => {
    const { id, userId, ids } = await withMissed(1)
    const other = await withMissed(1)
    const test = (await insertEndpointTest(id, null))!
    await query(`update webhook_deliveries set status = 'failed', finished_at = now() where id = $1`, [
      test.deliveryId,
    ])
    const moved = receiver.url()
    await updateEndpoint(id, owner, { url: moved })
    const nothing: Omit<DeliveryFilter, 'status' | 'jobId'>[] = [
      { userId: other.userId, endpointId: id },
      { userId, event: 'job.failed' },
      { userId, createdBefore: new Date(0).toISOString() },
      { userId, createdAfter: '2999-01-01T00:00:00Z' },
    ]
    for (const filter of nothing) expect(await restartFailed(filter, 10)).toEqual([])
    expect(await restartFailed({ userId }, 10)).toEqual(ids)
    expect(await deliveries(id)).toContainEqual(expect.objectContaining({ id: ids[0], url: moved }))
    expect(await pending(other.id)).toEqual([])
  })

  it('waits until the endpoint is enabled', async () => {
    const { id, ids } = await withMissed(1)
    await updateEndpoint(id, owner, { enabled: false })
    expect(await restartFailed({ endpointId: id }, 10)).toEqual([])
    expect(await restartDelivery(ids[0]!)).toMatchObject({
      outcome: 'disabled',
      delivery: { status: 'failed' },
    })
    await updateEndpoint(id, owner, { enabled: true })
    expect(await restartFailed({ endpointId: id }, 10)).toEqual(ids)
  })
})

describe('a list of deliveries', () => {
  it('can be filtered by endpoint, user, event, status and time', async () => {
    const { id, userId, ids } = await withMissed(2)
    const second = await newEndpoint({ userId, events: ['job.cancelled'] })
    const test = (await insertEndpointTest(second.id, null))!
    await query(`update webhook_deliveries set created_at = created_at - interval '1 day' where id = $1`, [
      ids[0],
    ])
    const listed = async (filter: DeliveryFilter) =>
      (await findDeliveries(filter, pageOf(10))).items.map(({ deliveryId }) => deliveryId)
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString()
    const newestFirst = [ids[1], ids[0]]
    expect(await listed({ userId })).toEqual([test.deliveryId, ...newestFirst])
    expect(await listed({ endpointId: id })).toEqual(newestFirst)
    expect(await listed({ userId, event: 'webhook.test' })).toEqual([test.deliveryId])
    expect(await listed({ userId, event: 'budget.alert' })).toEqual([])
    expect(await listed({ userId, status: 'failed' })).toEqual(newestFirst)
    expect(await listed({ endpointId: id, createdAfter: hourAgo })).toEqual([ids[1]])
    expect(await listed({ endpointId: id, createdBefore: hourAgo })).toEqual([ids[0]])
  })
})
