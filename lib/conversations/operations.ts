import { ApiError, noUser } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, placeOf } from '#lib/api/paging'
import { type Caller, seesConversations } from '#lib/auth/caller'
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
  summary:
    'Lists conversations, newest first: those of a user, of a status, of a model, of a span of time, or the branches of one.',
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
    needUser(userId, caller)
    const place = placeOf(page, conversationKey)
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
    'Returns one conversation: its title, whose it is, how many messages it has, and when it last changed.',
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
  summary: 'Gives a conversation another title. Its place in lists stays: nobody has written to it.',
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
    return { status: 200, message: 'The conversation has another title.', data: conversation }
  },
})

/** The same for a conversation that is not there and one of another user. */
export const noConversation = (id: number, userId: string | undefined): ApiError =>
  new ApiError('not_found', `There is no conversation ${id}${userId ? ' of this user' : ''}.`)

/** Whoever acts for several users says for which: a forgotten user must not show everybody's conversations. */
export function needUser(userId: string | undefined, caller: Caller): void {
  if (userId !== undefined || seesConversations(caller)) return
  const message = 'Needed, unless the key has the scope admin.'
  throw new ApiError('invalid_input', `userId: ${message}`, { errors: [{ path: 'userId', message }] })
}
