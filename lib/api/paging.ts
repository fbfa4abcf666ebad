import { z } from 'zod'
import { invalidInput } from '#lib/api/errors'
import type { Reply } from '#lib/api/operation'
import { fitItems, restSizeLimit, type SizeLimit } from '#lib/api/size-limit'
import { parseJson } from '#lib/json'
import { tunables } from '#lib/tunables'

/** The members that every list has in addition to its items. */
export const pagingFields = {
  total: z
    .int()
    .optional()
    .describe(
      `The number of all items, counted up to ${tunables.listCountMax}. Left out unless the request asks for the total.`,
    ),
  limit: z.int(),
  offset: z.int(),
  nextOffset: z
    .int()
    .nullable()
    .optional()
    .describe(
      'The offset of the next page, or null after the last page. Left out when the request sent a cursor.',
    ),
  nextCursor: z
    .string()
    .optional()
    .describe('Send it as after to get the next page. Left out after the last page.'),
  previousCursor: z
    .string()
    .optional()
    .describe(
      'Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor.',
    ),
}

/** The sort key of one row: integers, times in microseconds and ids, as text. */
export type SortKey = string[]
/** The types of a sort key's parts, in order. */
export type SortKeyParts = (keyof typeof isPart)[]
const isPart = {
  micros: (text: string) => /^\d{1,16}$/.test(text),
  integer: (text: string) => /^\d{1,10}$/.test(text) && Number(text) < 2 ** 31,
  id: (text: string) => /^[\w-]{1,100}$/.test(text),
}

export type PageInput = { limit: number; offset: number; after?: string; before?: string; total?: boolean }

/** The position of a page: after a row's sort key, before it, or from the first row of the list. */
export type PagePosition = {
  key: SortKey | null
  isBackward: boolean
  limit: number
  offset: number
  /** The number up to which to count all rows; null to skip counting. */
  countMax: number | null
}

/** A page from a store, in the list's order. */
export type ListPage<T> = { items: T[]; keys: SortKey[]; hasMore: boolean; total: number | null }

/** Returns the position that the caller asks for. Throws `invalid_input` for a cursor of another list. */
export function pagePositionOf(page: PageInput, parts: SortKeyParts): PagePosition {
  const { limit, offset, after, before } = page
  if (after !== undefined && before !== undefined)
    throw invalidInput('before', 'Cannot be combined with after')
  const cursor = after ?? before
  const countMax = (page.total ?? cursor === undefined) ? tunables.listCountMax : null
  if (cursor === undefined) return { key: null, isBackward: false, limit, offset, countMax }
  const key = decodeCursor(cursor, parts, after === undefined ? 'before' : 'after')
  return { key, isBackward: after === undefined, limit, offset, countMax }
}

/** Builds a page from the rows of a statement that selects one row more than `limit`. */
export function toListPage<R extends { key: SortKey }, T>(
  rows: R[],
  total: number | null,
  { limit, isBackward }: PagePosition,
  toView: (row: R) => T,
): ListPage<T> {
  const hasMore = rows.length > limit
  const surplus = hasMore ? 1 : 0
  const page = isBackward ? rows.slice(surplus) : rows.slice(0, rows.length - surplus)
  return { items: page.map(toView), keys: page.map(({ key }) => key), hasMore, total }
}

/** Drops rows until the page fits: from its end, or from its beginning when the caller pages backward. */
export function cutToFit<T>(
  found: ListPage<T>,
  { isBackward }: PagePosition,
  fitting: (items: T[]) => T[],
): ListPage<T> {
  const { items, keys, hasMore } = found
  const kept = isBackward ? fitting(items.toReversed()).toReversed() : fitting(items)
  const first = isBackward ? items.length - kept.length : 0
  return {
    ...found,
    items: kept,
    keys: keys.slice(first, first + kept.length),
    hasMore: hasMore || kept.length < items.length,
  }
}

/** Returns the members of `pagingFields` for a page. */
export function paging<T>(found: ListPage<T>, { key, isBackward, limit, offset }: PagePosition) {
  const { items, keys, hasMore, total } = found
  const first = keys.at(0)
  const last = keys.at(-1)
  return {
    ...(total !== null && { total }),
    limit,
    offset,
    ...(key === null && { nextOffset: hasMore ? offset + items.length : null }),
    ...(last && (isBackward || hasMore) && { nextCursor: encodeCursor(last) }),
    ...(first && key !== null && (!isBackward || hasMore) && { previousCursor: encodeCursor(first) }),
  }
}

/**
 * Returns the reply with a page of a list, cut to the caller's size limit. `things` names the items and their member;
 * `more` holds further members.
 */
export function listReply<T>(
  things: { name: string; called?: string; isExact?: boolean },
  whole: ListPage<T>,
  place: PagePosition,
  sizeLimit: SizeLimit = restSizeLimit,
  { more = {}, fitTo = fitItems }: { more?: Record<string, unknown>; fitTo?: typeof fitItems<T> } = {},
): Reply<unknown> {
  const { name, called = name, isExact } = things
  const found = cutToFit(whole, place, (items) => fitTo(items, sizeLimit))
  const data = { ...more, [name]: found.items, ...paging(found, place) }
  return { status: 200, message: sentenceOf(found, called, isExact), data }
}

/** Returns a page of a list that is in memory, cut to the caller's size limit, with its members of `pagingFields`. */
export function offsetPage<T, V>(
  all: T[],
  { limit, offset }: { limit: number; offset: number },
  toView: (item: T) => V,
  sizeLimit?: SizeLimit,
) {
  const items = fitItems(all.slice(offset, offset + limit).map(toView), sizeLimit)
  const next = offset + items.length
  const nextOffset = items.length > 0 && next < all.length ? next : null
  return { items, paging: { total: all.length, limit, offset, nextOffset } }
}

/** For example "2 of 5 conversations." A total that is not exact stops at `listCountMax`. */
function sentenceOf<T>({ items, total }: ListPage<T>, things: string, isExact = false): string {
  if (total === null) return `${items.length} ${items.length === 1 ? singular(things) : things}.`
  const isCut = !isExact && total === tunables.listCountMax
  return `${items.length} of ${total}${isCut ? ' or more' : ''} ${things}.`
}

const singular = (things: string) => things.replace(/ies$/, 'y').replace(/s$/, '')

/** Encodes a row's sort key as a cursor. */
export function encodeCursor(key: SortKey): string {
  const text = btoa(JSON.stringify(key))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Decodes a cursor to its sort key. Throws `invalid_input` for a cursor of another list. */
export function decodeCursor(cursor: string, parts: SortKeyParts, field = 'after'): SortKey {
  const key = decode(cursor, parts)
  if (!key) throw invalidInput(field, 'Is not a cursor of this list')
  return key
}

function decode(cursor: string, parts: SortKeyParts): SortKey | undefined {
  if (!/^[\w-]+$/.test(cursor) || cursor.length % 4 === 1) return undefined
  const key = cursorShape.safeParse(parseJson(atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))))
  if (!key.success || key.data.length !== parts.length) return undefined
  return key.data.every((value, i) => isPart[parts[i]!](value)) ? key.data : undefined
}

const cursorShape = z.array(z.string())
