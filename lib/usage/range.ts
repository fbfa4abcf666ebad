import { ApiError } from '#lib/api/errors'
import { isInvalidParameter } from '#lib/db/index'
import type { Granularity, UsageQuery } from '#lib/usage/schema'

const dayMs = 86_400_000
/** The longest range of each granularity, in days: what a series can still show. */
const daysMax: Record<Granularity, number> = { hour: 32, day: 400, month: 3_700 }

/**
 * The range that a query asks for, each end a calendar day (to be read in its time zone) or an instant; without `to`
 * it is until now. Without `from` it begins with the 24th hour, 30th day or 12th month back, counting the last.
 * Throws `invalid_input` when it is too long.
 */
export function rangeOf(query: UsageQuery, now: Date): { from: string; to: string | undefined } {
  const { granularity, timezone, to } = query
  const end = to === undefined ? now : new Date(to)
  const from = query.from ?? defaultFrom(granularity, timezone, end)
  // A day without its zone is up to 14 hours off, which the limit need not care about.
  const days = (end.getTime() - new Date(from).getTime()) / dayMs
  if (days > daysMax[granularity])
    throw invalidRange(
      'from',
      `With granularity ${granularity} at most ${daysMax[granularity]} days can be shown`,
    )
  return { from, to }
}

export const isDay = (moment: string) => moment.length === 'yyyy-mm-dd'.length

function defaultFrom(granularity: Granularity, timezone: string, end: Date): string {
  // A range that ends at midnight has its last step before it.
  const last = new Date(end.getTime() - 1)
  if (granularity === 'hour')
    return new Date(Math.floor(last.getTime() / 3_600_000) * 3_600_000 - 23 * 3_600_000).toISOString()
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' }).format(last)
  const [year, month, day] = parts.split('-').map(Number) as [number, number, number]
  const first =
    granularity === 'day' ? Date.UTC(year, month - 1, day - 29) : Date.UTC(year, month - 1 - 11, 1)
  return new Date(first).toISOString().slice(0, 10)
}

/** Throws an error again; one of a time zone that only the language knows as `invalid_input`. */
export function knownZone(error: unknown): never {
  throw isInvalidParameter(error)
    ? invalidRange('timezone', 'The database does not know this time zone')
    : error
}

/** An `invalid_input` about one field. */
export function invalidRange(path: string, message: string): ApiError {
  return new ApiError('invalid_input', `${path}: ${message}.`, { errors: [{ path, message }] })
}
