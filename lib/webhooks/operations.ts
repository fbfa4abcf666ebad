import { ApiError } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { cutToFit, paging, placeOf, sentenceOf } from '#lib/api/paging'
import { tunables } from '#lib/tunables'
import { dispatchDeliveries } from '#lib/webhooks/dispatch'
import { listWebhookDeliveriesExamples, redeliverWebhookExamples } from '#lib/webhooks/examples'
import {
  type DeliveryView,
  deliveryList,
  deliveryView,
  listWebhookDeliveriesQuery,
  redeliverWebhookParams,
} from '#lib/webhooks/schema'
import { deliveryKey, findDeliveries, restartDelivery } from '#lib/webhooks/store'

/** `GET /api/webhooks` */
export const listWebhookDeliveries = operation({
  id: 'listWebhookDeliveries',
  method: 'GET',
  path: '/api/webhooks',
  summary:
    'Lists the webhooks that were or are to be sent to the callbackUrl of a chat, newest first, with what the receiver answered to each attempt. A page holds fewer than limit if they are long: go on at nextCursor or nextOffset.',
  consequential: false,
  access: ['read'],
  limit: 'read',
  query: listWebhookDeliveriesQuery,
  responses: { 200: deliveryList },
  examples: listWebhookDeliveriesExamples,
  gpt: false,
  run: async ({ jobId, status, ...page }, { userId }) => {
    const place = placeOf(page, deliveryKey)
    const found = cutToFit(await findDeliveries({ userId, jobId, status }, place), place, fitting)
    const data = { deliveries: found.items, ...paging(found, place) }
    return { status: 200, message: sentenceOf(found, 'deliveries'), data }
  },
})

/** `POST /api/webhooks/{id}/redeliver` */
export const redeliverWebhook = operation({
  id: 'redeliverWebhook',
  method: 'POST',
  path: '/api/webhooks/{id}/redeliver',
  summary:
    'Sends a webhook again that was delivered or has failed, with all its attempts anew and the same webhook-id. A receiver that had it already knows it by that id.',
  consequential: false,
  access: ['admin'],
  limit: 'manage',
  params: redeliverWebhookParams,
  responses: { 202: deliveryView },
  errors: ['not_found', 'delivery_pending'],
  examples: redeliverWebhookExamples,
  hints: { destructive: false, idempotent: false, openWorld: true },
  gpt: false,
  run: async ({ id }, { userId }) => {
    const found = await restartDelivery(id, userId)
    if (!found) throw new ApiError('not_found', `There is no delivery ${id}.`)
    if (!found.restarted)
      throw new ApiError(
        'delivery_pending',
        'This delivery is still being tried: there is nothing to repeat yet.',
      )
    await dispatchDeliveries([id])
    return { status: 202, message: 'The webhook is sent again.', data: found.delivery }
  },
})

/** The first deliveries that fit into one answer: GPT Actions refuse longer ones. One alone always fits. */
function fitting(deliveries: DeliveryView[]): DeliveryView[] {
  const envelopeCharacters = 1_000
  let left = tunables.pageCharactersMax - envelopeCharacters
  const end = deliveries.findIndex((delivery) => {
    left -= JSON.stringify(delivery).length + 1
    return left < 0
  })
  return end < 0 ? deliveries : deliveries.slice(0, end)
}
