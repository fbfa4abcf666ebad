import { type Exceeded, type Reservation, reserve } from '#lib/budgets/store'
import type { Failure } from '#lib/models/types'

/** What a call may do: begin (perhaps with a warning), wait for others to end, or never in this period. */
export type Permission =
  | { kind: 'granted'; warnings: string[] }
  | { kind: 'wait' }
  | { kind: 'refused'; failure: Failure }

/** Asks every budget of a job for what its call may cost at the most. */
export async function askBudgets(
  held: { id: string; attempt: number },
  most: { tokens: number; usd: string | null },
): Promise<Permission> {
  const reservation = await reserve(held, most)
  if (reservation.state === 'busy') return { kind: 'wait' }
  if (reservation.state === 'exceeded')
    return { kind: 'refused', failure: exceeded(reservation, most.tokens) }
  return { kind: 'granted', warnings: reservation.softPassed ? [softWarning(reservation)] : [] }
}

const named = ({ limit, unit, period }: Reservation) =>
  `${unit === 'usd' ? `$${limit}` : `${limit} tokens`} a ${period}`

function exceeded(reservation: Exceeded, tokens: number): Failure {
  const { period, unit, limit } = reservation
  const resetsAt = reservation.resetsAt.toISOString()
  return {
    code: 'budget_exceeded',
    message: `This may take up to ${tokens} tokens, which the budget of ${named(reservation)} does not allow any more. Ask for fewer with maxTokens; the budget begins anew at ${resetsAt}.`,
    details: { budget: { period, unit, limit, resetsAt } },
    retryable: false,
  }
}

const softWarning = (reservation: Reservation) => `The soft budget of ${named(reservation)} is used up.`
