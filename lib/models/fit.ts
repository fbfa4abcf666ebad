import { type Asked, promptOf, promptTokens, type SizedMessage, trimHistory } from '#lib/models/prompt'
import { findModel, providers, settingOf } from '#lib/models/providers'
import type { JobParams } from '#lib/models/types'
import { tunables } from '#lib/tunables'

type Turn = Asked & { job: { params: JobParams } }

/** The part of a history that a model is sent, and how many messages its provider's limits left out. */
export type Fitted = { sent: SizedMessage[]; leftOut: number }

const ownMost = ({ historyTokensMax = tunables.historyTokensMax }: JobParams) => historyTokensMax

/** The most tokens of its history that a job can be sent with, whichever model answers it. */
export function historyTokensMost(params: JobParams): number {
  const all = providers().flatMap(({ historyTokens }) => Object.values(historyTokens))
  return Math.max(ownMost(params), ...all)
}

/**
 * The newest turns of a history, itself trimmed to `historyTokensMost`, that a model takes: as many tokens of it as its provider is to be sent, and within the
 * model's context together with the rest of the prompt and the answer.
 */
export function fitHistory(history: SizedMessage[], turn: Turn, model: string): Fitted {
  const { params } = turn.job
  const { name, provider } = findModel(model) ?? {}
  const most = name === undefined ? undefined : settingOf(provider?.historyTokens, name)
  const context = contextOf(model)
  const isTrimmed = historyTokensMost(params) === ownMost(params)
  if (most === undefined && context === undefined && isTrimmed) return { sent: history, leftOut: 0 }
  const all = trimHistory(history, turn, Math.max(most ?? 0, ownMost(params)))
  const room = context === undefined ? Infinity : roomFor(context, turn)
  const tokensMax = Math.min(most ?? ownMost(params), Math.max(0, room))
  const sent = trimHistory(all, turn, tokensMax)
  return { sent, leftOut: all.length - sent.length }
}

/** How many tokens of an answer a model's context leaves, where that is fewer than `maxTokens` and still an answer. */
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

/** What a context leaves for the history. */
function roomFor(contextTokens: number, turn: Turn): number {
  const { maxTokens, request } = turn.job.params
  const share = Math.floor(contextTokens * tunables.contextAnswerShare)
  const answer = maxTokens ?? Math.min(tunables.budgetedAnswerTokensMax, share)
  return contextTokens - answer - promptTokens(promptOf([], turn), request)
}
