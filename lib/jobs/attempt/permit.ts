import { type BudgetDecision, reserveBudgets } from '#lib/budgets/reserve'
import type { Claim } from '#lib/jobs/attempt/claim-store'
import type { CallParams } from '#lib/models/complete'
import { answerTokensWithin } from '#lib/models/fit'
import { promptTokens } from '#lib/models/prompt'
import { takeTokens } from '#lib/models/token-bucket'
import type { JobParams, PromptMessage } from '#lib/models/types'
import { tunables } from '#lib/tunables'

const budgetBusy = {
  code: 'budget_busy',
  message: 'The rest of the budget is reserved for calls that are running.',
}

const modelBusy = {
  code: 'model_busy',
  message: 'The limit of tokens per minute for this model is reached.',
}

/** The permission for a call, with its final parameters. */
export type Permit =
  | { kind: 'granted'; warnings: string[]; params: CallParams }
  | { kind: 'wait'; waitSeconds: number; reason: { code: string; message: string } }
  | Extract<BudgetDecision, { kind: 'rejected' }>

/** Checks the budgets first, then the model's tokens per minute. */
export async function permitCall(claim: Claim, model: string, prompt: PromptMessage[]): Promise<Permit> {
  const permit = withinContext(await withinBudget(claim, model, prompt), model, prompt)
  if (permit.kind !== 'granted') return permit
  const waitSeconds = await takeTokens(model, () => maxTokensOf(prompt, permit.params))
  return waitSeconds > 0 ? { kind: 'wait', waitSeconds, reason: modelBusy } : permit
}

/**
 * Reserves the maximum cost of the call in the budgets that apply. The answer then has a token limit, even if the
 * caller set none.
 */
async function withinBudget(claim: Claim, model: string, prompt: PromptMessage[]): Promise<Permit> {
  const { params } = claim.job
  if (!claim.isBudgeted) return { kind: 'granted', warnings: [], params }
  const call = { model, promptTokens: promptTokens(prompt, params.request), maxTokens: params.maxTokens }
  const permission = await reserveBudgets(claim.job, call)
  if (permission.kind === 'wait')
    return { kind: 'wait', waitSeconds: tunables.budgetRetrySeconds, reason: budgetBusy }
  if (permission.kind === 'rejected') return permission
  const { warnings, maxTokens } = permission
  return { kind: 'granted', warnings, params: { ...params, maxTokens, mustEnd: true } }
}

/** Lowers the answer's token limit to the space that the prompt leaves in the model's context. */
function withinContext(permit: Permit, model: string, prompt: PromptMessage[]): Permit {
  if (permit.kind !== 'granted') return permit
  const { params, warnings } = permit
  const left = answerTokensWithin(model, () => promptTokens(prompt, params.request), params.maxTokens)
  if (left === undefined) return permit
  const warning = `The context of ${model} leaves ${left} tokens for this answer.`
  return { ...permit, params: { ...params, maxTokens: left }, warnings: [...warnings, warning] }
}

/** The likely maximum of tokens of a call, including the answer. */
const maxTokensOf = (
  prompt: PromptMessage[],
  { maxTokens = tunables.budgetedAnswerTokensMax, request }: JobParams,
) => promptTokens(prompt, request) + maxTokens
