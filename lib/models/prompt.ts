import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { splitThoughts } from '#lib/models/dialect/thoughts'
import type { HistoryRow } from '#lib/models/types'
import { tunables } from '#lib/tunables'

/** A message, with its size once that was counted. */
export type SizedMessage = HistoryRow & { tokens?: number | undefined }

/** What the chat format adds to each message, by OpenAI's own count. */
const tokensPerMessage = 4

/** The tokenizer's time grows with the square of a text without spaces, so it gets pieces. */
const pieceCharacters = 500

/** About how many tokens a message takes in a prompt, by the tokenizer of OpenAI's current models. */
function tokensOf(message: SizedMessage): number {
  if (message.tokens !== undefined) return message.tokens
  let tokens = tokensPerMessage
  for (let at = 0; at < message.content.length; at += pieceCharacters)
    // Text such as "<|endoftext|>" in a message is text, not a control token.
    tokens += countTokens(message.content.slice(at, at + pieceCharacters), { disallowedSpecial: new Set() })
  return tokens
}

/** At least as many as `tokensOf` counts, without the tokenizer: a token is one byte or more. */
const tokensAtMost = ({ content, tokens }: SizedMessage): number =>
  tokens ?? tokensPerMessage + content.length * (isAscii(content) ? 1 : 3)

const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text)

/** The newest messages that fit into the token budget, in their order; the first is never an answer. */
export function trimHistory(history: SizedMessage[]): SizedMessage[] {
  const kept = surelyFits(history) ? [...history] : newestThatFit(history)
  while (kept[0]?.role === 'assistant') kept.shift()
  return kept
}

/** The newer half of the turns of a history, for a model that takes less than all of it: fewer, in the end none. */
export function newerHalf(history: SizedMessage[]): SizedMessage[] {
  const turns = history.flatMap(({ role }, index) => (role === 'user' ? [index] : []))
  return turns.length < 2 ? [] : history.slice(turns[Math.floor(turns.length / 2)])
}

function surelyFits(history: SizedMessage[]): boolean {
  let left: number = tunables.historyTokensMax
  return history.toReversed().every((message) => {
    left -= tokensAtMost(message)
    return left >= 0
  })
}

function newestThatFit(history: SizedMessage[]): SizedMessage[] {
  const kept: SizedMessage[] = []
  let left: number = tunables.historyTokensMax
  for (const message of history.toReversed()) {
    const tokens = tokensOf(message)
    left -= tokens
    if (left < 0) break
    kept.unshift({ ...message, tokens })
  }
  return kept
}

/** About how many tokens a prompt takes, for a call that was cut off before the model could report. */
export function promptTokens(prompt: HistoryRow[]): number {
  return prompt.reduce((sum, message) => sum + tokensOf(message), 0)
}

/** The messages for the model: instructions, what was said before, and the new message. */
export function buildPrompt(history: SizedMessage[], message: string, systemPrompt?: string): HistoryRow[] {
  return [
    ...(systemPrompt ? [{ role: 'system' as const, content: systemPrompt }] : []),
    ...history.map(({ role, content }) => ({
      role,
      content: role === 'assistant' ? unthought(content) : content,
    })),
    { role: 'user', content: message },
  ]
}

/** Answers of earlier versions have their thoughts in the text. One of thoughts alone is sent as it is. */
const unthought = (content: string) => splitThoughts(content).text || content
