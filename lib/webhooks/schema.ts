import { z } from 'zod'
import { jobId, page, receiverUrl, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'

/** The URL of a webhook. `checkCallbackUrl` checks if this server may call it. */
export const callbackUrl = receiverUrl.describe(
  'An https URL that gets a webhook when the job has ended, as Standard Webhooks defines. Use it instead of polling getJob.',
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
  .describe('The id of the endpoint, from createWebhookEndpoint or listWebhookEndpoints.')

export const testWebhookBody = z
  .strictObject({
    url: callbackUrl.optional().describe('The https URL that gets the event webhook.test.'),
    endpointId: endpointId.optional().describe('Or the endpoint that gets it, even if it is disabled.'),
  })
  .refine(({ url, endpointId }) => (url === undefined) !== (endpointId === undefined), {
    path: ['url'],
    error: 'Give either this or endpointId',
  })

const time = z.iso.datetime({ offset: true })

/** The filter of deliveries. */
const deliveryFilter = {
  userId: userId
    .optional()
    .describe("Only the deliveries that this user may see: those to the user's endpoints and callback URLs."),
  endpointId: endpointId.optional().describe('Only the deliveries to this endpoint.'),
  event: event.optional().describe('Only the deliveries of this event.'),
  createdAfter: time.optional().describe('Only the deliveries of events at this time or later.'),
  createdBefore: time.optional().describe('Only the deliveries of events before this time.'),
}

export const listWebhookDeliveriesQuery = z.strictObject({
  jobId: jobId.optional().describe('Only the deliveries of this job.'),
  status: deliveryStatus.optional().describe('Only the deliveries in this state.'),
  ...deliveryFilter,
  ...page,
})

export const redeliverWebhooksBody = z.strictObject({
  ...deliveryFilter,
  limit: z.int().min(1).max(100).default(100).describe('The maximum number.'),
})

export const redelivered = z.object({
  deliveryIds: z.array(z.string()),
  hasMore: z.boolean().describe('True if more such deliveries may be left. Then call again.'),
})

export const redeliverWebhookParams = z.strictObject({
  id: z
    .string()
    .regex(/^msg_[0-9a-f]{32}$/, 'Not a delivery id: it looks like msg_ and 32 hexadecimal digits')
    .describe('The id of the delivery, from listWebhookDeliveries.'),
})

const attemptView = z.object({
  attempt: z.int().positive(),
  statusCode: z.int().optional().describe('The HTTP status of the response. Only 2xx counts as received.'),
  error: z
    .string()
    .optional()
    .describe(
      'Why there was no answer: timeout, refused_address, not_configured, endpoint_disabled, subscription_ended, superseded (the job was retried since), secret_unreadable, or the code of a connection error, such as ECONNREFUSED.',
    ),
  latencyMs: z.int().nonnegative(),
  at: z.iso.datetime(),
})

/** A delivery in the API. */
export const deliveryView = z.object({
  deliveryId: z.string().describe('The same as the header webhook-id of every attempt.'),
  jobId: z.string().optional().describe('The job that has ended. Left out for tests and for budget events.'),
  endpointId: z.string().optional().describe('The endpoint that it is sent to. Left out for a callbackUrl.'),
  subscriptionId: z.string().optional().describe("The MCP client's subscription that it is sent to."),
  event,
  url: z.string(),
  status: deliveryStatus,
  attempts: z.int().nonnegative(),
  log: z.array(attemptView).describe('The newest attempts, newest first.'),
  nextAttemptAt: z.iso.datetime().optional().describe('The time of the next attempt of a pending delivery.'),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
})
export type DeliveryView = z.infer<typeof deliveryView>

export const deliveryList = z.object({ deliveries: z.array(deliveryView), ...pagingFields })
