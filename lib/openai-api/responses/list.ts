import { z } from 'zod'
import { wrongParameter } from '#lib/openai-api/errors'
import { tunables } from '#lib/tunables'

const pageQuery = z.object({
  order: z.enum(['asc', 'desc']).default('desc'),
  after: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
type Page = z.output<typeof pageQuery>

/** Parses the page parameters of a list. Throws ApiError for an invalid parameter. */
export function pageOf(query: URLSearchParams): Page {
  const parsed = pageQuery.safeParse(Object.fromEntries(query))
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  throw wrongParameter(String(path[0]), `${String(path[0])}: ${message}`)
}

/** Returns the items of one page: at most `limit` items and `itemPageBytesMax` bytes, but at least one item. */
export function fitPage<T>(items: T[], limit: number): T[] {
  let bytes = 0
  const end = items.findIndex((item, index) => {
    bytes += sizeOf(item)
    return index > 0 && bytes > tunables.itemPageBytesMax
  })
  return items.slice(0, Math.min(limit, end < 0 ? items.length : end))
}

/** The size of an item as JSON, in bytes. */
export const sizeOf = (item: unknown): number => Buffer.byteLength(JSON.stringify(item))

/** Converts items to a list in OpenAI's form. */
export const toList = <T extends { id: string }>(data: T[], hasMore: boolean) => ({
  object: 'list',
  data,
  first_id: data[0]?.id ?? '',
  last_id: data.at(-1)?.id ?? '',
  has_more: hasMore,
})
