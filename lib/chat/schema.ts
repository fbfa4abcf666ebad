import { z } from 'zod'
import { actingUserId, integerId, numeric } from '#lib/api/fields'
import type { Item, ModelRequest } from '#lib/items/types'
import { failure, jobStatus, nextOffset, tokenUsage, wait, waitsFor } from '#lib/jobs/schema'
import { waitReason } from '#lib/jobs/waiting'
import type { ResponseEcho } from '#lib/models/types'
import { tunables } from '#lib/tunables'
import { callbackUrl } from '#lib/webhooks/schema'

const idempotencyKey = z.string().min(1).max(tunables.idempotencyKeyCharactersMax)
const sessionId = z.string().min(1).max(255)

const metadata = z
  .record(z.string().min(1).max(64), z.union([z.string().max(512), z.number(), z.boolean(), z.null()]))
  .refine((value) => Object.keys(value).length <= 16, 'At most 16 keys')

export const sendMessageBody = z.strictObject({
  userId: actingUserId,
  message: z
    .string()
    .min(1, { error: 'Must not be blank', abort: true })
    .max(tunables.messageCharactersMax)
    .refine((text) => text.trim() !== '', 'Must not be blank')
    .describe("The user's message."),
  conversationId: integerId.optional().describe('Continues this conversation. Leave out to start a new one.'),
  sessionId: sessionId
    .optional()
    .describe(
      'Your own id for the conversation. The first message with it starts a conversation, later ones continue it.',
    ),
  model: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("A model other than the server's default, by its name or as provider/name."),
  temperature: z.number().min(0).max(2).optional().describe('Some models do not accept it.'),
  maxTokens: z.int().min(1).max(1_000_000).optional().describe('The maximum number of tokens of the answer.'),
  systemPrompt: z
    .string()
    .min(1)
    .max(tunables.messageCharactersMax)
    .optional()
    .describe('Instructions for this answer. They come before the conversation.'),
  wait: wait.optional(),
  stream: z
    .boolean()
    .optional()
    .describe('Streams the events of the job while the model writes (text/event-stream). wait is ignored.'),
  idempotencyKey: idempotencyKey
    .optional()
    .describe(
      'A second request with the same key and the same content returns the first answer and does not ask the model again.',
    ),
  ifBusy: z
    .enum(['queue', 'reject', 'interrupt'])
    .optional()
    .describe(
      'The behaviour while another message of the conversation is being answered: queue (the default) waits for its turn, reject returns 409, interrupt cancels the unfinished jobs.',
    ),
  callbackUrl: callbackUrl.optional(),
  metadata: metadata.optional().describe('Up to 16 values that are kept with the message.'),
})
export type SendMessage = z.infer<typeof sendMessageBody>

export const branchParams = z.strictObject({
  id: numeric(integerId).describe('The id of the message.'),
})

/** The options of another answer. Options that are left out stay as for the first answer. */
export const regenerateAnswerBody = sendMessageBody.pick({
  userId: true,
  model: true,
  temperature: true,
  maxTokens: true,
  systemPrompt: true,
  wait: true,
  stream: true,
  idempotencyKey: true,
  callbackUrl: true,
})

export const editMessageBody = regenerateAnswerBody.extend({
  message: sendMessageBody.shape.message.describe('The new text of the message.'),
})

/** A turn as the interfaces pass it on. Some of them have more than plain text. */
export type TurnInput = SendMessage & {
  /** All input items of the turn. `message` is then the text of the last user message, or empty. */
  items?: Item[]
  /** Parameters that are passed to the provider unchanged. */
  request?: ModelRequest
  /** The parts of a request that a response of the OpenAI-compatible API repeats. */
  response?: ResponseEcho
  /** The turn of `conversationId` that this one follows. If it is not the last, the turn goes into a copy. */
  afterTurn?: number
  /**
   * Makes the new conversation transient: no list, search or session shows it, and it is deleted after this time, once
   * its jobs have ended.
   */
  expiresInSeconds?: number
}

export const answeredChat = z.object({
  conversationId: z.int(),
  messageId: z.int(),
  response: z.string(),
  nextOffset: nextOffset.optional(),
  usage: tokenUsage,
  model: z.string(),
  jobId: z.string(),
  status: z.literal('completed'),
  warnings: z.array(z.string()).optional(),
})

export const acceptedChat = z.object({
  conversationId: z.int(),
  jobId: z.string(),
  status: jobStatus,
  pollUrl: z.string().describe('The path to poll for the answer.'),
  retryAfter: z.int().describe('Seconds to wait before polling.'),
  waitReason,
  waitsFor: waitsFor.optional(),
  lastError: failure.optional().describe('Why the last attempt failed, while the job is still tried.'),
  nextAttemptAt: z.iso.datetime().optional().describe('The time of the next attempt.'),
  warnings: z.array(z.string()).optional(),
})
