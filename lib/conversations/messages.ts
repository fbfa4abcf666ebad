import { ApiError } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { listReply, pagePositionOf } from '#lib/api/paging'
import { getMessageExamples, listMessagesExamples } from '#lib/conversations/examples'
import { noConversation } from '#lib/conversations/operations'
import { fitPage, pieceOf } from '#lib/conversations/page'
import {
  conversationParams,
  getMessageQuery,
  listMessagesQuery,
  messageList,
  messageParams,
  messagePiece,
} from '#lib/conversations/schema'
import { findMessage, findMessages, messageKey } from '#lib/conversations/store'

/** `GET /api/conversations/{id}/messages` */
export const listMessages = operation({
  id: 'listMessages',
  method: 'GET',
  path: '/api/conversations/{id}/messages',
  summary:
    'Lists the messages of a conversation, oldest first, or newest first with order=newest. Pages of long messages have fewer than limit: continue with nextCursor or nextOffset. A text that was cut has its own nextOffset: getMessage returns the rest.',
  consequential: false,
  access: ['chat', 'read'],
  limit: 'read',
  params: conversationParams,
  query: listMessagesQuery,
  responses: { 200: messageList },
  errors: ['not_found'],
  examples: listMessagesExamples,
  run: async ({ id, userId, order, ...page }, _caller, sizeLimit) => {
    const place = pagePositionOf(page, messageKey)
    const found = await findMessages(id, userId, place, order)
    if (!found) throw noConversation(id, userId)
    const things = { name: 'messages', isExact: true }
    return listReply(things, found, place, sizeLimit, { more: { conversationId: id }, fitTo: fitPage })
  },
})

/** `GET /api/messages/{id}` */
export const getMessage = operation({
  id: 'getMessage',
  method: 'GET',
  path: '/api/messages/{id}',
  summary:
    'Returns one message. If its text is too long for one reply, it is cut: call again with nextOffset as the offset until nextOffset is null, and join the pieces.',
  consequential: false,
  access: ['chat', 'read'],
  limit: 'read',
  params: messageParams,
  query: getMessageQuery,
  responses: { 200: messagePiece },
  errors: ['not_found'],
  examples: getMessageExamples,
  run: async ({ id, userId, offset }, _caller, sizeLimit) => {
    const message = await findMessage(id, userId)
    if (!message)
      throw new ApiError('not_found', `There is no message ${id}${userId ? ' of this user' : ''}.`)
    const data = pieceOf(message, offset, sizeLimit)
    const end = data.offset + data.content.length
    const sentence =
      data.nextOffset === null
        ? 'This is the end of the text.'
        : `Call again with offset ${end} for the rest.`
    return { status: 200, message: sentence, data }
  },
})
