import { z } from 'zod'
import type { Reply } from '#lib/api/operation'
import type { Caller } from '#lib/auth/caller'
import { removeConversation } from '#lib/conversations/delete'
import { historyKey } from '#lib/jobs/attempt/cache'
import { evictCache } from '#lib/kv/evict'
import { addItems, itemsOfRow, replaceItems } from '#lib/openai-api/conversations/item-store'
import { findItem, findItems, noItem, textOf } from '#lib/openai-api/conversations/items'
import {
  type ConversationRow,
  findConversation,
  findOwner,
  insertConversation,
  updateMetadata,
} from '#lib/openai-api/conversations/store'
import { conversationIdOf, toConversationId } from '#lib/openai-api/ids'
import { parseInput } from '#lib/openai-api/responses/input'
import { rowItemId } from '#lib/openai-api/responses/item-ids'
import { pageOf, toList } from '#lib/openai-api/responses/list'
import { emptyPlace, toListedItem } from '#lib/openai-api/responses/listed-item'
import { resolveItems } from '#lib/openai-api/responses/references'
import { metadataField } from '#lib/openai-api/responses/request'
import { noConversation } from '#lib/openai-api/responses/turn'
import { endpoint } from '#lib/openai-api/serve'

const itemsField = z.array(z.record(z.string(), z.unknown())).max(20)

const toConversation = ({ id, created_at, metadata }: ConversationRow) => ({
  id: toConversationId(id),
  object: 'conversation',
  created_at: Math.floor(created_at.getTime() / 1000),
  metadata: metadata ?? {},
})

const reply = (data: unknown): Reply<unknown> => ({ status: 200, message: 'The conversation.', data })

/** Parses the number in a conversation id. Throws `not_found`. */
function numberOf(id: string): number {
  const number = conversationIdOf(id)
  if (number === undefined) throw noConversation(id)
  return number
}

/** Returns the conversation of this id if it belongs to the caller. Throws `not_found`. */
async function conversationOf(id: string, { userId }: Caller): Promise<ConversationRow> {
  const row = await findConversation(numberOf(id), userId)
  if (!row) throw noConversation(id)
  return row
}

/** `POST /v1/conversations` */
export const createConversation = endpoint({
  method: 'POST',
  path: '/v1/conversations',
  access: ['chat'],
  limit: 'write',
  isOfUser: true,
  body: z.object({ items: itemsField.optional(), metadata: metadataField.optional() }),
  run: async ({ userId, body: { items = [], metadata = {} } }) => {
    const resolved = await resolveItems(parseInput(items, 'items'), userId)
    const row = await insertConversation(userId, metadata)
    if (resolved.length > 0) await addItems(row.id, resolved, textOf(resolved, 'user'))
    return reply(toConversation(row))
  },
})

/** `GET /v1/conversations/{id}` */
export const getConversation = endpoint({
  method: 'GET',
  path: '/v1/conversations/{id}',
  access: ['chat', 'read'],
  limit: 'read',
  run: async ({ caller, params }) => {
    return reply(toConversation(await conversationOf(params.id!, caller)))
  },
})

/** `POST /v1/conversations/{id}`: replaces the metadata. */
export const updateConversation = endpoint({
  method: 'POST',
  path: '/v1/conversations/{id}',
  access: ['chat'],
  limit: 'manage',
  body: z.object({ metadata: metadataField }),
  run: async ({ caller, params, body }) => {
    const row = await updateMetadata(numberOf(params.id!), caller.userId, body.metadata)
    if (!row) throw noConversation(params.id!)
    return reply(toConversation(row))
  },
})

/** `DELETE /v1/conversations/{id}`: with all its items and responses. */
export const deleteConversation = endpoint({
  method: 'DELETE',
  path: '/v1/conversations/{id}',
  access: ['chat'],
  limit: 'manage',
  run: async ({ caller, params }) => {
    const id = params.id!
    const owner = await findOwner(numberOf(id), caller.userId)
    const deleted = owner !== undefined && (await removeConversation(numberOf(id), owner))
    if (!deleted) throw noConversation(id)
    return reply({ id, object: 'conversation.deleted', deleted: true })
  },
})

/** `GET /v1/conversations/{id}/items` */
export const listItems = endpoint({
  method: 'GET',
  path: '/v1/conversations/{id}/items',
  access: ['chat', 'read'],
  limit: 'read',
  run: async ({ caller, params, query }) => {
    const page = pageOf(query)
    const row = await conversationOf(params.id!, caller)
    const { items, hasMore } = await findItems(row.id, page)
    return reply(toList(items, hasMore))
  },
})

/** `POST /v1/conversations/{id}/items`: adds items to the history without a model call. */
export const createItems = endpoint({
  method: 'POST',
  path: '/v1/conversations/{id}/items',
  access: ['chat'],
  limit: 'write',
  body: z.object({ items: itemsField.min(1) }),
  run: async ({ caller, params, body }) => {
    const number = numberOf(params.id!)
    const owner = await findOwner(number, caller.userId)
    if (owner === undefined) throw noConversation(params.id!)
    const items = await resolveItems(parseInput(body.items, 'items'), owner)
    const rowId = items.length > 0 ? await addItems(number, items, textOf(items, 'user')) : 0
    if (rowId === undefined) throw noConversation(params.id!)
    const listed = items.map((item, index) => toListedItem(item, rowItemId(rowId, item.type, index)))
    return reply(toList(listed, false))
  },
})

/** `GET /v1/conversations/{id}/items/{item}` */
export const getItem = endpoint({
  method: 'GET',
  path: '/v1/conversations/{id}/items/{item}',
  access: ['chat', 'read'],
  limit: 'read',
  run: async ({ caller, params }) => {
    const row = await conversationOf(params.id!, caller)
    return reply((await findItem(row.id, params.item!)).item)
  },
})

/** `DELETE /v1/conversations/{id}/items/{item}`: later prompts do not include the item. Returns the conversation. */
export const deleteItem = endpoint({
  method: 'DELETE',
  path: '/v1/conversations/{id}/items/{item}',
  access: ['chat'],
  limit: 'manage',
  run: async ({ caller, params }) => {
    const conversation = await conversationOf(params.id!, caller)
    const { row, index } = await findItem(conversation.id, params.item!)
    const items = itemsOfRow(row).with(index, emptyPlace)
    if (!(await replaceItems(row, items, textOf(items, row.role)))) throw noItem(params.item!)
    await evictCache([historyKey(conversation.id)], false)
    return reply(toConversation(conversation))
  },
})
