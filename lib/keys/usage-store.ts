import { sql } from '#lib/db/index'
import type { KeyUsage } from '#lib/keys/schema'

type UsageRow = {
  key_id: string
  requests: number
  answers: number
  failures: number
  total_tokens: number
  cost: string
  budgets: KeyUsage['budgets']
}

const none = { requests: 0, answers: 0, failures: 0, totalTokens: 0, cost: '0', currency: 'USD' as const }

/** Finds the usage of these keys since the first of the month (UTC), and the budgets of their users. */
export async function findKeyUsage(ids: string[]): Promise<Map<string, KeyUsage>> {
  const rows = await sql<UsageRow>('findKeyUsage')`
    select key_id, requests::float, answers::float, failures::float, total_tokens::float, cost::text, budgets
    from key_usage(${ids}::text[])`
  return new Map(
    rows.map(({ key_id, requests, answers, failures, total_tokens: totalTokens, cost, budgets }) => [
      key_id,
      { month: { ...none, requests, answers, failures, totalTokens, cost }, budgets },
    ]),
  )
}

/** The usage of a key that was deleted meanwhile. */
export const unused: KeyUsage = { month: none, budgets: [] }
