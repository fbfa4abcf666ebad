import { z } from 'zod'
import { integerId, jobId, page, receiverUrl, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'
import { tunables } from '#lib/tunables'
import { isWebhookSecret } from '#lib/webhook-secret'

/** The events that MCP clients can subscribe to, and when each is sent. */
export const subscriptionEvents = {
  'job.completed': 'A message was answered.',
  'job.failed': 'A message was not answered: the model refused to answer, or every attempt failed.',
} as const
export type SubscriptionEvent = keyof typeof subscriptionEvents

const filters = {
  jobId: jobId.optional().describe('Only the end of this job, even if it has already ended.'),
  conversationId: integerId.optional().describe('Only the jobs of this conversation.'),
}

/** The arguments of a client that acts for one user only. */
export const argumentsOfOne = z.strictObject(filters)

/** The arguments of a client that acts for all users. */
export const argumentsOfAll = z.strictObject({
  ...filters,
  userId: userId.optional().describe('Only the jobs of this user. Without it, the jobs of all users.'),
})
export type SubscriptionArguments = z.infer<typeof argumentsOfAll>

/** The data of an event: a summary of the job. `getJob` returns the whole job. */
export const eventData = z.object({
  jobId: z.string(),
  status: z.string().describe('The status when the event is sent.'),
  conversationId: z.int(),
  userId: z.string(),
  messageId: z.int().optional().describe('The message that holds the answer.'),
  model: z.string().optional(),
  response: z.string().optional().describe('The answer, from its beginning.'),
  isCut: z.boolean().optional().describe('True if the answer is longer. getJob returns all of it.'),
  error: z
    .object({ code: z.string(), message: z.string() })
    .optional()
    .describe('The reason why there is no answer.'),
  finishedAt: z.iso.datetime().optional(),
})
export type EventData = z.infer<typeof eventData>

const secret = z
  .string()
  .max(tunables.subscriptionSecretCharactersMax)
  .refine(isWebhookSecret, 'Must be whsec_ and 24 to 64 bytes in base64')

/** The parameters of `events/subscribe`. Unknown members are ignored, since the draft may add some. */
export const subscribeParams = z.looseObject({
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()).default({}),
  delivery: z.looseObject({ mode: z.string(), url: receiverUrl, secret }),
  ttlMs: z.int().positive().nullable().optional(),
})

/** The parameters of `events/unsubscribe`, which identify the subscription by its event, arguments and URL. */
export const unsubscribeParams = z.looseObject({
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()).default({}),
  delivery: z.looseObject({ mode: z.string().optional(), url: receiverUrl }),
})

export const listEventSubscriptionsQuery = z.strictObject({
  userId: userId.optional().describe("Only the subscriptions to this user's jobs."),
  ...page,
})

export const subscriptionParams = z.strictObject({
  id: z
    .string()
    .regex(/^sub_[0-9a-f]{32}$/, 'Not the id of a subscription: it looks like sub_ and 32 hexadecimal digits')
    .describe('The id of the subscription, from listEventSubscriptions or events/subscribe.'),
})

/** A subscription in the API, without its secret. */
const subscriptionView = z.object({
  subscriptionId: z.string(),
  event: z.enum(Object.keys(subscriptionEvents) as [SubscriptionEvent, ...SubscriptionEvent[]]),
  url: z.string().describe('The URL that gets the events.'),
  userId: z.string().nullable().describe('The user whose jobs it reports; null for all users.'),
  conversationId: z.int().nullable().describe('The only conversation that it reports; null for all.'),
  jobId: z.string().nullable().describe('The only job that it reports; null for all.'),
  keyId: z.string().nullable().describe('The key that subscribed. The subscription ends with it.'),
  signInId: z
    .string()
    .nullable()
    .describe('The sign-in of the app that subscribed. The subscription ends with it.'),
  clientId: z
    .string()
    .nullable()
    .describe('The id of that app; null when a key or API_SECRET_KEY subscribed.'),
  clientName: z.string().nullable().describe('The name that the app gave when it registered.'),
  state: z
    .enum(['active', 'barred'])
    .describe(
      '`barred` while OIDC_ALLOWED does not allow the person who signed in. The next event then ends it.',
    ),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().describe('When it ends, unless its client refreshes it before then.'),
})
export type SubscriptionView = z.infer<typeof subscriptionView>

export const subscriptionList = z.object({ subscriptions: z.array(subscriptionView), ...pagingFields })

export const endedSubscription = z.object({ subscriptionId: z.string() })
