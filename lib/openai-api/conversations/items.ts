import { ApiError } from '#lib/api/errors'
import { lastUserText, textOfParts } from '#lib/items/text'
import type { Item } from '#lib/items/types'
import { findJobRow, findRow, findRows, type ItemRow, itemsOfRow } from '#lib/openai-api/conversations/store'
import {
  callItemId,
  type ItemPlace,
  inputItemId,
  messageId,
  parseItemId,
  rowItemId,
} from '#lib/openai-api/responses/item-ids'
import { isEmptyPlace, toListedItem } from '#lib/openai-api/responses/listed-item'

/** The id of an item by its row and place. */
function idOf(row: ItemRow, item: Item, index: number): string {
  const { job_id: jobId, role, attempt, is_revised } = row
  if (jobId === null) return rowItemId(row.id, item.type, index)
  if (role === 'user') return inputItemId(jobId, item.type, index)
  return item.type === 'message' ? messageId(jobId, attempt ?? 1, is_revised) : callItemId(jobId, index)
}

/** The items of a row as lists show them, without those that were deleted. */
const listed = (row: ItemRow) =>
  (row.is_answered ? itemsOfRow(row) : []).flatMap((item, index) =>
    isEmptyPlace(item) ? [] : [toListedItem(item, idOf(row, item, index))],
  )

const inOrder = (rows: ItemRow[], order: 'asc' | 'desc') =>
  rows.flatMap((row) => (order === 'asc' ? listed(row) : listed(row).reverse()))

type Page = { order: 'asc' | 'desc'; after?: string | undefined; limit: number }

/** One page of a conversation's items, and one more where there are more. Throws for an `after` that it does not have. */
export async function findItems(conversationId: number, { order, after, limit }: Page) {
  const from = after === undefined ? undefined : (await findItem(conversationId, after)).row
  const items: ReturnType<typeof listed> = []
  let rows = await findRows(conversationId, { order, from, limit: limit + 2 })
  items.push(...inOrder(rows, order))
  if (after !== undefined) items.splice(0, items.findIndex(({ id }) => id === after) + 1)
  while (items.length <= limit && rows.length === limit + 2) {
    rows = await findRows(conversationId, { order, from: rows.at(-1), limit: limit + 2 })
    // The row at which the last page ended comes again.
    items.push(...inOrder(rows.slice(1), order))
  }
  return items.slice(0, limit + 1)
}

/** The row of an item: by its id, or by the job and the side. */
export const rowOf = (place: ItemPlace, userId: string | null): Promise<ItemRow | undefined> => {
  if (place.kind === 'row') return findRow(place.messageId, userId)
  return findJobRow(place.jobId, place.kind === 'input' ? 'user' : 'assistant', userId)
}

/** The place of an item in its row; -1 when it is not there. */
export function indexIn(row: ItemRow, place: ItemPlace): number {
  const items = itemsOfRow(row)
  const index = place.kind === 'message' ? items.findIndex(({ type }) => type === 'message') : place.index
  const item = items[index]
  return item && !isEmptyPlace(item) ? index : -1
}

export const noItem = (id: string, param?: string): ApiError =>
  new ApiError('not_found', `Item with id '${id}' not found.`, {
    ...(param !== undefined && { errors: [{ path: param, message: 'There is no such item.' }] }),
  })

/** An item of a conversation with its row. Throws `not_found`. */
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
