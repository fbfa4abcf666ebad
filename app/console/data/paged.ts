/** How lists are read page by page. The first page has no cursor; null is left out of the address. */
export const paged = {
  pageParamName: 'after',
  initialPageParam: null as unknown as string,
  getNextPageParam: ({ data }: { data: { nextCursor?: string } }) => data.nextCursor,
}
