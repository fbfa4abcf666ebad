import type { ModelRequest } from '#lib/items/types'
import { priceCall } from '#lib/metering/prices'
import { NoAnswer } from '#lib/models/errors'
import { isInterrupted } from '#lib/models/interrupted'
import { promptTokens } from '#lib/models/prompt'
import type { PromptMessage, Spent } from '#lib/models/types'

/** The parts of a request that cost tokens. */
export type BilledInput = { prompt: PromptMessage[]; request?: ModelRequest | undefined }

/** Adds the cost and the rates of a call, or null for a model without a known price. */
export const withPrice = (spent: Spent): Spent => ({ ...spent, ...priceCall(spent) })

/** The estimated cost of a call that was cut off: the tokens of its prompt. */
export function estimateSpent(model: string, { prompt, request }: BilledInput, elapsedMs: number): Spent {
  const tokens = promptTokens(prompt, request)
  return {
    model,
    promptTokens: tokens,
    cachedTokens: 0,
    completionTokens: 0,
    reasoningTokens: 0,
    totalTokens: tokens,
    latencyMs: Math.round(elapsedMs),
    estimated: true,
  }
}

/**
 * The cost of a call without an answer: what the provider reported, an estimate when the call was aborted or its
 * connection broke, and undefined when the provider rejected it.
 */
export function spentOnFailure(error: unknown, cutOff: () => Spent): Spent | undefined {
  if (error instanceof NoAnswer) return error.spent.totalTokens > 0 ? error.spent : undefined
  return isInterrupted(error) ? cutOff() : undefined
}
