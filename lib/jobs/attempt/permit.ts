import { askBudgets, type Permission } from '#lib/budgets/reserve'
import type { Claim } from '#lib/jobs/attempt/claim-store'
import type { CallParams } from '#lib/models/complete'
import { answerTokensWithin } from '#lib/models/fit'
import { promptTokens } from '#lib/models/prompt'
import { takeTokens } from '#lib/models/token-bucket'
import type { JobParams, PromptMessage } from '#lib/models/types'
import { tunables } from '#lib/tunables'

const budgetBusy = { code: 'budget_busy', message: 'The budget is kept free for calls that are under way.' }

const modelBusy = {
  code: 'model_busy',
  message: 'The tokens that the model may be sent in a minute are used up.',
}

/** Whether a call may be made, and with which parameters. */
export type Permit =
  | { kind: 'granted'; warnings: string[]; params: CallParams }
  | { kind: 'wait'; waitSeconds: number; reason: { code: string; message: string } }
  | Extract<Permission, { kind: 'refused' }>

/** Asks first for the money and then for the tokens a minute that a call may take. */
export async function permitCall(claim: Claim, model: string, prompt: PromptMessage[]): Promise<Permit> {
  const permit = withinContext(await withinBudget(claim, model, prompt), model, prompt)
  if (permit.kind !== 'granted') return permit
  const waitSeconds = await takeTokens(model, () => mostTokens(prompt, permit.params))
  return waitSeconds > 0 ? { kind: 'wait', waitSeconds, reason: modelBusy } : permit
}

/**
 * Keeps free, in the budgets that there are, what the call may cost at the most. Its answer has a limit then, even if
 * its caller named none.
 */
async function withinBudget(claim: Claim, model: string, prompt: PromptMessage[]): Promise<Permit> {
  const { params } = claim.job
  if (!claim.isBudgeted) return { kind: 'granted', warnings: [], params }
  const call = { model, promptTokens: promptTokens(prompt, params.request), maxTokens: params.maxTokens }
  const permission = await askBudgets(claim.job, call)
  if (permission.kind === 'wait')
    return { kind: 'wait', waitSeconds: tunables.budgetRetrySeconds, reason: budgetBusy }
  if (permission.kind === 'refused') return permission
  const { warnings, maxTokens } = permission
  return { kind: 'granted', warnings, params: { ...params, maxTokens, mustEnd: true } }
}

/** An answer that its caller lets be longer than the model's context can hold gets what that leaves. */
function withinContext(permit: Permit, model: string, prompt: PromptMessage[]): Permit {
  if (permit.kind !== 'granted') return permit
  const { params, warnings } = permit
  const left = answerTokensWithin(model, () => promptTokens(prompt, params.request), params.maxTokens)
  if (left === undefined) return permit
  const warning = `The context of ${model} leaves ${left} tokens for this answer.`
  return { ...permit, params: { ...params, maxTokens: left }, warnings: [...warnings, warning] }
}

/** The most tokens that a call is likely to take, the answer's included. */
const mostTokens = (
  prompt: PromptMessage[],
  { maxTokens = tunables.budgetedAnswerTokensMax, request }: JobParams,
) => promptTokens(prompt, request) + maxTokens
