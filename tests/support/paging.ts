import { placeOf } from '#lib/api/paging'

/** The page of a list for a limit and an offset. */
export const page = (limit: number, offset = 0) => placeOf({ limit, offset }, [])
