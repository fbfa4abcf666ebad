import { z } from 'zod'
import { page, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'
import { tunables } from '#lib/tunables'
import { callbackUrl, endpointId } from '#lib/webhooks/schema'

/** The events that an endpoint can get. */
export const endpointEvents = [
  'job.completed',
  'job.failed',
  'job.cancelled',
  'budget.alert',
  'budget.exceeded',
] as const

const events = z
  .array(z.enum(endpointEvents))
  .min(1)
  .refine((list) => new Set(list).size === list.length, 'Must not name an event twice')
  .describe(
    'The events that it gets: the ends of jobs, `budget.alert` once a period when a budget passes its threshold, and `budget.exceeded` once a period when a budget is used up or first rejects a call.',
  )
const description = z.string().trim().max(tunables.webhookDescriptionCharactersMax)
const descriptionText = 'The purpose of the endpoint, in your words; null for none.'
const enabled = z
  .boolean()
  .describe('True if events are sent to it. Events that occur while it is disabled are never sent.')
const url = callbackUrl.describe(
  'The https URL that gets a webhook for each event, as Standard Webhooks defines.',
)

export const createWebhookEndpointBody = z.strictObject({
  url,
  events: events.default([...endpointEvents]),
  description: description.nullish().describe(descriptionText),
  enabled: enabled.default(true),
  userId: userId
    .optional()
    .describe(
      'The user whose events it gets. Without it, the events of all users and of the server. With a key that is bound to a user, only the events of this user.',
    ),
})

export const updateWebhookEndpointBody = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  description: description.nullable().optional().describe(descriptionText),
  enabled: enabled.optional(),
})
export type EndpointChanges = z.infer<typeof updateWebhookEndpointBody>

export const endpointParams = z.strictObject({ id: endpointId })

const endpointState = z.enum(['enabled', 'failing', 'disabled'])
export type EndpointState = z.infer<typeof endpointState>

export const listWebhookEndpointsQuery = z.strictObject({
  userId: userId.optional().describe('Only the endpoints that get only the events of this user.'),
  state: endpointState
    .optional()
    .describe(
      'Only the endpoints in this state. An endpoint is failing if it is enabled and its last attempt failed.',
    ),
  ...page,
})

/** An endpoint in the API, without its secret. */
export const endpointView = z.object({
  endpointId: z.string(),
  url: z.string(),
  description: z.string().nullable(),
  events: z.array(z.enum(endpointEvents)),
  enabled: z.boolean(),
  disabledReason: z
    .enum(['gone', 'failing', 'key_revoked'])
    .nullable()
    .describe(
      `The reason why the server disabled it: its receiver answered 410, every attempt failed for ${tunables.webhookFailingDaysMax} days, or its key was revoked or expired. updateWebhookEndpoint enables it again.`,
    ),
  userId: z.string().nullable().describe('The user whose events it gets; null for all users.'),
  keyId: z
    .string()
    .nullable()
    .describe(
      'The key that created it, or last changed its URL or enabled it. The endpoint is disabled when this key ends. Null when no issued key did this, such as with API_SECRET_KEY.',
    ),
  failingSince: z.iso
    .datetime()
    .nullable()
    .describe('The time since which every attempt has failed; null while it works.'),
  lastError: z
    .string()
    .nullable()
    .describe(
      'The status or the reason (as in listWebhookDeliveries) of the last failed attempt; null after a success.',
    ),
  lastDeliveredAt: z.iso
    .datetime()
    .nullable()
    .describe(
      `The time of the last delivered webhook, accurate to ${tunables.webhookSuccessNotedSeconds} seconds.`,
    ),
  previousSecretUntil: z.iso
    .datetime()
    .nullable()
    .describe('The time until which the previous secret signs as well.'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type EndpointView = z.infer<typeof endpointView>

export const endpointWithSecret = endpointView.extend({
  secret: z
    .string()
    .describe('The secret that verifies its webhooks. It is shown only once, and stored encrypted.'),
})

export const endpointList = z.object({ endpoints: z.array(endpointView), ...pagingFields })

export const deletedEndpoint = z.object({ endpointId: z.string() })
