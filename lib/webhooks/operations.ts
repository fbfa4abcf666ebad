import { ApiError } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, pagePositionOf } from '#lib/api/paging'
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
    "Lists sent and pending webhooks of endpoints and of a chat's callbackUrl, newest first, with the result of each attempt. Filters: endpoint, job, user, event, state and time. A large page holds fewer than limit; continue at nextCursor.",
  consequential: false,
  access: ['read'],
  limit: 'read',
  query: listWebhookDeliveriesQuery,
  responses: { 200: deliveryList },
  examples: listWebhookDeliveriesExamples,
  gpt: false,
  run: async ({ limit, offset, after, before, total, ...filter }, _caller, sizeLimit) => {
    const place = pagePositionOf({ limit, offset, after, before, total }, deliveryKey)
    return listReply({ name: 'deliveries' }, await findDeliveries(filter, place), place, sizeLimit)
  },
})

/** `POST /api/webhooks/test` */
export const testWebhook = operation({
  id: 'testWebhook',
  method: 'POST',
  path: '/api/webhooks/test',
  summary:
    'Sends a signed webhook of the type webhook.test to an endpoint or a URL, with one attempt. listWebhookDeliveries then shows the response of the receiver.',
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
    'Sends a delivered or failed webhook again, with all attempts and the same webhook-id. A receiver recognises a repeated webhook by that id.',
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
        'This delivery is still in progress, so it cannot be repeated yet.',
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
    'Sends up to limit failed webhooks again, oldest first, with all attempts and the same webhook-id. Filters: endpoint, user, event and time. Leaves out tests, disabled endpoints and ended subscriptions.',
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
    if (filter.endpointId) await checkEnabled(filter.endpointId, filter.userId ?? null)
    const deliveryIds = await restartFailed(filter, limit)
    await dispatchDeliveries(deliveryIds)
    const { length } = deliveryIds
    const message = length === 1 ? '1 webhook is sent again.' : `${length} webhooks are sent again.`
    return { status: 202, message, data: { deliveryIds, hasMore: length === limit } }
  },
})

async function checkEnabled(id: string, userId: string | null): Promise<void> {
  const endpoint = await findEndpoint(id, userId)
  if (!endpoint) throw noEndpoint(id)
  if (!endpoint.enabled) throw endpointDisabled(id)
}

function cannotSend({ endpointId, subscriptionId }: DeliveryView): ApiError {
  if (endpointId !== undefined) return endpointDisabled(endpointId)
  return new ApiError(
    'endpoint_disabled',
    `The subscription ${subscriptionId} has ended. Its client can subscribe again.`,
  )
}

const endpointDisabled = (id: string) =>
  new ApiError('endpoint_disabled', `The endpoint ${id} is disabled. Enable it first.`)
