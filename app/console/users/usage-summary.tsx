'use client'

import { useText } from '../frame/text.tsx'

export type UsageTotals = { requests: number; totalTokens: number; cost: string }

/** The usage in a period. */
export function UsageSummary({ counted: { requests, totalTokens, cost } }: { counted: UsageTotals }) {
  const { t, compact, money } = useText()
  if (requests === 0) return t('none')
  const values = { count: requests, tokens: compact(totalTokens), cost: money(Number(cost)) }
  return t('users.used', values)
}
