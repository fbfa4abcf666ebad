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
    .describe('What the user says.'),
  conversationId: integerId.optional().describe('Continues this conversation. Leave out to start a new one.'),
  sessionId: sessionId
    .optional()
    .describe(
      'Your own id of the conversation: the first message with it starts one, later ones continue it.',
    ),
  model: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("A model other than the server's default, by its name or as provider/name."),
  temperature: z.number().min(0).max(2).optional().describe('Not every model takes it.'),
  maxTokens: z.int().min(1).max(1_000_000).optional().describe('The most tokens that the answer may use.'),
  systemPrompt: z
    .string()
    .min(1)
    .max(tunables.messageCharactersMax)
    .optional()
    .describe('Instructions for this answer, put before the conversation.'),
  wait: wait.optional(),
  stream: z
    .boolean()
    .optional()
    .describe(
      'Answers with the events of the job (text/event-stream) while the model writes; wait is ignored.',
    ),
  idempotencyKey: idempotencyKey
    .optional()
    .describe('The same key with the same request gives the first answer again instead of a second one.'),
  ifBusy: z
    .enum(['queue', 'reject', 'interrupt'])
    .optional()
    .describe(
      'What to do while another message of the conversation is being answered: queue (the default) waits for its turn, reject answers 409, interrupt cancels what is unfinished.',
    ),
  callbackUrl: callbackUrl.optional(),
  metadata: metadata.optional().describe('Up to 16 values that are kept with the message.'),
})
export type SendMessage = z.infer<typeof sendMessageBody>

export const branchParams = z.strictObject({
  id: numeric(integerId).describe('The id of the message.'),
})

/** How an answer is to be given again; what is left out stays as it was for the first one. */
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
  message: sendMessageBody.shape.message.describe('What the user says instead.'),
})

/** A turn as interfaces give it that know more than plain text. */
export type TurnInput = SendMessage & {
  /** All input items of the turn; `message` is then the text of the last message of the user, or empty. */
  items?: Item[]
  /** Parameters that are passed to the provider as they are. */
  request?: ModelRequest
  /** What a response of the OpenAI-compatible API repeats of its request. */
  response?: ResponseEcho
  /** The turn of `conversationId` that this one follows: in a copy of the conversation, unless that is its last. */
  afterTurn?: number
  /**
   * Makes the conversation that the turn begins transient: it is in no list, search or session, and is deleted after
   * this time once its jobs have ended.
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
  pollUrl: z.string().describe('The path at which to ask for the answer.'),
  retryAfter: z.int().describe('Seconds to wait before asking.'),
  waitReason,
  waitsFor: waitsFor.optional(),
  lastError: failure.optional().describe('Why the last attempt failed, while the job is still tried.'),
  nextAttemptAt: z.iso.datetime().optional().describe('When the job is tried again.'),
  warnings: z.array(z.string()).optional(),
})
