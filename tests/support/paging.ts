import { pagePositionOf } from '#lib/api/paging'

/** The page of a list for a limit and an offset. */
export const page = (limit: number, offset = 0) => pagePositionOf({ limit, offset }, [])
