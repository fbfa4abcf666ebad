import type { Example } from '#lib/api/operation'

const delivery = {
  deliveryId: 'msg_53a0b2f1c4d54e0f9a6b7c8d9e0f1a2b',
  jobId: 'job_01a209f9335da70607a5b73943b1b7e7',
  event: 'job.completed',
  url: 'https://example.com/hooks/gpts',
  status: 'failed',
  attempts: 1,
  log: [{ attempt: 1, statusCode: 410, latencyMs: 84, at: '2026-11-24T09:14:32.260Z' }],
  createdAt: '2026-11-24T09:14:31.904Z',
  finishedAt: '2026-11-24T09:14:32.271Z',
}

/** An example of `listWebhookDeliveries`. */
export const listWebhookDeliveriesExamples: Example[] = [
  {
    title: 'Failed webhooks',
    input: { status: 'failed', limit: 50, offset: 0 },
    reply: {
      status: 200,
      message: '1 delivery.',
      data: { deliveries: [delivery], limit: 50, offset: 0, nextOffset: null },
    },
  },
]

/** An example of `redeliverWebhook`. */
export const redeliverWebhookExamples: Example[] = [
  {
    title: 'A failed webhook is sent again',
    input: { id: delivery.deliveryId },
    reply: {
      status: 202,
      message: 'The webhook is sent again.',
      data: {
        deliveryId: delivery.deliveryId,
        jobId: delivery.jobId,
        event: delivery.event,
        url: delivery.url,
        status: 'pending',
        attempts: 1,
        log: delivery.log,
        nextAttemptAt: '2026-11-24T10:02:44.018Z',
        createdAt: delivery.createdAt,
      },
    },
  },
]

/** An example of `redeliverWebhooks`. */
export const redeliverWebhooksExamples: Example[] = [
  {
    title: 'All failed webhooks of one endpoint',
    input: { endpointId: 'we_01a209f9335dc1a2b3c4d5e6f7a8b9c0' },
    reply: {
      status: 202,
      message: '1 webhook is sent again.',
      data: { deliveryIds: [delivery.deliveryId], hasMore: false },
    },
  },
]

/** An example of `testWebhook`. */
export const testWebhookExamples: Example[] = [
  {
    title: 'Test a receiver',
    input: { url: 'https://example.com/hooks/gpts' },
    reply: {
      status: 202,
      message: 'The webhook is being sent.',
      data: {
        deliveryId: 'msg_0b1c2d3e4f5061728394a5b6c7d8e9f0',
        event: 'webhook.test',
        url: 'https://example.com/hooks/gpts',
        status: 'pending',
        attempts: 0,
        log: [],
        nextAttemptAt: '2026-11-24T10:02:44.018Z',
        createdAt: '2026-11-24T10:02:44.018Z',
      },
    },
  },
]
