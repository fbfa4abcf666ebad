import { type Exceeded, findLeft, type Reservation, reserve, type Unpriced } from '#lib/budgets/store'
import { answerTokensFor, priced } from '#lib/metering/prices'
import type { Failure } from '#lib/models/types'
import { tunables } from '#lib/tunables'

/** What a call may do: begin, with so many tokens for its answer, wait for others to end, or never in this period. */
export type Permission =
  | { kind: 'granted'; warnings: string[]; maxTokens: number }
  | { kind: 'wait' }
  | { kind: 'refused'; failure: Failure }

/** A call as far as it is known before: its caller may have limited the answer. */
export type PlannedCall = { model: string; promptTokens: number; maxTokens?: number | undefined }

type Held = { id: string; attempt: number }

/**
 * Asks every budget of a job for what its call may cost at the most. An answer that its caller did not limit gets what
 * the budgets leave, if that is enough for an answer.
 */
export async function askBudgets(held: Held, call: PlannedCall): Promise<Permission> {
  const maxTokens = call.maxTokens ?? tunables.budgetedAnswerTokensMax
  const reservation = await reserveFor(held, call, maxTokens)
  if (reservation.state !== 'exceeded' || call.maxTokens !== undefined)
    return permission(reservation, call, maxTokens)
  const { tokens, usd } = await findLeft(held.id)
  const fitting = Math.min(
    tokens === null ? maxTokens : tokens - call.promptTokens,
    usd === null ? maxTokens : answerTokensFor(usd, call),
  )
  if (fitting < tunables.budgetedAnswerTokensMin) return permission(reservation, call, maxTokens)
  const smaller = permission(await reserveFor(held, call, fitting), call, fitting)
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
  const { cost } = priced({ model, promptTokens, cachedTokens: 0, completionTokens: maxTokens })
  return reserve(held, { tokens: promptTokens + maxTokens, usd: cost })
}

function permission(reservation: Reservation, call: PlannedCall, maxTokens: number): Permission {
  switch (reservation.state) {
    case 'busy':
      return { kind: 'wait' }
    case 'exceeded':
      return { kind: 'refused', failure: exceeded(reservation, call.promptTokens + maxTokens) }
    case 'unpriced':
      return { kind: 'refused', failure: unpriced(reservation, call.model) }
    default: {
      const warnings = reservation.softPassed ? [softWarning(reservation)] : []
      return { kind: 'granted', warnings, maxTokens }
    }
  }
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

const unpriced = (reservation: Unpriced, model: string): Failure => ({
  code: 'model_not_priced',
  message: `The model ${model} has no known price, so the budget of ${named(reservation)} does not allow it. MODEL_PRICES can name one, which may be 0.`,
  retryable: false,
  modelSpecific: true,
})

const softWarning = (reservation: Reservation) => `The soft budget of ${named(reservation)} is used up.`
