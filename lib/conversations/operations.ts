import { ApiError, invalidInput, noUser } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, pagePositionOf } from '#lib/api/paging'
import { type Caller, mayListConversations } from '#lib/auth/caller'
import {
  createConversationExamples,
  getConversationExamples,
  listConversationsExamples,
  renameConversationExamples,
} from '#lib/conversations/examples'
import { filterConversations } from '#lib/conversations/filter-store'
import {
  conversationList,
  conversationParams,
  conversationQuery,
  conversationView,
  createConversationBody,
  listConversationsQuery,
  renameConversationBody,
} from '#lib/conversations/schema'
import { conversationKey, findConversation, insertConversation, renameRow } from '#lib/conversations/store'

/** `POST /api/conversations` */
export const createConversation = operation({
  id: 'createConversation',
  method: 'POST',
  path: '/api/conversations',
  summary: 'Starts an empty conversation. sendMessage does not need it: it starts a conversation itself.',
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
  summary:
    'Lists conversations, newest first. Filter by user, status, model or time, or list the branches of a conversation.',
  consequential: false,
  access: ['chat', 'read'],
  limit: 'read',
  query: listConversationsQuery,
  responses: { 200: conversationList },
  errors: ['not_found'],
  examples: listConversationsExamples,
  run: async (
    { userId, status, model, updatedAfter, updatedBefore, branchOf, ...page },
    caller,
    sizeLimit,
  ) => {
    requireUser(userId, caller)
    const place = pagePositionOf(page, conversationKey)
    const filter = { status, model, updatedAfter, updatedBefore, branchOf }
    const found = await filterConversations(userId, filter, place)
    if (!found) throw noUser(userId!)
    return listReply({ name: 'conversations' }, found, place, sizeLimit)
  },
})

/** `GET /api/conversations/{id}` */
export const getConversation = operation({
  id: 'getConversation',
  method: 'GET',
  path: '/api/conversations/{id}',
  summary:
    'Returns one conversation: its title, its user, its number of messages, and the time of its last change.',
  consequential: false,
  access: ['chat', 'read'],
  limit: 'read',
  params: conversationParams,
  query: conversationQuery,
  responses: { 200: conversationView },
  errors: ['not_found'],
  examples: getConversationExamples,
  gpt: false,
  run: async ({ id, userId }) => {
    const conversation = await findConversation(id, userId)
    if (!conversation) throw noConversation(id, userId)
    return { status: 200, message: 'The conversation was found.', data: conversation }
  },
})

/** `PATCH /api/conversations/{id}` */
export const renameConversation = operation({
  id: 'renameConversation',
  method: 'PATCH',
  path: '/api/conversations/{id}',
  summary: 'Changes the title of a conversation. Its position in lists does not change.',
  consequential: false,
  access: ['chat'],
  limit: 'manage',
  params: conversationParams,
  body: renameConversationBody,
  responses: { 200: conversationView },
  errors: ['not_found'],
  examples: renameConversationExamples,
  hints: { destructive: false, idempotent: true, openWorld: false },
  run: async ({ id, userId, title }) => {
    const conversation = await renameRow(id, userId, title)
    if (!conversation) throw noConversation(id, userId)
    return { status: 200, message: 'The conversation was renamed.', data: conversation }
  },
})

/** The same error for a missing conversation and for one of another user. */
export const noConversation = (id: number, userId: string | undefined): ApiError =>
  new ApiError('not_found', `There is no conversation ${id}${userId ? ' of this user' : ''}.`)

/** Requires a user unless the caller may see all: a forgotten userId must not return the conversations of all users. */
export function requireUser(userId: string | undefined, caller: Caller): void {
  if (userId !== undefined || mayListConversations(caller)) return
  throw invalidInput('userId', 'Needed, unless the key has the scope admin')
}
