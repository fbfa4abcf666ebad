import { expect, it, vi } from 'vitest'
import { tunables } from '#lib/tunables'
import { deliverWebhook } from '#lib/webhooks/deliver'
import { claimDue, fullReceivers, trackReceiver } from '#lib/webhooks/slow-receivers'
import { accept, answerJob } from '#tests/support/jobs'
import { query, setUpReceiver } from '#tests/support/receiving'
import { deliveries, withDelivery } from './endpoint-support.ts'

vi.mock(import('#lib/tunables'), async (original) => {
  const { tunables } = await original()
  return { tunables: { ...tunables, webhookSlowMs: 0 as 3_000 } }
})

setUpReceiver()

/** An endpoint with this many due deliveries. */
async function withDue(count: number) {
  const { id, userId } = await withDelivery()
  for (let i = 1; i < count; i++) await answerJob((await accept({ userId })).job_id)
  return { id, ids: (await deliveries(id)).map((row) => row.id as string) }
}

/** A call that runs until `end` is called. */
function hanging(id: string) {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { end: resolve, ended: trackReceiver(id, () => promise) }
}

it('a slow endpoint gets few slots, and only those that other endpoints do not need', async () => {
  const slow = await withDue(6)
  const other = await withDue(2)
  // Other deliveries are not due.
  await query(
    `update webhook_deliveries set next_attempt_at = now() + interval '1 day' where id <> all ($1)`,
    [[...slow.ids, ...other.ids]],
  )
  // It was slow, and one call to it is running.
  await trackReceiver(slow.id, async () => {})
  const first = hanging(slow.id)
  const claims = await claimDue(10)
  expect(claims.map(({ endpointId }) => endpointId)).toEqual([other.id, other.id, slow.id])

  const second = hanging(slow.id)
  expect(fullReceivers()).toEqual([slow.id])
  expect(await claimDue(10)).toEqual([])
  const [next] = (await deliveries(slow.id)).filter((row) => !claims.some(({ id }) => id === row.id))
  const later = { kind: 'retry', delaySeconds: tunables.webhookSlowPauseSeconds }
  expect(await deliverWebhook({ deliveryId: next!.id })).toEqual(later)

  first.end()
  await first.ended
  expect(fullReceivers()).toEqual([])
  expect(await claimDue(10)).toHaveLength(1)
  expect(await deliverWebhook({ deliveryId: next!.id })).not.toEqual(later)
  second.end()
  await second.ended
})
