import type { Example } from '#lib/api/operation'

const endpointId = 'we_01a209f9335dc1a2b3c4d5e6f7a8b9c0'
const endpoint = {
  endpointId,
  url: 'https://example.com/hooks/gpts',
  description: 'The status board',
  events: ['job.failed', 'budget.alert', 'budget.exceeded'],
  enabled: true,
  disabledReason: null,
  userId: null,
  keyId: null,
  failingSince: null,
  lastError: null,
  lastDeliveredAt: null,
  previousSecretUntil: null,
  createdAt: '2026-11-24T09:12:55.031Z',
  updatedAt: '2026-11-24T09:12:55.031Z',
}
const { url, description, events } = endpoint
const used = { ...endpoint, lastDeliveredAt: '2026-11-24T09:14:32.271Z' }
const gone = { ...used, enabled: false, disabledReason: 'gone', failingSince: '2026-11-24T10:02:44.018Z' }
const secret = 'whsec_…'

/** An example of `createWebhookEndpoint`. */
export const createWebhookEndpointExamples: Example[] = [
  {
    title: 'Failures and budgets of all users',
    input: { url, description, events },
    reply: {
      status: 201,
      message: 'Keep the secret: it is not shown again.',
      data: { ...endpoint, secret },
    },
  },
]

/** An example of `listWebhookEndpoints`. */
export const listWebhookEndpointsExamples: Example[] = [
  {
    title: 'An endpoint whose receiver no longer exists',
    input: { limit: 50, offset: 0 },
    reply: {
      status: 200,
      message: '1 endpoint.',
      data: { endpoints: [{ ...gone, lastError: '410' }], limit: 50, offset: 0, nextOffset: null },
    },
  },
]

/** An example of `getWebhookEndpoint`. */
export const getWebhookEndpointExamples: Example[] = [
  {
    title: 'An endpoint that works',
    input: { id: endpointId },
    reply: { status: 200, message: 'The endpoint.', data: used },
  },
]

/** An example of `updateWebhookEndpoint`. */
export const updateWebhookEndpointExamples: Example[] = [
  {
    title: 'Disable an endpoint for a while',
    input: { id: endpointId, enabled: false },
    reply: {
      status: 200,
      message: 'The endpoint was changed.',
      data: { ...used, enabled: false, updatedAt: '2026-11-25T08:00:10.440Z' },
    },
  },
]

/** An example of `deleteWebhookEndpoint`. */
export const deleteWebhookEndpointExamples: Example[] = [
  {
    title: 'Delete an endpoint',
    input: { id: endpointId },
    reply: { status: 200, message: 'The endpoint was deleted.', data: { endpointId } },
  },
]

/** An example of `rotateWebhookEndpointSecret`. */
export const rotateWebhookEndpointSecretExamples: Example[] = [
  {
    title: 'Both secrets are valid for a day',
    input: { id: endpointId },
    reply: {
      status: 200,
      message: 'Keep the secret: it is not shown again.',
      data: {
        ...used,
        previousSecretUntil: '2026-11-26T08:00:10.440Z',
        updatedAt: '2026-11-25T08:00:10.440Z',
        secret,
      },
    },
  },
]
