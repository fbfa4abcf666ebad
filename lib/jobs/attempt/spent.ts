import type { ModelRequest } from '#lib/items/types'
import { priced } from '#lib/metering/prices'
import { isCutOff } from '#lib/models/cut'
import { NoAnswer } from '#lib/models/errors'
import { promptTokens } from '#lib/models/prompt'
import type { PromptMessage, Spent } from '#lib/models/types'

/** What a model was sent, as far as it takes tokens. */
export type Sent = { prompt: PromptMessage[]; request?: ModelRequest | undefined }

export const withPrice = (spent: Spent): Spent => ({ ...spent, ...priced(spent) })

/** What a call that was cut off has cost, as far as can be known: its prompt. */
export function estimated(model: string, { prompt, request }: Sent, elapsedMs: number): Spent {
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
 * What a call without an answer has cost: what the provider reported, an estimate when the call was cut off, by us or on
 * its way, and nothing when the provider rejected it.
 */
export function spentOn(error: unknown, cutOff: () => Spent): Spent | undefined {
  if (error instanceof NoAnswer) return error.spent.totalTokens > 0 ? error.spent : undefined
  return isCutOff(error) ? cutOff() : undefined
}
