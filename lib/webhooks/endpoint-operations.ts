import { ApiError, noUser } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, pagePositionOf } from '#lib/api/paging'
import { newId } from '#lib/ids'
import { log } from '#lib/log'
import { tunables } from '#lib/tunables'
import { checkAddress } from '#lib/webhooks/callback'
import {
  createWebhookEndpointExamples,
  deleteWebhookEndpointExamples,
  getWebhookEndpointExamples,
  listWebhookEndpointsExamples,
  rotateWebhookEndpointSecretExamples,
  updateWebhookEndpointExamples,
} from '#lib/webhooks/endpoint-examples'
import { manageAccess, noEndpoint } from '#lib/webhooks/endpoint-rights'
import {
  createWebhookEndpointBody,
  deletedEndpoint,
  endpointList,
  endpointParams,
  endpointView,
  endpointWithSecret,
  listWebhookEndpointsQuery,
  updateWebhookEndpointBody,
} from '#lib/webhooks/endpoint-schema'
import {
  deleteEndpoint,
  endpointKey,
  findEndpoint,
  findEndpoints,
  insertEndpoint,
  replaceSecret,
  updateEndpoint,
} from '#lib/webhooks/endpoint-store'
import { newWebhookSecret, sealSecret } from '#lib/webhooks/secret'

/** `POST /api/webhook-endpoints` */
export const createWebhookEndpoint = operation({
  id: 'createWebhookEndpoint',
  method: 'POST',
  path: '/api/webhook-endpoints',
  summary:
    'Creates an endpoint: an https URL that gets a signed webhook for every event, no matter which caller caused it. Only this answer shows the secret that verifies the webhooks. A key for all users requires the scope admin.',
  consequential: true,
  ...manageAccess,
  limit: 'write',
  body: createWebhookEndpointBody,
  responses: { 201: endpointWithSecret },
  errors: ['not_found', 'too_many_endpoints'],
  examples: createWebhookEndpointExamples,
  hints: { destructive: false, idempotent: false, openWorld: true },
  gpt: false,
  run: async ({ description = null, userId = null, ...given }, caller) => {
    checkAddress(given.url, 'url')
    const [id, secret] = [newId('we'), newWebhookSecret()]
    const sealedSecret = await sealSecret(id, secret)
    const outcome = await insertEndpoint({
      ...given,
      id,
      description,
      userId,
      keyId: caller.keyId,
      sealedSecret,
    })
    if (outcome === 'no_user') throw noUser(userId)
    if (outcome === 'too_many')
      throw new ApiError(
        'too_many_endpoints',
        `There are already ${tunables.webhookEndpointsMax} endpoints. Delete one first.`,
      )
    log('info', 'webhook_endpoint.created', { endpointId: id })
    const data = { ...(await existingEndpoint(id, null)), secret }
    return { status: 201, message: 'Keep the secret: it is not shown again.', data }
  },
})

/** `GET /api/webhook-endpoints` */
export const listWebhookEndpoints = operation({
  id: 'listWebhookEndpoints',
  method: 'GET',
  path: '/api/webhook-endpoints',
  summary:
    'Lists the endpoints that get webhooks, newest first, with their events, their user, their state, and since when they fail. It never returns their secrets.',
  consequential: false,
  access: ['read'],
  limit: 'read',
  query: listWebhookEndpointsQuery,
  responses: { 200: endpointList },
  examples: listWebhookEndpointsExamples,
  gpt: false,
  run: async ({ userId, state, ...page }, _caller, sizeLimit) => {
    const place = pagePositionOf(page, endpointKey)
    return listReply({ name: 'endpoints' }, await findEndpoints({ userId, state }, place), place, sizeLimit)
  },
})

