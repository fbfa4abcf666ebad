import { ApiError } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, placeOf } from '#lib/api/paging'
import { checkCallbackUrl } from '#lib/webhooks/callback'
import { dispatchDeliveries } from '#lib/webhooks/dispatch'
import { manageAccess, noEndpoint } from '#lib/webhooks/endpoint-rights'
import { findEndpoint } from '#lib/webhooks/endpoint-store'
import {
  listWebhookDeliveriesExamples,
  redeliverWebhookExamples,
  redeliverWebhooksExamples,
  testWebhookExamples,
} from '#lib/webhooks/examples'
import { deliveryKey, findDeliveries } from '#lib/webhooks/list-store'
import { restartDelivery, restartFailed } from '#lib/webhooks/redelivery-store'
import {
  type DeliveryView,
  deliveryList,
  deliveryView,
  listWebhookDeliveriesQuery,
  redelivered,
  redeliverWebhookParams,
  redeliverWebhooksBody,
  testWebhookBody,
} from '#lib/webhooks/schema'
import { insertEndpointTest, insertTest } from '#lib/webhooks/test-store'

/** `GET /api/webhooks` */
export const listWebhookDeliveries = operation({
  id: 'listWebhookDeliveries',
  method: 'GET',
  path: '/api/webhooks',
  summary:
    'Lists the webhooks that were or are to be sent to endpoints and to the callbackUrl of a chat, newest first, with what the receiver answered to each attempt: by endpoint, job, user, event, state and time. A long page holds fewer than limit: go on at nextCursor.',
  consequential: false,
  access: ['read'],
  limit: 'read',
  query: listWebhookDeliveriesQuery,
  responses: { 200: deliveryList },
  examples: listWebhookDeliveriesExamples,
  gpt: false,
  run: async ({ limit, offset, after, before, total, ...filter }, _caller, sizeLimit) => {
    const place = placeOf({ limit, offset, after, before, total }, deliveryKey)
    return listReply({ name: 'deliveries' }, await findDeliveries(filter, place), place, sizeLimit)
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
  ...manageAccess,
  limit: 'manage',
  params: redeliverWebhookParams,
  responses: { 202: deliveryView },
  errors: ['not_found', 'delivery_pending', 'endpoint_disabled'],
  examples: redeliverWebhookExamples,
  hints: { destructive: false, idempotent: false, openWorld: true },
  gpt: false,
  run: async ({ id }, { userId }) => {
    const found = await restartDelivery(id, userId)
    if (!found) throw new ApiError('not_found', `There is no delivery ${id}.`)
    if (found.outcome === 'disabled') throw cannotSend(found.delivery)
    if (found.outcome === 'pending')
      throw new ApiError(
        'delivery_pending',
        'This delivery is still being tried: there is nothing to repeat yet.',
      )
    await dispatchDeliveries([id])
    return { status: 202, message: 'The webhook is sent again.', data: found.delivery }
  },
})

/** `POST /api/webhooks/redeliver` */
export const redeliverWebhooks = operation({
  id: 'redeliverWebhooks',
  method: 'POST',
  path: '/api/webhooks/redeliver',
  summary:
    'Sends failed webhooks again, the oldest first and at most limit of them, with all their attempts anew and the same webhook-id: those to an endpoint, of a user, an event or a time, or all. Tests are not, nor what went to an endpoint that is disabled or a subscription that has ended.',
  consequential: false,
  ...manageAccess,
  limit: 'manage',
  body: redeliverWebhooksBody,
  responses: { 202: redelivered },
  errors: ['not_found', 'endpoint_disabled'],
  examples: redeliverWebhooksExamples,
  hints: { destructive: false, idempotent: false, openWorld: true },
  gpt: false,
  run: async ({ limit, ...filter }) => {
    if (filter.endpointId) await mustBeEnabled(filter.endpointId, filter.userId ?? null)
    const deliveryIds = await restartFailed(filter, limit)
    await dispatchDeliveries(deliveryIds)
    const { length } = deliveryIds
    const message = length === 1 ? '1 webhook is sent again.' : `${length} webhooks are sent again.`
    return { status: 202, message, data: { deliveryIds, hasMore: length === limit } }
  },
})

async function mustBeEnabled(id: string, userId: string | null): Promise<void> {
  const endpoint = await findEndpoint(id, userId)
  if (!endpoint) throw noEndpoint(id)
  if (!endpoint.enabled) throw endpointDisabled(id)
}

function cannotSend({ endpointId, subscriptionId }: DeliveryView): ApiError {
  if (endpointId !== undefined) return endpointDisabled(endpointId)
  return new ApiError(
    'endpoint_disabled',
    `The subscription ${subscriptionId} has ended: its client subscribes again if it wants more.`,
  )
}

const endpointDisabled = (id: string) =>
  new ApiError('endpoint_disabled', `The endpoint ${id} is disabled: enable it first.`)
