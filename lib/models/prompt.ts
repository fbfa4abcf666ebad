import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import type { HistoryRow } from '#lib/models/types'
import { tunables } from '#lib/tunables'

/** A message with its size, so that it is counted once in its life in the cache. */
export type SizedMessage = HistoryRow & { tokens: number }

/** What the chat format adds to each message, by OpenAI's own count. */
const tokensPerMessage = 4

/** The tokenizer's time grows with the square of a text without spaces, so it gets pieces. */
const pieceCharacters = 500

/** A message and about how many tokens it takes in a prompt, by the tokenizer of OpenAI's current models. */
function sized(message: HistoryRow | SizedMessage): SizedMessage {
  if ('tokens' in message) return message
  let tokens = tokensPerMessage
  for (let at = 0; at < message.content.length; at += pieceCharacters)
    // Text such as "<|endoftext|>" in a message is text, not a control token.
    tokens += countTokens(message.content.slice(at, at + pieceCharacters), { disallowedSpecial: new Set() })
  return { ...message, tokens }
}

/** The newest messages that fit into the token budget, in their order; the first is never an answer. */
export function trimHistory(history: (HistoryRow | SizedMessage)[]): SizedMessage[] {
  const kept: SizedMessage[] = []
  let left: number = tunables.historyTokensMax
  for (const message of history.toReversed()) {
    const counted = sized(message)
    left -= counted.tokens
    if (left < 0) break
    kept.unshift(counted)
  }
  while (kept[0]?.role === 'assistant') kept.shift()
  return kept
}

/** About how many tokens a prompt takes, for a call that was cut off before the model could report. */
export function promptTokens(prompt: HistoryRow[]): number {
  return prompt.reduce((sum, message) => sum + sized(message).tokens, 0)
}

/** The messages for the model: instructions, what was said before, and the new message. */
export function buildPrompt(history: SizedMessage[], message: string, systemPrompt?: string): HistoryRow[] {
  return [
    ...(systemPrompt ? [{ role: 'system' as const, content: systemPrompt }] : []),
    ...history.map(({ role, content }) => ({ role, content })),
    { role: 'user', content: message },
  ]
}
