import { sql } from '#lib/db/index'
import { isDay } from '#lib/usage/range'
import type { UsageQuery } from '#lib/usage/schema'

type Figures = {
  requests: string
  prompt_tokens: string
  cached_tokens: string
  completion_tokens: string
  reasoning_tokens: string
  total_tokens: string
  estimated_tokens: string
  unpriced_tokens: string
  cost: string
}

/** One step of the series, or the totals when `start` is null; `local` is what a clock in the zone shows then. */
export type UsageRow = Figures & {
  start: Date | null
  local: string | null
  label: string | null
  from_at: Date
  to_at: Date
  user_known: boolean
}

/**
 * The usage in a range, by steps and groups, with the totals first. What is final comes from the rollups, the rest from
 * the ledger. Throws for a time zone that PostgreSQL does not know.
 */
export async function findUsage(
  query: UsageQuery,
  from: string,
  to: string | undefined,
): Promise<UsageRow[]> {
  const { granularity, timezone, userId = null, model = null, keyId = null, groupBy = null } = query
  const day = (moment?: string) => (moment && isDay(moment) ? moment : null)
  const instant = (moment?: string) => (moment && !isDay(moment) ? moment : null)
  return sql<UsageRow>('findUsage')`
    select start, local, label, requests, prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens,
           total_tokens, estimated_tokens, unpriced_tokens, cost, from_at, to_at, user_known
    from usage_report(${instant(from)}::timestamptz, ${day(from)}::timestamp, ${instant(to)}::timestamptz,
                      ${day(to)}::timestamp, ${granularity}::text, ${timezone}::text, ${userId}::text,
                      ${model}::text, ${keyId}::text, ${groupBy}::text)`
}
