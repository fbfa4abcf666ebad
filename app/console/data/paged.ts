/** Pagination of the models, whose list has offsets instead of cursors. */
export const pagedByOffset = {
  pageParamName: 'offset',
  initialPageParam: 0,
  getNextPageParam: ({ data }: { data: { nextOffset: number | null } }) => data.nextOffset,
}

/** Pagination by cursor. The first page has none: null is left out of the URL. */
export const paged = {
  pageParamName: 'after',
  initialPageParam: null as unknown as string,
  getNextPageParam: ({ data }: { data: { nextCursor?: string } }) => data.nextCursor,
}
