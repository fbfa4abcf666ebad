import { z } from 'zod'
import { wrongParameter } from '#lib/openai-api/errors'

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

/** The first page of some items in OpenAI's form: of more than `limit` it tells that there are more. */
export function toList<T extends { id: string }>(items: T[], limit: number) {
  const data = items.slice(0, limit)
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? '',
    last_id: data.at(-1)?.id ?? '',
    has_more: items.length > limit,
  }
}
