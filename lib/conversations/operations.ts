import { ApiError, noUser } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { cutToFit, paging, placeOf, sentenceOf } from '#lib/api/paging'
import { forgetConversation } from '#lib/conversations/delete'
import {
  createConversationExamples,
  deleteConversationExamples,
  listConversationsExamples,
  listMessagesExamples,
} from '#lib/conversations/examples'
import { fitPage } from '#lib/conversations/page'
import {
  conversationList,
  conversationParams,
  conversationView,
  createConversationBody,
  deleteConversationQuery,
  deletedConversation,
  listConversationsQuery,
  listMessagesQuery,
  messageList,
} from '#lib/conversations/schema'
import {
  conversationKey,
  findConversations,
  findMessages,
  insertConversation,
  messageKey,
} from '#lib/conversations/store'
import { tunables } from '#lib/tunables'

/** `POST /api/conversations` */
export const createConversation = operation({
  id: 'createConversation',
  method: 'POST',
  path: '/api/conversations',
  summary: 'Starts an empty conversation. Not needed before sendMessage, which starts one by itself.',
  consequential: false,
  access: ['chat'],
  limit: 'write',
  body: createConversationBody,
  responses: { 201: conversationView },
  errors: ['not_found'],
  examples: createConversationExamples,
  hints: { destructive: false, idempotent: false, openWorld: false },
  gpt: false,
  run: async ({ userId, title }) => {
    const conversation = await insertConversation(userId, title)
    if (!conversation) throw noUser(userId)
    return { status: 201, message: 'The conversation was created.', data: conversation }
  },
})

/** `GET /api/conversations` */
export const listConversations = operation({
  id: 'listConversations',
  method: 'GET',
  path: '/api/conversations',
  summary: "Lists a user's conversations, newest first.",
  consequential: false,
  access: ['chat', 'read'],
  limit: 'read',
  query: listConversationsQuery,
  responses: { 200: conversationList },
  errors: ['not_found'],
  examples: listConversationsExamples,
  run: async ({ userId, ...page }) => {
    const place = placeOf(page, conversationKey)
    const found = await findConversations(userId, place)
    if (!found) throw noUser(userId)
    const { total } = found
    const data = { ...(total !== null && { total }), conversations: found.items, ...paging(found, place) }
    return { status: 200, message: sentenceOf(found, 'conversations'), data }
  },
})

/** `GET /api/conversations/{id}/messages` */
export const listMessages = operation({
  id: 'listMessages',
  method: 'GET',
  path: '/api/conversations/{id}/messages',
  summary:
    'Lists the messages of a conversation, oldest first. A page holds fewer than limit if they are long: go on at nextCursor or nextOffset.',
  consequential: false,
  access: ['chat', 'read'],
  limit: 'read',
  params: conversationParams,
  query: listMessagesQuery,
  responses: { 200: messageList },
  errors: ['not_found'],
  examples: listMessagesExamples,
  run: async ({ id, userId, ...page }) => {
    const place = placeOf(page, messageKey)
    const whole = await findMessages(id, userId, place)
    if (!whole)
      throw new ApiError('not_found', `There is no conversation ${id}${userId ? ' of this user' : ''}.`)
    const envelopeCharacters = 1_000
    const charactersMax = tunables.pageCharactersMax - envelopeCharacters
    const found = cutToFit(whole, place, (messages) => fitPage(messages, charactersMax))
    const data = { conversationId: id, messages: found.items, ...paging(found, place) }
    return { status: 200, message: sentenceOf(found, 'messages', true), data }
  },
})

/** `DELETE /api/conversations/{id}` */
export const deleteConversation = operation({
  id: 'deleteConversation',
  method: 'DELETE',
  path: '/api/conversations/{id}',
  summary:
    "Deletes one of a user's conversations with its messages and jobs, for good; an answer that is under way is given up.",
  consequential: true,
  access: ['chat'],
  limit: 'manage',
  params: conversationParams,
  query: deleteConversationQuery,
  responses: { 200: deletedConversation },
  errors: ['not_found'],
  examples: deleteConversationExamples,
  hints: { destructive: true, idempotent: true, openWorld: false },
  gpt: false,
  run: async ({ id, userId }) => {
    const found = await forgetConversation(id, userId)
    if (!found) throw new ApiError('not_found', `There is no conversation ${id} of this user.`)
    const { conversationId, messages, jobs } = found
    const data = { conversationId, deleted: { messages, jobs } }
    return { status: 200, message: 'The conversation was deleted.', data }
  },
})
