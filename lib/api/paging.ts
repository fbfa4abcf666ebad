import { z } from 'zod'

/** The members that every list carries beside its page. */
export const pagingFields = {
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
  nextOffset: z.int().nullable().describe('Where the next page begins, or null after the last.'),
}

/** `nextOffset` is where the next page begins, or null after the last. */
export function paging(count: number, total: number, limit: number, offset: number) {
  const next = offset + count
  return { total, limit, offset, nextOffset: count > 0 && next < total ? next : null }
}