/** `GET /api/webhook-endpoints/{id}` */
export const getWebhookEndpoint = operation({
  id: 'getWebhookEndpoint',
  method: 'GET',
  path: '/api/webhook-endpoints/{id}',
  summary:
    'Returns one endpoint: its URL, its events, its state with the reason if it is disabled, and since when it fails. listWebhookDeliveries with its id lists its webhooks.',
  consequential: false,
  access: ['read'],
  limit: 'read',
  params: endpointParams,
  responses: { 200: endpointView },
  errors: ['not_found'],
  examples: getWebhookEndpointExamples,
  gpt: false,
  run: async ({ id }, { userId }) => ({
    status: 200,
    message: 'The endpoint.',
    data: await existingEndpoint(id, userId),
  }),
})

/** `PATCH /api/webhook-endpoints/{id}` */
export const updateWebhookEndpoint = operation({
  id: 'updateWebhookEndpoint',
  method: 'PATCH',
  path: '/api/webhook-endpoints/{id}',
  summary:
    'Changes the URL, events or description of an endpoint, or enables or disables it. Pending webhooks go to the new URL. Fields that are left out stay unchanged.',
  consequential: false,
  ...manageAccess,
  limit: 'manage',
  params: endpointParams,
  body: updateWebhookEndpointBody,
  responses: { 200: endpointView },
  errors: ['not_found'],
  examples: updateWebhookEndpointExamples,
  hints: { destructive: true, idempotent: true, openWorld: true },
  gpt: false,
  run: async ({ id, ...changes }, caller) => {
    if (changes.url !== undefined) checkAddress(changes.url, 'url')
    if (!(await updateEndpoint(id, caller, changes))) throw noEndpoint(id)
    return {
      status: 200,
      message: 'The endpoint was changed.',
      data: await existingEndpoint(id, caller.userId),
    }
  },
})

/** `DELETE /api/webhook-endpoints/{id}` */
export const deleteWebhookEndpoint = operation({
  id: 'deleteWebhookEndpoint',
  method: 'DELETE',
  path: '/api/webhook-endpoints/{id}',
  summary:
    'Deletes an endpoint with its secret and the record of its deliveries. Its pending webhooks are not sent. To stop it for a while, disable it with updateWebhookEndpoint.',
  consequential: true,
  ...manageAccess,
  limit: 'manage',
  params: endpointParams,
  responses: { 200: deletedEndpoint },
  errors: ['not_found'],
  examples: deleteWebhookEndpointExamples,
  hints: { destructive: true, idempotent: true, openWorld: false },
  gpt: false,
  run: async ({ id }, caller) => {
    if (!(await deleteEndpoint(id, caller.userId))) throw noEndpoint(id)
    log('info', 'webhook_endpoint.deleted', { endpointId: id })
    return { status: 200, message: 'The endpoint was deleted.', data: { endpointId: id } }
  },
})

/** `POST /api/webhook-endpoints/{id}/rotate-secret` */
export const rotateWebhookEndpointSecret = operation({
  id: 'rotateWebhookEndpointSecret',
  method: 'POST',
  path: '/api/webhook-endpoints/{id}/rotate-secret',
  summary:
    'Gives an endpoint a new secret, which only this answer shows. For a day the previous secret signs as well, so no webhook fails while you update the receiver.',
  consequential: true,
  ...manageAccess,
  limit: 'manage',
  params: endpointParams,
  responses: { 200: endpointWithSecret },
  errors: ['not_found'],
  examples: rotateWebhookEndpointSecretExamples,
  hints: { destructive: true, idempotent: false, openWorld: false },
  gpt: false,
  run: async ({ id }, caller) => {
    const secret = newWebhookSecret()
    if (!(await replaceSecret(id, caller.userId, await sealSecret(id, secret)))) throw noEndpoint(id)
    log('info', 'webhook_endpoint.rotated', { endpointId: id })
    const data = { ...(await existingEndpoint(id, caller.userId)), secret }
    return { status: 200, message: 'Keep the secret: it is not shown again.', data }
  },
})

/** Returns the endpoint. Throws `not_found` if it does not exist, or the caller may act only for another user. */
async function existingEndpoint(id: string, userId: string | null) {
  const endpoint = await findEndpoint(id, userId)
  if (!endpoint) throw noEndpoint(id)
  return endpoint
}
