import { ApiError } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, placeOf } from '#lib/api/paging'
import { checkCallbackUrl } from '#lib/webhooks/callback'
import { dispatchDeliveries } from '#lib/webhooks/dispatch'
import { manageAccess, noEndpoint } from '#lib/webhooks/endpoint-rights'
import {
  listWebhookDeliveriesExamples,
  redeliverWebhookExamples,
  testWebhookExamples,
} from '#lib/webhooks/examples'
import {
  deliveryList,
  deliveryView,
  listWebhookDeliveriesQuery,
  redeliverWebhookParams,
  testWebhookBody,
} from '#lib/webhooks/schema'
import {
  deliveryKey,
  findDeliveries,
  insertEndpointTest,
  insertTest,
  restartDelivery,
} from '#lib/webhooks/store'

/** `GET /api/webhooks` */
export const listWebhookDeliveries = operation({
  id: 'listWebhookDeliveries',
  method: 'GET',
  path: '/api/webhooks',
  summary:
    'Lists the webhooks that were or are to be sent to endpoints and to the callbackUrl of a chat, newest first, with what the receiver answered to each attempt. A page holds fewer than limit if they are long: go on at nextCursor or nextOffset.',
  consequential: false,
  access: ['read'],
  limit: 'read',
  query: listWebhookDeliveriesQuery,
  responses: { 200: deliveryList },
  examples: listWebhookDeliveriesExamples,
  gpt: false,
  run: async ({ jobId, endpointId, status, ...page }, { userId }, room) => {
    const place = placeOf(page, deliveryKey)
    return listReply(
      { name: 'deliveries' },
      await findDeliveries({ userId, jobId, endpointId, status }, place),
      place,
      room,
    )
  },
})

/** `POST /api/webhooks/test` */
export const testWebhook = operation({
  id: 'testWebhook',
  method: 'POST',
  path: '/api/webhooks/test',
  summary:
    'Sends a signed webhook of the type webhook.test to an endpoint or a URL, once, as other webhooks are sent. listWebhookDeliveries then tells what the receiver answered.',
  consequential: false,
  ...manageAccess,
  limit: 'manage',
  body: testWebhookBody,
  responses: { 202: deliveryView },
  errors: ['not_found'],
  examples: testWebhookExamples,
  hints: { destructive: false, idempotent: false, openWorld: true },
  gpt: false,
  run: async ({ url, endpointId }, { userId }) => {
    const delivery = endpointId
      ? await insertEndpointTest(endpointId, userId)
      : await insertUrlTest(url!, userId)
    if (!delivery) throw noEndpoint(endpointId!)
    await dispatchDeliveries([delivery.deliveryId])
    return { status: 202, message: 'The webhook is being sent.', data: delivery }
  },
})

function insertUrlTest(url: string, userId: string | null) {
  checkCallbackUrl(url, 'url')
  return insertTest(url, userId)
}

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
