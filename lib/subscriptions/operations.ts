import { ApiError } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, pagePositionOf } from '#lib/api/paging'
import { log } from '#lib/log'
import { endEventSubscriptionExamples, listEventSubscriptionsExamples } from '#lib/subscriptions/examples'
import { findSubscriptions, subscriptionKey } from '#lib/subscriptions/list-store'
import {
  endedSubscription,
  listEventSubscriptionsQuery,
  subscriptionList,
  subscriptionParams,
} from '#lib/subscriptions/schema'
import { deleteSubscription } from '#lib/subscriptions/store'

/** `GET /api/event-subscriptions` */
export const listEventSubscriptions = operation({
  id: 'listEventSubscriptions',
  method: 'GET',
  path: '/api/event-subscriptions',
  summary:
    'Lists the event subscriptions of MCP clients, newest first, with the event, the URL, the user, the key or app that subscribed, and the expiry. It never returns their secrets. End one with endEventSubscription.',
  consequential: false,
  access: ['admin', 'read'],
  accessToAll: ['admin'],
  // An app of a person must not see their other apps.
  accessToApps: ['admin'],
  limit: 'read',
  query: listEventSubscriptionsQuery,
  responses: { 200: subscriptionList },
  examples: listEventSubscriptionsExamples,
  gpt: false,
  run: async ({ userId, ...page }, _caller, sizeLimit) => {
    const place = pagePositionOf(page, subscriptionKey)
    return listReply({ name: 'subscriptions' }, await findSubscriptions(userId, place), place, sizeLimit)
  },
})

/** `DELETE /api/event-subscriptions/{id}` */
export const endEventSubscription = operation({
  id: 'endEventSubscription',
  method: 'DELETE',
  path: '/api/event-subscriptions/{id}',
  summary:
    'Ends an event subscription, as its client could, and deletes the record of its deliveries. Its pending events are not sent. The client can subscribe again while its key or sign-in lasts.',
  consequential: true,
  access: ['admin', 'chat'],
  accessToAll: ['admin'],
  accessToApps: ['admin'],
  limit: 'manage',
  params: subscriptionParams,
  responses: { 200: endedSubscription },
  errors: ['not_found'],
  examples: endEventSubscriptionExamples,
  hints: { destructive: true, idempotent: true, openWorld: false },
  gpt: false,
  run: async ({ id }, { userId }) => {
    if (!(await deleteSubscription(id, userId)))
      throw new ApiError('not_found', `There is no event subscription ${id}.`)
    log('info', 'subscription.deleted', { subscriptionId: id })
    return { status: 200, message: 'The subscription has ended.', data: { subscriptionId: id } }
  },
})
