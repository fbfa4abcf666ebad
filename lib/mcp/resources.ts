import {
  type ListResourcesResult,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  type Resource,
  ResourceNotFoundError,
} from '@modelcontextprotocol/server'
import { type PagePosition, pagePositionOf, paging } from '#lib/api/paging'
import { perform, toApiError } from '#lib/api/perform'
import { type Caller, mayCall, mayListConversations } from '#lib/auth/caller'
import { listMessages } from '#lib/conversations/messages'
import { conversationKey, findAllConversations, findConversations } from '#lib/conversations/store'
import type { CallContext } from '#lib/mcp/call'
import { limited, toProtocolError } from '#lib/mcp/limited'
import { mcpSizeLimit } from '#lib/mcp/size-limit'
import { skillResource } from '#lib/mcp/skills'
import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

const pageSize = 50
const mimeType = 'application/json'
const uriOf = (conversationId: number) => `conversation://${conversationId}/messages`

/** The URI of a conversation that is not in the list, or of a later page. */
export const resourceTemplates = [
  {
    name: 'conversation-messages',
    title: 'Messages of a conversation',
    uriTemplate: 'conversation://{id}/messages{?offset}',
    description: 'The messages of a conversation, oldest first, starting at offset. Continue at nextOffset.',
    mimeType,
  },
]

/** Lists the skill and one page of the conversations that the caller may list, newest first. */
export async function listResources(
  cursor: string | undefined,
  context: CallContext,
): Promise<ListResourcesResult> {
  const { caller, publicUrl } = context
  const place = { ...resourcesPosition(cursor), countMax: null }
  const mayList = mayCall(caller, listMessages.access) && mayListConversations(caller)
  if (!mayList) return { resources: cursor === undefined ? [await skillResource(publicUrl)] : [] }
  const found = await limited('resources/list', 'read', context, () => findPage(caller, place))
  const resources: Resource[] = found.items.map(
    ({ conversationId, userId, title, messageCount, updatedAt }) => ({
      uri: uriOf(conversationId),
      name: `conversation-${conversationId}`,
      title: title ?? `Conversation ${conversationId}`,
      description: `${messageCount} messages of ${userId}`,
      mimeType,
      annotations: { lastModified: updatedAt },
    }),
  )
  const { nextCursor } = paging(found, place)
  if (cursor === undefined) resources.unshift(await skillResource(publicUrl))
  return { resources, ...(nextCursor !== undefined && { nextCursor }) }
}

const findPage = async ({ userId }: Caller, place: PagePosition) =>
  userId === null ? findAllConversations(place) : ((await findConversations(userId, place)) ?? emptyPage)

const emptyPage = { items: [], keys: [], hasMore: false, total: null }

/** Earlier versions issued offsets as cursors, so a cursor of digits is an offset. */
function resourcesPosition(cursor = '0'): PagePosition {
  const isOffset = /^\d{1,9}$/.test(cursor)
  const page = isOffset ? { offset: Number(cursor) } : { offset: 0, after: cursor }
  try {
    return pagePositionOf({ limit: pageSize, ...page }, conversationKey)
  } catch {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'This server did not issue the cursor.')
  }
}

/** Reads a page of a conversation's messages, as returned by `listMessages`. */
export async function readResource(
  uri: string,
  { caller, requestId }: CallContext,
): Promise<ReadResourceResult> {
  const parsed = /^conversation:\/\/(\d{1,10})\/messages(?:\?offset=(\d{1,10}))?$/.exec(uri)
  if (!parsed) throw new ResourceNotFoundError(shorten(uri, tunables.faultCharactersMax))
  const [, id, offset] = parsed
  const raw = { params: { id }, query: offset === undefined ? {} : { offset } }
  try {
    const { data } = await perform(listMessages, raw, caller, requestId, mcpSizeLimit(listMessages))
    return { contents: [{ uri, mimeType, text: JSON.stringify(data) }] }
  } catch (error) {
    throw toProtocolError(toApiError(error, requestId), uri)
  }
}
