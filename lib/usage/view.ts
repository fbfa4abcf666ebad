import type { UsageFigures, UsageQuery, UsageStep } from '#lib/usage/schema'
import type { UsageRow } from '#lib/usage/store'

/** Converts the figures of a row for the API. */
export function toFigures(row: UsageRow): UsageFigures {
  return {
    requests: Number(row.requests),
    answers: Number(row.answers),
    failures: Number(row.failures),
    promptTokens: Number(row.prompt_tokens),
    cachedTokens: Number(row.cached_tokens),
    completionTokens: Number(row.completion_tokens),
    reasoningTokens: Number(row.reasoning_tokens),
    totalTokens: Number(row.total_tokens),
    estimatedTokens: Number(row.estimated_tokens),
    unpricedTokens: Number(row.unpriced_tokens),
    cost: row.cost,
    currency: 'USD',
    latencyMedianMs: row.latency_median_ms,
    latencyP95Ms: row.latency_p95_ms,
  }
}

/** Converts a step of the series for the API. */
export function toStep(row: UsageRow, groupBy: UsageQuery['groupBy']): UsageStep {
  const member =
    groupBy === 'user'
      ? { userId: row.label }
      : groupBy === 'model'
        ? { model: row.label ?? '' }
        : groupBy === 'key' && { keyId: row.label, keyName: row.key_name }
  return { start: withOffset(row.local!, row.start!), ...member, ...toFigures(row) }
}

/** Adds the zone's offset at this instant to a local time: 2026-11-24T00:00:00+09:00. */
function withOffset(local: string, instant: Date): string {
  const minutes = Math.round((Date.parse(`${local}Z`) - instant.getTime()) / 60_000)
  const size = Math.abs(minutes)
  const twoDigits = (value: number) => String(value).padStart(2, '0')
  return `${local}${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`
}

const memberFields = { user: ['userId'], model: ['model'], key: ['keyId'] } as const

/** Converts the series to table lines below a header line. New columns must be added last. */
export function toLines(series: UsageStep[], groupBy: UsageQuery['groupBy']) {
  const names = [
    ...(['start', ...(groupBy ? memberFields[groupBy] : [])] as const),
    ...(['requests', 'promptTokens', 'cachedTokens', 'completionTokens', 'reasoningTokens'] as const),
    ...(['totalTokens', 'estimatedTokens', 'unpricedTokens', 'cost', 'currency'] as const),
    ...(['answers', 'failures', 'latencyMedianMs', 'latencyP95Ms'] as const),
    ...(groupBy === 'key' ? (['keyName'] as const) : []),
  ]
  return [names as string[], ...series.map((step) => names.map((name) => step[name] ?? null))]
}
