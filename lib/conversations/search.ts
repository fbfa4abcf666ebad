import { invalidInput } from '#lib/api/errors'
import { operation } from '#lib/api/operation'
import { decodeCursor, encodeCursor } from '#lib/api/paging'
import { fitItems } from '#lib/api/size-limit'
import { catchUp } from '#lib/conversations/catch-up'
import { searchConversationsExamples } from '#lib/conversations/examples'
import { requireUser } from '#lib/conversations/operations'
import { foundConversations, searchConversationsQuery } from '#lib/conversations/schema'
import { type Hit, searchRows } from '#lib/conversations/search-store'
import { excerptOf } from '#lib/excerpt'
import { tunables } from '#lib/tunables'

/** `GET /api/search/conversations` */
export const searchConversations = operation({
  id: 'searchConversations',
  method: 'GET',
  path: '/api/search/conversations',
  summary:
    'Finds conversations whose title or one of whose messages contains all words of query, in any language, for one user or for all. Returns the newest match first, with the text around it. Continue with nextCursor.',
  consequential: false,
  access: ['chat', 'read'],
  limit: 'read',
  query: searchConversationsQuery,
  responses: { 200: foundConversations },
  errors: ['not_found'],
  examples: searchConversationsExamples,
  run: async ({ query, userId, limit, after, ...filter }, caller, sizeLimit) => {
    requireUser(userId, caller)
    if (!/[\p{L}\p{N}]/u.test(query)) throw invalidInput('query', 'Must contain a letter or a digit')
    const key = after === undefined ? undefined : decodeCursor(after, ['integer', 'integer'])
    await catchUp(tunables.searchCatchUpMs)
    const found = await searchRows(query, userId, key, limit + 1, filter)
    const hits = found.hits.slice(0, limit)
    const conversations = fitItems(
      hits.map((hit) => toFoundConversation(hit, query)),
      sizeLimit,
    )
    const last = hits[conversations.length - 1]
    const hasMore = conversations.length < found.hits.length
    // A search that reached its time limit continues where it stopped.
    const next = hasMore && last ? [String(last.place), String(last.view.conversationId)] : found.stoppedAt
    const data = {
      conversations,
      isComplete: found.isComplete,
      limit,
      ...(next && { nextCursor: encodeCursor(next) }),
    }
    const count = conversations.length
    return { status: 200, message: `${count} conversation${count === 1 ? '' : 's'}.`, data }
  },
})

const toFoundConversation = ({ view, match, text }: Hit, query: string) => ({
  ...view,
  match: { ...match, excerpt: excerptOf(text, query) },
})
