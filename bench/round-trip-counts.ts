import type { SeenRequest } from '#tests/support/http-proxy'

/** The source of a round trip: the request that the caller waits for, or the worker. */
export type Side = 'request' | 'worker'
export type Service = 'sql' | 'kv' | 'queue'

/** Round trips by kind, and their sizes. */
export type RoundTripCounts = {
  sql: number
  statements: number
  kv: number
  commands: number
  subscribe: number
  publish: number
}
export type Kind = 'sql' | 'kv' | 'subscribe' | 'publish'

export const budget: Record<Side, Record<Kind, number>> = {
  request: { sql: 1, kv: 1, subscribe: 1, publish: 1 },
  worker: { sql: 2, kv: 2, subscribe: 0, publish: 0 },
}

export const emptyCounts = (): RoundTripCounts => ({
  sql: 0,
  statements: 0,
  kv: 0,
  commands: 0,
  subscribe: 0,
  publish: 0,
})

export const isSubscription = ({ path }: SeenRequest) => /^\/p?subscribe\b/.test(path)

/** Adds one request to the counts. */
export function count(counts: RoundTripCounts, service: Service, seen: SeenRequest): void {
  if (service === 'queue') counts.publish++
  else if (service === 'kv' && isSubscription(seen)) counts.subscribe++
  else if (service === 'kv') {
    counts.kv++
    counts.commands += /^\/(pipeline|multi-exec)\b/.test(seen.path)
      ? (JSON.parse(seen.body) as unknown[]).length
      : 1
  } else {
    counts.sql++
    counts.statements += (JSON.parse(seen.body) as { queries?: unknown[] }).queries?.length ?? 1
  }
}

/** The average of one turn. */
export function perTurn(counts: RoundTripCounts, turns: number): RoundTripCounts {
  return Object.fromEntries(
    Object.entries(counts).map(([name, total]) => [name, total / turns]),
  ) as RoundTripCounts
}

/** True if the average number of round trips of a turn is within `budget`. */
export function isWithinBudget(side: Side, kind: Kind, average: number): boolean {
  return average <= budget[side][kind]
}
