import { ApiError } from '#lib/api/errors'
import { isInvalidParameter } from '#lib/db/index'
import type { Granularity, UsageQuery } from '#lib/usage/schema'

const dayMs = 86_400_000
/** The longest range of each granularity, in days. */
const daysMax: Record<Granularity, number> = { hour: 32, day: 400, month: 3_700 }

/**
 * Returns the range of a query. Each end is a calendar day (in the query's time zone) or an instant. The default of
 * `to` is now. Without `from` the range covers the last 24 hours, 30 days or 12 months, including the current one.
 * Throws `invalid_input` for a range that is too long.
 */
export function rangeOf(query: UsageQuery, now: Date): { from: string; to: string | undefined } {
  const { granularity, timezone, to } = query
  const end = to === undefined ? now : new Date(to)
  const from = query.from ?? defaultFrom(granularity, timezone, end)
  // A day without its time zone is inaccurate by up to 14 hours, which does not matter for the limit.
  const days = (end.getTime() - new Date(from).getTime()) / dayMs
  if (days > daysMax[granularity])
    throw invalidRange(
      'from',
      `The range may have at most ${daysMax[granularity]} days with granularity ${granularity}`,
    )
  return { from, to }
}

export const isDay = (moment: string) => moment.length === 'yyyy-mm-dd'.length

function defaultFrom(granularity: Granularity, timezone: string, end: Date): string {
  // The last step of a range that ends at midnight is the step before midnight.
  const last = new Date(end.getTime() - 1)
  if (granularity === 'hour')
    return new Date(Math.floor(last.getTime() / 3_600_000) * 3_600_000 - 23 * 3_600_000).toISOString()
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' }).format(last)
  const [year, month, day] = parts.split('-').map(Number) as [number, number, number]
  const first =
    granularity === 'day' ? Date.UTC(year, month - 1, day - 29) : Date.UTC(year, month - 1 - 11, 1)
  return new Date(first).toISOString().slice(0, 10)
}

/** Rethrows an error. A time zone that only JavaScript knows becomes `invalid_input`. */
export function rethrowZoneError(error: unknown): never {
  throw isInvalidParameter(error)
    ? invalidRange('timezone', 'The database does not know this time zone')
    : error
}

/** Creates an `invalid_input` about one field. */
export function invalidRange(path: string, message: string): ApiError {
  return new ApiError('invalid_input', `${path}: ${message}.`, { errors: [{ path, message }] })
}
