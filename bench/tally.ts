import type { Seen } from '#tests/support/http-proxy'

/** The source of a round trip: the request that the caller waits for, or the worker. */
export type Side = 'request' | 'worker'
export type Service = 'sql' | 'kv' | 'queue'

/** Round trips by kind, and their sizes. */
export type Tally = {
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

export const emptyTally = (): Tally => ({
  sql: 0,
  statements: 0,
  kv: 0,
  commands: 0,
  subscribe: 0,
  publish: 0,
})

export const isSubscription = ({ path }: Seen) => /^\/p?subscribe\b/.test(path)

/** Adds one request to a tally. */
export function count(tally: Tally, service: Service, seen: Seen): void {
  if (service === 'queue') tally.publish++
  else if (service === 'kv' && isSubscription(seen)) tally.subscribe++
  else if (service === 'kv') {
    tally.kv++
    tally.commands += /^\/(pipeline|multi-exec)\b/.test(seen.path)
      ? (JSON.parse(seen.body) as unknown[]).length
      : 1
  } else {
    tally.sql++
    tally.statements += (JSON.parse(seen.body) as { queries?: unknown[] }).queries?.length ?? 1
  }
}

/** The average of one turn. */
export function perTurn(tally: Tally, turns: number): Tally {
  return Object.fromEntries(Object.entries(tally).map(([name, total]) => [name, total / turns])) as Tally
}

export function isWithinBudget(side: Side, kind: Kind, average: number): boolean {
  return average <= budget[side][kind]
}
