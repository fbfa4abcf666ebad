import { query } from '../data/api.ts'

export const granularities = ['hour', 'day', 'month'] as const
export const groups = ['model', 'user', 'key'] as const
export const measures = ['cost', 'tokens', 'answers', 'failures', 'latency'] as const
type Granularity = (typeof granularities)[number]
export type Group = (typeof groups)[number]
export type Measure = (typeof measures)[number]

/** The filters of the usage page, from its URL. */
export type Choice = {
  granularity: Granularity
  groupBy?: Group | undefined
  measure: Measure
  timezone: string
  userId?: string | undefined
  model?: string | undefined
  keyId?: string | undefined
}

/** The most rows of a series. The limit also keeps the chart readable. */
const rowsMax = 1_000

const oneOf = <T extends string>(values: readonly T[], value: string | undefined): T | undefined =>
  values.find((one) => one === value)

/** Parses the filters from the URL. Invalid values get the defaults. */
export function toChoice(values: Record<string, string | undefined>): Choice {
  const { timezone, userId, model, keyId } = values
  return {
    granularity: oneOf(granularities, values.range) ?? 'day',
    groupBy: oneOf(groups, values.groupBy),
    measure: oneOf(measures, values.measure) ?? 'cost',
    timezone: timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...{ userId, model, keyId },
  }
}

/** The usage up to now, from the API. */
export function useReport({ measure: _, ...choice }: Choice) {
  return query.useQuery(
    'get',
    '/api/usage',
    { params: { query: { ...choice, limit: rowsMax } } },
    {
      placeholderData: (before) => before,
      // Only CSV is a string, and this query never requests it.
      select: (answer) => (typeof answer === 'string' ? undefined : answer.data),
    },
  )
}

/** The URL of the same report as a CSV file. */
export function csvAddress({ measure: _, ...choice }: Choice): string {
  const given = Object.entries({ ...choice, format: 'csv' }).filter(([, value]) => value !== undefined)
  return `/api/usage?${new URLSearchParams(given as [string, string][])}`
}

export type Figures = {
  cost: string
  totalTokens: number
  answers: number
  failures: number
  latencyMedianMs: number | null
}
type Step = Figures & {
  start: string
  model?: string
  userId?: string | null
  keyId?: string | null
  keyName?: string | null
}
export type Report = { from: string; to: string; series: Step[]; totals: Figures & Record<string, unknown> }

/** The value of the chosen measure. */
export function figureOf(figures: Figures, measure: Measure): number {
  if (measure === 'cost') return Number(figures.cost)
  if (measure === 'tokens') return figures.totalTokens
  return measure === 'latency' ? (figures.latencyMedianMs ?? 0) : figures[measure]
}

/**
 * The group of a row of the series. Null for the server's own key and for deleted users. Undefined if the row is not
 * grouped by `groupBy`, as in the old report that is shown until the next one is loaded.
 */
export function labelOf(step: Step, groupBy: Group | undefined): string | null | undefined {
  if (groupBy === undefined) return undefined
  if (groupBy === 'model') return step.model
  return groupBy === 'user' ? step.userId : (step.keyName ?? step.keyId)
}
