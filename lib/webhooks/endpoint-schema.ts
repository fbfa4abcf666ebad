import { z } from 'zod'
import { page, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'
import { tunables } from '#lib/tunables'
import { callbackUrl, endpointId } from '#lib/webhooks/schema'

/** What an endpoint may ask for. */
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
    'Which events it gets: the ends of jobs, `budget.alert` once a period when a budget passes its threshold, and `budget.exceeded` once a period when it is used up or first refuses a call.',
  )
const description = z.string().trim().max(tunables.webhookDescriptionCharactersMax)
const descriptionMeans = 'What it is for, in your words; null for nothing.'
const enabled = z
  .boolean()
  .describe('Whether events are sent to it. Those that come while it is disabled are not.')
const url = callbackUrl.describe('The https URL that is called, as Standard Webhooks defines, at each event.')

export const createWebhookEndpointBody = z.strictObject({
  url,
  events: events.default([...endpointEvents]),
  description: description.nullish().describe(descriptionMeans),
  enabled: enabled.default(true),
  userId: userId
    .optional()
    .describe(
      'Whose events it gets; left out, those of all users and of the server. A key that is bound to a user gets theirs alone.',
    ),
})

export const updateWebhookEndpointBody = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  description: description.nullable().optional().describe(descriptionMeans),
  enabled: enabled.optional(),
})
export type EndpointChanges = z.infer<typeof updateWebhookEndpointBody>

export const endpointParams = z.strictObject({ id: endpointId })

const endpointState = z.enum(['enabled', 'failing', 'disabled'])
export type EndpointState = z.infer<typeof endpointState>

export const listWebhookEndpointsQuery = z.strictObject({
  userId: userId.optional().describe('Only the endpoints that get the events of this user alone.'),
  state: endpointState
    .optional()
    .describe(
      'Only the endpoints that stand so: failing are those enabled ones whose last attempt has failed.',
    ),
  ...page,
})

/** An endpoint as callers see it, without its secret. */
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
      `Why the server has disabled it: its receiver has answered 410, every attempt has failed for ${tunables.webhookFailingDaysMax} days, or the key that it ends with was revoked or has expired. updateWebhookEndpoint enables it again.`,
    ),
  userId: z.string().nullable().describe('Whose events it gets; null for all.'),
  keyId: z
    .string()
    .nullable()
    .describe(
      'The key that it ends with: that which created it, or last changed its URL or enabled it. Null when that was done without one, as by API_SECRET_KEY.',
    ),
  failingSince: z.iso
    .datetime()
    .nullable()
    .describe('Since when every attempt has failed; null while it works.'),
  lastError: z
    .string()
    .nullable()
    .describe(
      'Of the last attempt that failed, since one has succeeded: the status, or the reason as in listWebhookDeliveries.',
    ),
  lastDeliveredAt: z.iso
    .datetime()
    .nullable()
    .describe(`When a webhook last reached it, to within ${tunables.webhookSuccessNotedSeconds} seconds.`),
  previousSecretUntil: z.iso
    .datetime()
    .nullable()
    .describe('Until when the secret before the last rotation signs as well.'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type EndpointView = z.infer<typeof endpointView>

export const endpointWithSecret = endpointView.extend({
  secret: z.string().describe('Verifies its webhooks. It is shown this once, and stored encrypted.'),
})

export const endpointList = z.object({ endpoints: z.array(endpointView), ...pagingFields })

export const deletedEndpoint = z.object({ endpointId: z.string() })
