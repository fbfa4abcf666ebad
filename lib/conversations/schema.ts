import { z } from 'zod'
import { actingUserId, countedPage, instant, integerId, numeric, page, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'
import { finishReason, item } from '#lib/items/schema'

const title = z.string().trim().min(1).max(200)

export const createConversationBody = z.strictObject({
  userId: actingUserId,
  title: title.optional().describe('The title. Without it, the title comes from the first message.'),
})

const conversationStatus = z.enum(['running', 'answered', 'failed', 'cancelled'])
export type ConversationStatus = z.infer<typeof conversationStatus>

const filter = {
  status: conversationStatus.optional().describe('Only conversations whose last message has this status.'),
  model: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Only conversations whose last message was sent to this model.'),
  updatedAfter: instant.optional().describe('Only conversations that changed at or after this time.'),
  updatedBefore: instant.optional().describe('Only conversations whose last change was before this time.'),
}

export const listConversationsQuery = z.strictObject({
  userId: userId
    .optional()
    .describe("Only this user's conversations. Without it, those of all users, which needs the scope admin."),
  ...filter,
  branchOf: numeric(integerId).optional().describe('Only the branches of this conversation.'),
  ...countedPage,
})

const ofUser = userId.optional().describe('Returns 404 unless the conversation belongs to this user.')

export const listMessagesQuery = z.strictObject({
  userId: ofUser,
  order: z
    .enum(['oldest', 'newest'])
    .default('oldest')
    .describe('The order of the messages. Send the same order with a cursor.'),
  ...countedPage,
})

export const conversationQuery = z.strictObject({ userId: ofUser })

export const renameConversationBody = z.strictObject({
  userId: ofUser,
  title: title.describe('The new title.'),
})

export const exportConversationQuery = z.strictObject({
  userId: ofUser,
  format: z
    .enum(['markdown', 'json'])
    .default('markdown')
    .describe('markdown returns a text for reading, json all messages and items.'),
})

export const messageParams = z.strictObject({
  id: numeric(integerId).describe('The id of the message.'),
})
export const getMessageQuery = z.strictObject({
  userId: userId.optional().describe('Returns 404 unless the message belongs to this user.'),
  offset: numeric(
    z
      .int()
      .min(0)
      .max(2 ** 31 - 1),
  )
    .default(0)
    .describe('The start in the text: the nextOffset of a text that was cut.'),
})

export const searchConversationsQuery = z.strictObject({
  query: z
    .string()
    .min(1)
    .max(200)
    .describe(
      'Words to search for. The title or one message must contain all of them. A word matches from its beginning; Korean, Chinese and Japanese text matches anywhere.',
    ),
  userId: userId
    .optional()
    .describe("Only this user's conversations. Without it, those of all users, which needs the scope admin."),
  ...filter,
  limit: numeric(z.int().min(1).max(100)).default(20).describe('How many to return, at most 100.'),
  after: page.after,
})

export const deleteConversationsQuery = z.strictObject({
  userId: actingUserId,
  updatedBefore: instant
    .optional()
    .describe('Only conversations whose last message is older than this time.'),
  updatedAfter: instant.optional().describe('Only conversations with a message after this time.'),
  title: z.string().min(1).max(200).optional().describe('Only conversations whose title contains this text.'),
  limit: numeric(z.int().min(1).max(100))
    .default(100)
    .describe('The maximum number of conversations. The oldest are deleted first.'),
})
export const deletedConversations = z.object({
  conversationIds: z.array(z.int()),
  deleted: z.object({ conversations: z.int(), messages: z.int(), jobs: z.int() }),
  hasMore: z.boolean().describe('True when more of them are left: call again.'),
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
  status: conversationStatus
    .optional()
    .describe('The status of the last message. Absent when no message was sent to a model.'),
  model: z.string().optional().describe('The model that the last message was sent to.'),
  branchOf: z
    .object({
      conversationId: z.int(),
      messageId: z
        .int()
        .optional()
        .describe('The message of that conversation that was answered again or edited.'),
    })
    .optional()
    .describe(
      'Present for a branch: the conversation that it was copied from, which may have been deleted since.',
    ),
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
    .describe('True when the text was cut to fit: getMessage returns the rest.'),
  nextOffset: z
    .int()
    .optional()
    .describe('Present when the text was cut: the offset of the rest, for getMessage.'),
  items: z
    .array(item)
    .optional()
    .describe(
      'The message as items. Present when it is more than text: images, tool calls and their results.',
    ),
  itemsOmitted: z
    .literal(true)
    .optional()
    .describe("The items are too large for this reply. The user's export contains them."),
  finishReason: finishReason.optional().describe('Why the model stopped.'),
  jobId: z.string().optional().describe('The job that gave this answer.'),
  metadata: z.record(z.string(), z.unknown()),
  createdAt: z.iso.datetime(),
})
export type MessageView = z.infer<typeof messageView>

const exportedMessage = messageView.omit({ truncated: true, nextOffset: true, itemsOmitted: true })
export type ExportedMessage = z.infer<typeof exportedMessage>

export const exportedConversation = z.object({
  conversation: conversationView,
  messages: z.array(exportedMessage).optional().describe('All messages. Present with format=json.'),
})

export const messageList = z.object({
  conversationId: z.int(),
  messages: z.array(messageView),
  ...pagingFields,
})

/** One message, with as much of its text from `offset` on as fits into a reply. */
export const messagePiece = messageView.omit({ truncated: true }).extend({
  conversationId: z.int(),
  offset: z.int(),
  length: z.int().describe('The length of the whole text in UTF-16 code units, the unit of offsets.'),
  nextOffset: z.int().nullable().describe('The offset of the rest of the text; null at the end.'),
})

export const foundConversations = z.object({
  conversations: z.array(
    conversationView.extend({
      match: z.object({
        in: z.enum(['title', 'message']),
        messageId: z.int().optional().describe('The message that matches.'),
        excerpt: z.string().describe('The text around the match, in one line.'),
      }),
    }),
  ),
  isComplete: z
    .boolean()
    .describe('False while older messages are not in the index yet: search again later.'),
  limit: z.int(),
  nextCursor: pagingFields.nextCursor,
})
