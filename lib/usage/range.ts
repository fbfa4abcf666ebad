import { invalidInput } from '#lib/api/errors'
import { isInvalidParameter } from '#lib/db/index'
import { tunables } from '#lib/tunables'
import type { Granularity, UsageQuery } from '#lib/usage/schema'

const dayMs = 86_400_000

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
  const daysMax = tunables.usageDaysMax[granularity]
  if (days > daysMax)
    throw invalidInput('from', `The range may have at most ${daysMax} days with granularity ${granularity}`)
  return { from, to }
}

/** True for a calendar day, false for an instant. The schema has validated both. */
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
    ? invalidInput('timezone', 'The database does not know this time zone')
    : error
}
