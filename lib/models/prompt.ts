import { toMessages } from '#lib/items/messages'
import { itemsOf } from '#lib/items/text'
import type { Item } from '#lib/items/types'
import { splitThoughts } from '#lib/models/dialect/thoughts'
import { maxTokensOf, promptTokens, type SizedMessage, tokensOf } from '#lib/models/prompt-size'
import type { HistoryRow, JobParams, PromptMessage } from '#lib/models/types'
import { tunables } from '#lib/tunables'

export { promptTokens, type SizedMessage }

/** The new message of the user: plain text, or items. */
export type UserMessage = { message: string; items?: Item[] | null }

/**
 * The newest turns that fit into `tokensMax`, oldest first; the first message is never an answer. A tool call stays with
 * its result: their turns are kept or dropped together. The turn of a call that `asked` returns a result for is kept.
 */
export function trimHistory(
  history: SizedMessage[],
  asked?: UserMessage,
  tokensMax: number = tunables.historyTokensMax,
): SizedMessage[] {
  if (certainlyFits(history, tokensMax)) return withoutAnswerFirst([...history])
  const kept: SizedMessage[] = []
  let left = tokensMax
  for (const [index, unit] of unitsOf(history).toReversed().entries()) {
    const isKept = index === 0 && answersBefore(asked?.items ?? [])
    const sized: SizedMessage[] = []
    for (const message of unit.toReversed()) {
      const tokens = tokensOf(message)
      left -= tokens
      if (left < 0 && !isKept) return withoutAnswerFirst(kept)
      sized.unshift({ ...message, tokens })
    }
    kept.unshift(...sized)
  }
  return withoutAnswerFirst(kept)
}

function withoutAnswerFirst(rows: SizedMessage[]): SizedMessage[] {
  while (rows[0]?.role === 'assistant') rows.shift()
  return rows
}

/** The newer half of the turns of a history, for a model that rejects it as too long; finally no turn. */
export function newerHalf(history: SizedMessage[], asked?: UserMessage): SizedMessage[] {
  const units = unitsOf(history).filter(([first]) => first?.role === 'user')
  if (units.length > 1) return units.slice(Math.floor(units.length / 2)).flat()
  return answersBefore(asked?.items ?? []) ? (units[0] ?? []) : []
}

/** Groups messages that stay together: a question with its answer, and the turns that return tool results. */
function unitsOf(history: SizedMessage[]): SizedMessage[][] {
  const units: SizedMessage[][] = []
  for (const row of history) {
    const begins = row.role !== 'assistant' && !answersBefore(row.items ?? [])
    const unit = units.at(-1)
    if (begins || !unit) units.push([row])
    else unit.push(row)
  }
  return units
}

/** True if these items contain the result of a call from an earlier turn. */
function answersBefore(items: readonly Item[]): boolean {
  const called = new Set<string>()
  for (const item of items) {
    if (item.type === 'function_call') called.add(item.call_id)
    if (item.type === 'function_call_output' && !called.has(item.call_id)) return true
  }
  return false
}

/** True if the history fits even by the upper bounds of its messages, which need no tokenizer. */
function certainlyFits(history: SizedMessage[], tokensMax: number): boolean {
  let left = tokensMax
  return history.toReversed().every((message) => {
    left -= maxTokensOf(message)
    return left >= 0
  })
}

/** The messages for the model: instructions, history, and the new message. */
export function buildPrompt(
  history: SizedMessage[],
  asked: UserMessage,
  systemPrompt?: string,
): PromptMessage[] {
  const instructions: PromptMessage[] = systemPrompt ? [{ role: 'system', content: systemPrompt }] : []
  if (!asked.items && history.every(({ items }) => !items))
    return [
      ...instructions,
      ...history.map(({ role, content }) => ({ role, content: textWithoutReasoning({ role, content }) })),
      { role: 'user', content: asked.message },
    ]
  const past = history.flatMap((row) => itemsOf({ ...row, content: textWithoutReasoning(row) }))
  const now = itemsOf({ role: 'user', content: asked.message, items: asked.items ?? null })
  return [...instructions, ...toMessages([...past, ...now], past.length)]
}

/** The prompt of a job with the given history. */
export const promptOf = (
  history: SizedMessage[],
  { message, items, job }: UserMessage & { job: { params: JobParams } },
): PromptMessage[] => buildPrompt(history, { message, items: items ?? null }, job.params.systemPrompt)

/** Earlier versions stored reasoning in the text. It is removed, unless the text has nothing else. */
const textWithoutReasoning = ({ role, content }: HistoryRow): string =>
  role === 'assistant' ? splitThoughts(content).text || content : content
