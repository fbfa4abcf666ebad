import { z } from 'zod'
import { ApiError } from '#lib/api/errors'
import type { Reply } from '#lib/api/operation'
import { fitting, restSizeLimit, type SizeLimit } from '#lib/api/size-limit'
import { parseJson } from '#lib/json'
import { tunables } from '#lib/tunables'

/** The members that every list carries beside its page. */
export const pagingFields = {
  total: z
    .int()
    .optional()
    .describe(
      `How many there are, counted up to ${tunables.listCountMax}. Left out unless the page was asked to count them.`,
    ),
  limit: z.int(),
  offset: z.int(),
  nextOffset: z
    .int()
    .nullable()
    .optional()
    .describe(
      'Where the next page begins, or null after the last. Left out of a page that a cursor asked for.',
    ),
  nextCursor: z
    .string()
    .optional()
    .describe('Send it as after to get the next page. Left out after the last.'),
  previousCursor: z
    .string()
    .optional()
    .describe(
      'Send it as before to get the page before this one. Left out of the first page, and where no cursor was sent.',
    ),
}

/** What a list is sorted by, of one row: whole numbers, times in microseconds and ids, as text. */
export type SortKey = string[]
/** The kinds of a sort key's parts, in their order. */
export type SortKeyParts = (keyof typeof isPart)[]
const isPart = {
  micros: (text: string) => /^\d{1,16}$/.test(text),
  integer: (text: string) => /^\d{1,10}$/.test(text) && Number(text) < 2 ** 31,
  id: (text: string) => /^[\w-]{1,100}$/.test(text),
}

export type PageInput = { limit: number; offset: number; after?: string; before?: string; total?: boolean }

/** The page that is wanted: after a row's sort key, before it, or from the list's first row on. */
export type Place = {
  key: SortKey | null
  isBackward: boolean
  limit: number
  offset: number
  /** How far to count all rows; null to count none. */
  countMax: number | null
}

/** A page as a store finds it, in the list's order. */
export type Found<T> = { items: T[]; keys: SortKey[]; hasMore: boolean; total: number | null }

/** The page that the caller asks for. Throws `invalid_input` for a cursor that this list did not give. */
export function placeOf(page: PageInput, parts: SortKeyParts): Place {
  const { limit, offset, after, before } = page
  if (after !== undefined && before !== undefined) throw invalid('before', 'Cannot be combined with after')
  const cursor = after ?? before
  const countMax = (page.total ?? cursor === undefined) ? tunables.listCountMax : null
  if (cursor === undefined) return { key: null, isBackward: false, limit, offset, countMax }
  const key = keyOf(cursor, parts, after === undefined ? 'before' : 'after')
  return { key, isBackward: after === undefined, limit, offset, countMax }
}

/** The rows of a statement that looked for one row more than the page holds. */
export function toFound<R extends { key: SortKey }, T>(
  rows: R[],
  total: number | null,
  { limit, isBackward }: Place,
  toView: (row: R) => T,
): Found<T> {
  const hasMore = rows.length > limit
  const surplus = hasMore ? 1 : 0
  const page = isBackward ? rows.slice(surplus) : rows.slice(0, rows.length - surplus)
  return { items: page.map(toView), keys: page.map(({ key }) => key), hasMore, total }
}

/** The same page with the rows alone that fit, from where the caller comes from. */
export function cutToFit<T>(found: Found<T>, { isBackward }: Place, fitting: (items: T[]) => T[]): Found<T> {
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

/** The members of `pagingFields` for a page. */
export function paging<T>(found: Found<T>, { key, isBackward, limit, offset }: Place) {
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
 * The reply with a page of a list, as far as the caller has room for it; `things` is what the list holds and the name of
 * its member. `more` are members beside it.
 */
export function listReply<T>(
  things: { name: string; called?: string; isExact?: boolean },
  whole: Found<T>,
  place: Place,
  sizeLimit: SizeLimit = restSizeLimit,
  { more = {}, fitTo = fitting }: { more?: Record<string, unknown>; fitTo?: typeof fitting<T> } = {},
): Reply<unknown> {
  const { name, called = name, isExact } = things
  const found = cutToFit(whole, place, (items) => fitTo(items, sizeLimit))
  const data = { ...more, [name]: found.items, ...paging(found, place) }
  return { status: 200, message: sentenceOf(found, called, isExact), data }
}

/** "2 of 5 conversations." A total that is not exact stops at `listCountMax`. */
function sentenceOf<T>({ items, total }: Found<T>, things: string, isExact = false): string {
  if (total === null) return `${items.length} ${items.length === 1 ? singular(things) : things}.`
  const isCut = !isExact && total === tunables.listCountMax
  return `${items.length} of ${total}${isCut ? ' or more' : ''} ${things}.`
}

const singular = (things: string) => things.replace(/ies$/, 'y').replace(/s$/, '')

/** The cursor of a row by its sort key. */
export function encodeCursor(key: SortKey): string {
  const text = btoa(JSON.stringify(key))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The sort key of a cursor. Throws `invalid_input` for one that this list did not give. */
export function keyOf(cursor: string, parts: SortKeyParts, field = 'after'): SortKey {
  const key = decode(cursor, parts)
  if (!key) throw invalid(field, 'Is not a cursor that this list gave')
  return key
}

function decode(cursor: string, parts: SortKeyParts): SortKey | undefined {
  if (!/^[\w-]+$/.test(cursor) || cursor.length % 4 === 1) return undefined
  const key = cursorShape.safeParse(parseJson(atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))))
  if (!key.success || key.data.length !== parts.length) return undefined
  return key.data.every((value, i) => isPart[parts[i]!](value)) ? key.data : undefined
}

const cursorShape = z.array(z.string())

const invalid = (path: string, message: string) =>
  new ApiError('invalid_input', `${path}: ${message}`, { errors: [{ path, message }] })
