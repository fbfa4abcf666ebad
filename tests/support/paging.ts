import { placeOf } from '#lib/api/paging'

/** The page of a list that a caller gets by limit and offset. */
export const page = (limit: number, offset = 0) => placeOf({ limit, offset }, [])
