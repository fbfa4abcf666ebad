import { z } from 'zod'
import { integerId, jobId, receiverUrl, userId } from '#lib/api/fields'
import { tunables } from '#lib/tunables'
import { isWebhookSecret } from '#lib/webhook-secret'

/** The events that clients of MCP can subscribe to, and when each is sent. */
export const subscriptionEvents = {
  'job.completed': 'A message was answered.',
  'job.failed': 'A message was not answered: the model refused, or kept failing.',
} as const
export type SubscriptionEvent = keyof typeof subscriptionEvents

const filters = {
  jobId: jobId.optional().describe('Only the end of this job, also if it has ended already.'),
  conversationId: integerId.optional().describe('Only the jobs of this conversation.'),
}

/** What a client that acts for one user alone may ask for. */
export const argumentsOfOne = z.strictObject(filters)

/** What one that acts for all users may ask for. */
export const argumentsOfAll = z.strictObject({
  ...filters,
  userId: userId.optional().describe('Only the jobs of this user. Left out, those of all users.'),
})
export type SubscriptionArguments = z.infer<typeof argumentsOfAll>

/** What an event tells: a summary of the job, which `getJob` gives whole. */
export const eventData = z.object({
  jobId: z.string(),
  status: z.string().describe('As it is when the event is sent.'),
  conversationId: z.int(),
  userId: z.string(),
  messageId: z.int().optional().describe('The message that holds the answer.'),
  model: z.string().optional(),
  response: z.string().optional().describe('The answer, from its beginning.'),
  isCut: z.boolean().optional().describe('Whether the answer is longer. getJob gives all of it.'),
  error: z.object({ code: z.string(), message: z.string() }).optional().describe('Why there is no answer.'),
  finishedAt: z.iso.datetime().optional(),
})
export type EventData = z.infer<typeof eventData>

const secret = z
  .string()
  .max(tunables.subscriptionSecretCharactersMax)
  .refine(isWebhookSecret, 'Must be whsec_ and 24 to 64 bytes in base64')

/** The parameters of `events/subscribe`. More members than these are ignored, as the draft may gain some. */
export const subscribeParams = z.looseObject({
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()).default({}),
  delivery: z.looseObject({ mode: z.string(), url: receiverUrl, secret }),
  ttlMs: z.int().positive().nullable().optional(),
})

/** Those of `events/unsubscribe`, which name the subscription by what it was made of. */
export const unsubscribeParams = z.looseObject({
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()).default({}),
  delivery: z.looseObject({ mode: z.string().optional(), url: receiverUrl }),
})
