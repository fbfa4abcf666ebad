import { z } from 'zod'
import { jobId, page, receiverUrl, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'

/** Where a webhook is sent. Whether this server may call it, `checkCallbackUrl` tells. */
export const callbackUrl = receiverUrl.describe(
  'An https URL that is called, as Standard Webhooks defines, when the job has ended. Use it instead of asking with getJob.',
)

const deliveryStatus = z.enum(['pending', 'delivered', 'failed'])
export type DeliveryStatus = z.infer<typeof deliveryStatus>
const event = z.enum([
  'job.completed',
  'job.failed',
  'job.cancelled',
  'budget.alert',
  'budget.exceeded',
  'webhook.test',
])
export type WebhookEvent = z.infer<typeof event>

export const endpointId = z
  .string()
  .regex(/^we_[0-9a-f]{32}$/, 'Not an endpoint id: it looks like we_ and 32 hexadecimal digits')
  .describe('The id of the endpoint, as given by createWebhookEndpoint and listWebhookEndpoints.')

export const testWebhookBody = z
  .strictObject({
    url: callbackUrl.optional().describe('The https URL that is called with the event webhook.test.'),
    endpointId: endpointId
      .optional()
      .describe('Or the endpoint that is called with it, also a disabled one.'),
  })
  .refine(({ url, endpointId }) => (url === undefined) !== (endpointId === undefined), {
    path: ['url'],
    error: 'Give either this or endpointId',
  })

const time = z.iso.datetime({ offset: true })

/** What deliveries are chosen by. */
const deliveryFilter = {
  userId: userId
    .optional()
    .describe('Only what this user may see: what goes to their endpoints and callback URLs.'),
  endpointId: endpointId.optional().describe('Only the deliveries to this endpoint.'),
  event: event.optional().describe('Only the deliveries of this event.'),
  createdAfter: time.optional().describe('Only those of events at this time or later.'),
  createdBefore: time.optional().describe('Only those of events before this time.'),
}

export const listWebhookDeliveriesQuery = z.strictObject({
  jobId: jobId.optional().describe('Only the deliveries of this job.'),
  status: deliveryStatus.optional().describe('Only the deliveries in this state.'),
  ...deliveryFilter,
  ...page,
})

export const redeliverWebhooksBody = z.strictObject({
  ...deliveryFilter,
  limit: z.int().min(1).max(100).default(100).describe('How many at most.'),
})

export const redelivered = z.object({
  deliveryIds: z.array(z.string()),
  hasMore: z.boolean().describe('Whether more such deliveries may be left: call again.'),
})

export const redeliverWebhookParams = z.strictObject({
  id: z
    .string()
    .regex(/^msg_[0-9a-f]{32}$/, 'Not a delivery id: it looks like msg_ and 32 hexadecimal digits')
    .describe('The id of the delivery, as given by listWebhookDeliveries.'),
})

const attemptView = z.object({
  attempt: z.int().positive(),
  statusCode: z.int().optional().describe('What the receiver answered; only 2xx counts as received.'),
  error: z
    .string()
    .optional()
    .describe(
      'Why there was no answer: timeout, refused_address, not_configured, endpoint_disabled, subscription_ended, superseded (the job was retried since), secret_unreadable, or the code of a connection error, such as ECONNREFUSED.',
    ),
  latencyMs: z.int().nonnegative(),
  at: z.iso.datetime(),
})

/** A delivery as callers see it. */
export const deliveryView = z.object({
  deliveryId: z.string().describe('Also the header webhook-id, in every attempt.'),
  jobId: z.string().optional().describe('The job that has ended; a test and an event of a budget have none.'),
  endpointId: z.string().optional().describe('The endpoint that it goes to; that of a callbackUrl has none.'),
  subscriptionId: z.string().optional().describe('The subscription of a client of MCP that it goes to.'),
  event,
  url: z.string(),
  status: deliveryStatus,
  attempts: z.int().nonnegative(),
  log: z.array(attemptView).describe('The newest attempts, newest first.'),
  nextAttemptAt: z.iso.datetime().optional().describe('When a pending delivery is tried next.'),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
})
export type DeliveryView = z.infer<typeof deliveryView>

export const deliveryList = z.object({ deliveries: z.array(deliveryView), ...pagingFields })
