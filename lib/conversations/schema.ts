import { z } from 'zod'
import { actingUserId, integerId, numeric, page, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'

export const createConversationBody = z.strictObject({
  userId: actingUserId,
  title: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('A title; the first message gives one otherwise.'),
})

export const listConversationsQuery = z.strictObject({ userId: actingUserId, ...page })

export const listMessagesQuery = z.strictObject({
  userId: userId.optional().describe('Answers 404 unless the conversation is of this user.'),
  ...page,
})

export const conversationParams = z.strictObject({
  id: numeric(integerId).describe('The id of the conversation.'),
})
export const deleteConversationQuery = z.strictObject({ userId: actingUserId })

export const deletedConversation = z.object({
  conversationId: z.int(),
  deleted: z.object({ messages: z.int(), jobs: z.int() }),
})

export const conversationView = z.object({
  conversationId: z.int(),
  userId: z.string(),
  sessionId: z.string().nullable(),
  title: z.string().nullable(),
  messageCount: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type ConversationView = z.infer<typeof conversationView>

export const conversationList = z.object({ conversations: z.array(conversationView), ...pagingFields })

const messageView = z.object({
  messageId: z.int(),
  role: z.enum(['user', 'assistant', 'system']),
  content: z.string(),
  truncated: z
    .boolean()
    .optional()
    .describe('True when the text was cut to fit; getJob has an answer in full.'),
  jobId: z.string().optional().describe('The job that gave this answer.'),
  metadata: z.record(z.string(), z.unknown()),
  createdAt: z.iso.datetime(),
})
export type MessageView = z.infer<typeof messageView>

export const messageList = z.object({
  conversationId: z.int(),
  messages: z.array(messageView),
  ...pagingFields,
})
