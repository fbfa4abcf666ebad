import { type Exceeded, findLeft, type Reservation, reserve, type Unpriced } from '#lib/budgets/store'
import { answerTokensFor, priceCall } from '#lib/metering/prices'
import type { Failure } from '#lib/models/types'
import { tunables } from '#lib/tunables'

/** The decision on a call: it starts with `maxTokens`, waits for other calls to end, or fails for this period. */
export type BudgetDecision =
  | { kind: 'granted'; warnings: string[]; maxTokens: number }
  | { kind: 'wait' }
  | { kind: 'rejected'; failure: Failure }

/** A call before it is sent. `maxTokens` is the caller's own limit for the answer. */
export type PlannedCall = { model: string; promptTokens: number; maxTokens?: number | undefined }

type Held = { id: string; attempt: number }

/**
 * Reserves the highest possible cost of a call in every budget of its job. If the caller set no limit and the full
 * answer does not fit, the answer gets the tokens that remain, provided that they are enough for an answer.
 */
export async function reserveBudgets(held: Held, call: PlannedCall): Promise<BudgetDecision> {
  const maxTokens = call.maxTokens ?? tunables.budgetedAnswerTokensMax
  const reservation = await reserveFor(held, call, maxTokens)
  if (reservation.state !== 'exceeded' || call.maxTokens !== undefined)
    return toDecision(reservation, call, maxTokens)
  const { tokens, usd } = await findLeft(held.id)
  const fitting = Math.min(
    tokens === null ? maxTokens : tokens - call.promptTokens,
    usd === null ? maxTokens : answerTokensFor(usd, call),
  )
  if (fitting < tunables.budgetedAnswerTokensMin) return toDecision(reservation, call, maxTokens)
  const smaller = toDecision(await reserveFor(held, call, fitting), call, fitting)
  if (smaller.kind !== 'granted') return smaller
  return {
    ...smaller,
    warnings: [...smaller.warnings, `The budget leaves ${fitting} tokens for this answer.`],
  }
}

function reserveFor(
  held: Held,
  { model, promptTokens }: PlannedCall,
  maxTokens: number,
): Promise<Reservation> {
  const { cost } = priceCall({ model, promptTokens, cachedTokens: 0, completionTokens: maxTokens })
  return reserve(held, { tokens: promptTokens + maxTokens, usd: cost })
}

function toDecision(reservation: Reservation, call: PlannedCall, maxTokens: number): BudgetDecision {
  switch (reservation.state) {
    case 'busy':
      return { kind: 'wait' }
    case 'exceeded':
      return { kind: 'rejected', failure: exceededFailure(reservation, call.promptTokens + maxTokens) }
    case 'unpriced':
      return { kind: 'rejected', failure: unpricedFailure(reservation, call.model) }
    default: {
      const warnings = reservation.softPassed ? [softWarning(reservation)] : []
      return { kind: 'granted', warnings, maxTokens }
    }
  }
}

const nameOfBudget = ({ limit, unit, period }: Reservation) =>
  `${unit === 'usd' ? `$${limit}` : `${limit} tokens`} a ${period}`

function exceededFailure(reservation: Exceeded, tokens: number): Failure {
  const { period, unit, limit } = reservation
  const resetsAt = reservation.resetsAt.toISOString()
  return {
    code: 'budget_exceeded',
    message: `This call may use up to ${tokens} tokens, which is more than the budget of ${nameOfBudget(reservation)} has left. Request fewer tokens with maxTokens, or wait: the budget resets at ${resetsAt}.`,
    details: { budget: { period, unit, limit, resetsAt } },
    retryable: false,
  }
}

const unpricedFailure = (reservation: Unpriced, model: string): Failure => ({
  code: 'model_not_priced',
  message: `The model ${model} has no known price, so the budget of ${nameOfBudget(reservation)} does not allow it. Set its price in MODEL_PRICES; the price may be 0.`,
  retryable: false,
  modelSpecific: true,
})

const softWarning = (reservation: Reservation) =>
  `The soft budget of ${nameOfBudget(reservation)} is used up.`
