import { z } from 'zod'
import { actingUserId, countedPage, instant, integerId, numeric, page, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'
import { finishReason, item } from '#lib/items/schema'

const title = z.string().trim().min(1).max(200)

export const createConversationBody = z.strictObject({
  userId: actingUserId,
  title: title.optional().describe('A title; the first message gives one otherwise.'),
})

const conversationStatus = z.enum(['running', 'answered', 'failed', 'cancelled'])
export type ConversationStatus = z.infer<typeof conversationStatus>

const filter = {
  status: conversationStatus.optional().describe('Only those whose last message stands so.'),
  model: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Only those whose last message this model answered, or was to answer.'),
  updatedAfter: instant.optional().describe('Only those that changed at this time or later.'),
  updatedBefore: instant.optional().describe('Only those that have not changed since this time.'),
}

export const listConversationsQuery = z.strictObject({
  userId: userId
    .optional()
    .describe("Only this user's conversations; without it, those of all users, which takes the scope admin."),
  ...filter,
  branchOf: numeric(integerId).optional().describe('Only the branches of this conversation.'),
  ...countedPage,
})

const ofUser = userId.optional().describe('Answers 404 unless the conversation is of this user.')

export const listMessagesQuery = z.strictObject({
  userId: ofUser,
  order: z
    .enum(['oldest', 'newest'])
    .default('oldest')
    .describe('Which messages come first. A cursor goes on in the order that is asked for with it.'),
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
    .describe('markdown gives a text to read; json everything that was sent and answered.'),
})

export const messageParams = z.strictObject({
  id: numeric(integerId).describe('The id of the message.'),
})
export const getMessageQuery = z.strictObject({
  userId: userId.optional().describe('Answers 404 unless the message is of this user.'),
  offset: numeric(
    z
      .int()
      .min(0)
      .max(2 ** 31 - 1),
  )
    .default(0)
    .describe('Where to begin in the text: the nextOffset of a text that was cut.'),
})

export const searchConversationsQuery = z.strictObject({
  query: z
    .string()
    .min(1)
    .max(200)
    .describe(
      'Words that the title or one message has to contain, all of them. Words are found from their beginning; Korean, Chinese and Japanese anywhere.',
    ),
  userId: userId
    .optional()
    .describe("Only this user's conversations; without it, those of all users, which takes the scope admin."),
  ...filter,
  limit: numeric(z.int().min(1).max(100)).default(20).describe('How many to return, at most 100.'),
  after: page.after,
})

export const deleteConversationsQuery = z.strictObject({
  userId: actingUserId,
  updatedBefore: instant.optional().describe('Only those that nobody has written to since this time.'),
  updatedAfter: instant.optional().describe('Only those that were written to after this time.'),
  title: z.string().min(1).max(200).optional().describe('Only those whose title contains this text.'),
  limit: numeric(z.int().min(1).max(100)).default(100).describe('How many at most: the oldest ones first.'),
})
export const deletedConversations = z.object({
  conversationIds: z.array(z.int()),
  deleted: z.object({ conversations: z.int(), messages: z.int(), jobs: z.int() }),
  hasMore: z.boolean().describe('Whether more of them are left: call again.'),
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
    .describe('How the last message stands. Left out where none was sent to a model.'),
  model: z.string().optional().describe('The model that answered the last message, or was to answer it.'),
  branchOf: z
    .object({
      conversationId: z.int(),
      messageId: z.int().optional().describe('The message there that was answered again or edited.'),
    })
    .optional()
    .describe('Of a branch: where it left another conversation, which may have been deleted since.'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type ConversationView = z.infer<typeof conversationView>

export const conversationList = z.object({ conversations: z.array(conversationView), ...pagingFields })

const messageView = z.object({
  messageId: z.int(),
  role: z.enum(['user', 'assistant', 'system']),
  content: z.string(),
  truncated: z.boolean().optional().describe('True when the text was cut to fit: getMessage has the rest.'),
  nextOffset: z.int().optional().describe('Where the text goes on that was cut: the offset for getMessage.'),
  items: z
    .array(item)
    .optional()
    .describe(
      'All that was sent or answered, where it is more than text: images, calls of tools and their results.',
    ),
  itemsOmitted: z
    .literal(true)
    .optional()
    .describe('The items are too large for this answer: the export of the user has them.'),
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
  messages: z.array(exportedMessage).optional().describe('All of them, with format=json.'),
})

export const messageList = z.object({
  conversationId: z.int(),
  messages: z.array(messageView),
  ...pagingFields,
})

/** One message, with as much of its text from `offset` on as fits into an answer. */
export const messagePiece = messageView.omit({ truncated: true }).extend({
  conversationId: z.int(),
  offset: z.int(),
  length: z.int().describe('Of the whole text, in UTF-16 code units, as offsets are.'),
  nextOffset: z.int().nullable().describe('Where the text goes on; null at its end.'),
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
  isComplete: z.boolean().describe('False while older messages are not in the index yet: ask again later.'),
  limit: z.int(),
  nextCursor: pagingFields.nextCursor,
})
