import { z } from 'zod'
import { wrongParameter } from '#lib/openai-api/errors'
import { tunables } from '#lib/tunables'

const pageQuery = z.object({
  order: z.enum(['asc', 'desc']).default('desc'),
  after: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
type Page = z.output<typeof pageQuery>

/** Which page of a list is asked for. Throws ApiError for a parameter that is wrong. */
export function pageOf(query: URLSearchParams): Page {
  const parsed = pageQuery.safeParse(Object.fromEntries(query))
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  throw wrongParameter(String(path[0]), `${String(path[0])}: ${message}`)
}

/** The first items that one page has: at most so many, and no more bytes than a page may have, but at least one. */
export function fitPage<T>(items: T[], limit: number): T[] {
  let bytes = 0
  const end = items.findIndex((item, index) => {
    bytes += sizeOf(item)
    return index > 0 && bytes > tunables.itemPageBytesMax
  })
  return items.slice(0, Math.min(limit, end < 0 ? items.length : end))
}

/** How many bytes an item has in an answer. */
export const sizeOf = (item: unknown): number => Buffer.byteLength(JSON.stringify(item))

/** Items as a list in OpenAI's form. */
export const toList = <T extends { id: string }>(data: T[], hasMore: boolean) => ({
  object: 'list',
  data,
  first_id: data[0]?.id ?? '',
  last_id: data.at(-1)?.id ?? '',
  has_more: hasMore,
})
