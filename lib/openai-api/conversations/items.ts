import { ApiError } from '#lib/api/errors'
import { lastUserText, textOfParts } from '#lib/items/text'
import type { Item } from '#lib/items/types'
import {
  findJobRow,
  findRow,
  findRows,
  type ItemRow,
  itemsOfRow,
  type ListedRow,
  type RowPosition,
} from '#lib/openai-api/conversations/item-store'
import {
  callItemId,
  type ItemPosition,
  inputItemId,
  messageId,
  parseItemId,
  rowItemId,
} from '#lib/openai-api/responses/item-ids'
import { fitPage, sizeOf } from '#lib/openai-api/responses/list'
import { isEmptyPlace, toListedItem } from '#lib/openai-api/responses/listed-item'
import { tunables } from '#lib/tunables'

/** Returns the id of an item from its row and index. */
function idOf(row: ItemRow, item: Item, index: number): string {
  const { job_id: jobId, role, attempt, is_revised } = row
  if (jobId === null) return rowItemId(row.id, item.type, index)
  if (role === 'user') return inputItemId(jobId, item.type, index)
  return item.type === 'message' ? messageId(jobId, attempt ?? 1, is_revised) : callItemId(jobId, index)
}

/** The items of a row in the form of a list, without deleted items. */
const listedItemsOf = (row: ItemRow) =>
  (row.is_answered ? itemsOfRow(row) : []).flatMap((item, index) =>
    isEmptyPlace(item) ? [] : [toListedItem(item, idOf(row, item, index))],
  )

type Page = { order: 'asc' | 'desc'; after?: string | undefined; limit: number }
type Listed = ReturnType<typeof listedItemsOf>

/** The items of several rows, in the order of a page. */
const inOrder = (rows: ItemRow[], order: Page['order']): Listed =>
  rows.flatMap((row) => (order === 'asc' ? listedItemsOf(row) : listedItemsOf(row).reverse()))

/**
 * Returns one page of a conversation's items. Throws `not_found` for an unknown `after`. Apart from the row of `after`
 * and the first row, it reads no more bytes than a page may have.
 */
export async function findItems(conversationId: number, { order, after, limit }: Page) {
  let behind: RowPosition | undefined
  const items: Listed = []
  if (after !== undefined) {
    const { row } = await findItem(conversationId, after)
    behind = row
    const own = inOrder([row], order)
    items.push(...own.slice(own.findIndex(({ id }) => id === after) + 1))
  }
  for (;;) {
    const page = fitPage(items, limit)
    if (page.length < items.length) return { items: page, hasMore: true }
    const budget = { bytesMax: bytesLeftAfter(items), readsFirst: items.length === 0 }
    const rows = await findRows(conversationId, { order, behind, limit: limit + 1, ...budget })
    items.push(...inOrder(rows.filter(isRead), order))
    behind = rows.at(-1)
    const isCut = rows.some(isLeftOut)
    if (isCut || rows.length <= limit) return withMore(items, limit, isCut)
  }
}

function withMore(items: Listed, limit: number, isCut: boolean) {
  const page = fitPage(items, limit)
  return { items: page, hasMore: isCut || page.length < items.length }
}

const isRead = (row: ListedRow) => row.is_read
const isLeftOut = (row: ListedRow) => row.is_answered && !row.is_read

/** The number of bytes that a page with these items has left. */
const bytesLeftAfter = (items: Listed): number =>
  Math.max(
    0,
    items.reduce((left, item) => left - sizeOf(item), tunables.itemPageBytesMax),
  )

/** Finds the row of an item by the row's id, or by the job and the role. */
const rowOf = (place: ItemPosition, userId: string | null): Promise<ItemRow | undefined> => {
  if (place.kind === 'row') return findRow(place.messageId, userId)
  return findJobRow(place.jobId, place.kind === 'input' ? 'user' : 'assistant', userId)
}

/** Returns the index of an item in its row; -1 when the row does not have it. */
function indexIn(row: ItemRow, place: ItemPosition): number {
  const items = itemsOfRow(row)
  const index = place.kind === 'message' ? items.findIndex(({ type }) => type === 'message') : place.index
  const item = items[index]
  return item && !isEmptyPlace(item) ? index : -1
}

export const noItem = (id: string, param?: string): ApiError =>
  new ApiError('not_found', `Item with id '${id}' not found.`, {
    ...(param !== undefined && { errors: [{ path: param, message: 'This item does not exist.' }] }),
  })

/** Returns an item of a conversation with its row. Throws `not_found`. */
export async function findItem(conversationId: number, id: string) {
  const place = parseItemId(id)
  const row = place && (await rowOf(place, null))
  const index = place && row ? indexIn(row, place) : -1
  if (!row || row.conversation_id !== conversationId || index < 0) throw noItem(id)
  const item = itemsOfRow(row)[index]!
  return { row, index, item: toListedItem(item, idOf(row, item, index)) }
}

/** The plain text of the items of a row. */
export function textOf(items: Item[], role: ItemRow['role']): string {
  if (role === 'user') return lastUserText(items)
  return items.flatMap((item) => (item.type === 'message' ? [textOfParts(item.content)] : [])).join('\n')
}
