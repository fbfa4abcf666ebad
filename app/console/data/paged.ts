/** How the models are read page by page: their list has places instead of cursors. */
export const pagedByOffset = {
  pageParamName: 'offset',
  initialPageParam: 0,
  getNextPageParam: ({ data }: { data: { nextOffset: number | null } }) => data.nextOffset,
}

/** How lists are read page by page. The first page has no cursor; null is left out of the address. */
export const paged = {
  pageParamName: 'after',
  initialPageParam: null as unknown as string,
  getNextPageParam: ({ data }: { data: { nextCursor?: string } }) => data.nextCursor,
}
