import { noUser } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { removeConversation, removeConversations } from '#lib/conversations/delete'
import { deleteConversationExamples, deleteConversationsExamples } from '#lib/conversations/examples'
import { noConversation } from '#lib/conversations/operations'
import {
  conversationParams,
  deleteConversationQuery,
  deleteConversationsQuery,
  deletedConversation,
  deletedConversations,
} from '#lib/conversations/schema'

/** `DELETE /api/conversations/{id}` */
export const deleteConversation = operation({
  id: 'deleteConversation',
  method: 'DELETE',
  path: '/api/conversations/{id}',
  summary:
    "Deletes a user's conversation with its messages and jobs permanently. A running answer is aborted.",
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
    const found = await removeConversation(id, userId)
    if (!found) throw noConversation(id, userId)
    const { conversationId, messages, jobs } = found
    const data = { conversationId, deleted: { messages, jobs } }
    return { status: 200, message: 'The conversation was deleted.', data }
  },
})

/** `DELETE /api/conversations` */
export const deleteConversations = operation({
  id: 'deleteConversations',
  method: 'DELETE',
  path: '/api/conversations',
  summary:
    "Deletes a user's conversations with their messages and jobs permanently: those that match every filter, oldest first, at most limit at a time. While hasMore is true, call it again.",
  consequential: true,
  access: ['chat'],
  limit: 'manage',
  query: deleteConversationsQuery,
  responses: { 200: deletedConversations },
  errors: ['not_found'],
  examples: deleteConversationsExamples,
  hints: { destructive: true, idempotent: false, openWorld: false },
  gpt: false,
  run: async ({ userId, ...filter }) => {
    const found = await removeConversations(userId, filter)
    if (!found) throw noUser(userId)
    const { deleted, hasMore } = found
    const sum = (of: 'messages' | 'jobs') => deleted.reduce((total, each) => total + each[of], 0)
    const counts = { conversations: deleted.length, messages: sum('messages'), jobs: sum('jobs') }
    const conversationIds = deleted.map(({ conversationId }) => conversationId)
    const subject = deleted.length === 1 ? '1 conversation was' : `${deleted.length} conversations were`
    const message = `${subject} deleted.${hasMore ? ' There are more.' : ''}`
    return { status: 200, message, data: { conversationIds, deleted: counts, hasMore } }
  },
})
