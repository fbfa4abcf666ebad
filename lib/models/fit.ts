import { promptOf, promptTokens, type SizedMessage, trimHistory, type UserMessage } from '#lib/models/prompt'
import { findModel, providers, settingOf } from '#lib/models/providers'
import type { JobParams } from '#lib/models/types'
import { tunables } from '#lib/tunables'

type Turn = UserMessage & { job: { params: JobParams } }

/** The part of a history that a model is sent, and the number of messages that its provider's limits left out. */
export type Fitted = { sent: SizedMessage[]; leftOut: number }

const jobTokensMax = ({ historyTokensMax = tunables.historyTokensMax }: JobParams) => historyTokensMax

/** The maximum of history tokens that a job may be sent with, over all models. */
export function maxHistoryTokens(params: JobParams): number {
  const all = providers().flatMap(({ historyTokens }) => Object.values(historyTokens))
  return Math.max(jobTokensMax(params), ...all)
}

/**
 * The newest turns of a history that fit a model: within its provider's limit of history tokens, and within the model's
 * context together with the rest of the prompt and the answer. `history` is already trimmed to `maxHistoryTokens`.
 */
export function fitHistory(history: SizedMessage[], turn: Turn, model: string): Fitted {
  const { params } = turn.job
  const { name, provider } = findModel(model) ?? {}
  const providerMax = name === undefined ? undefined : settingOf(provider?.historyTokens, name)
  const context = contextOf(model)
  const isTrimmed = maxHistoryTokens(params) === jobTokensMax(params)
  if (providerMax === undefined && context === undefined && isTrimmed) return { sent: history, leftOut: 0 }
  const all = trimHistory(history, turn, Math.max(providerMax ?? 0, jobTokensMax(params)))
  const contextLeft = context === undefined ? Infinity : historyTokensWithin(context, turn)
  const tokensMax = Math.min(providerMax ?? jobTokensMax(params), Math.max(0, contextLeft))
  const sent = trimHistory(all, turn, tokensMax)
  return { sent, leftOut: all.length - sent.length }
}

/** The answer tokens that a model's context leaves, if fewer than `maxTokens` but enough for an answer. */
export function answerTokensWithin(model: string, promptTokens: () => number, maxTokens: number | undefined) {
  const context = contextOf(model)
  if (context === undefined || maxTokens === undefined) return undefined
  const left = context - promptTokens()
  return left < maxTokens && left >= tunables.budgetedAnswerTokensMin ? left : undefined
}

function contextOf(model: string): number | undefined {
  const found = findModel(model)
  return found && settingOf(found.provider.contextTokens, found.name)
}

/** The tokens that a context leaves for the history. */
function historyTokensWithin(contextTokens: number, turn: Turn): number {
  const { maxTokens, request } = turn.job.params
  const share = Math.floor(contextTokens * tunables.contextAnswerShare)
  const answer = maxTokens ?? Math.min(tunables.budgetedAnswerTokensMax, share)
  return contextTokens - answer - promptTokens(promptOf([], turn), request)
}
