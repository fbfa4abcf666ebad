import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import type { ModelRequest } from '#lib/items/types'
import type { HistoryRow, PromptMessage } from '#lib/models/types'
import { tunables } from '#lib/tunables'

/** A message, with its tokens once they are counted. */
export type SizedMessage = HistoryRow & { tokens?: number | undefined }

/** The tokens that the chat format adds to each message, as OpenAI counts. */
const tokensPerMessage = 4

/** The tokenizer takes quadratic time on text without spaces, so it gets pieces. */
const pieceCharacters = 500

function tokensOfText(text: string): number {
  let tokens = 0
  for (let at = 0; at < text.length; at += pieceCharacters)
    // Text such as "<|endoftext|>" in a message is text, not a control token.
    tokens += countTokens(text.slice(at, at + pieceCharacters), { disallowedSpecial: new Set() })
  return tokens
}

/** The approximate tokens of a message in a prompt, by the tokenizer of OpenAI's current models. */
export function tokensOf(message: SizedMessage): number {
  if (message.tokens !== undefined) return message.tokens
  return sum(partsOf(message), (part) => (typeof part === 'string' ? tokensOfText(part) : part.tokens))
}

/** An upper bound of `tokensOf` without the tokenizer: a token has at least one byte. */
export function maxTokensOf(message: SizedMessage): number {
  if (message.tokens !== undefined) return message.tokens
  return sum(partsOf(message), (part) =>
    typeof part === 'string' ? part.length * (isAscii(part) ? 1 : 3) : part.tokens,
  )
}

const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text)

/** A part of a message that costs tokens: a text to count, or a fixed number. */
type Part = string | { tokens: number }

const sum = (parts: Part[], count: (part: Part) => number): number =>
  parts.reduce((total, part) => total + count(part), 0)

const perMessage = { tokens: tokensPerMessage }

/** An image costs a fixed number of tokens, independent of its bytes. */
const imageTokens = (detail?: string): Part => ({
  tokens: detail === 'low' ? tunables.imageTokensLow : tunables.imageTokens,
})

function partsOf({ content, items }: HistoryRow): Part[] {
  if (!items) return [perMessage, content]
  return items.flatMap((item): Part[] => {
    if (item.type === 'function_call') return [perMessage, item.call_id, item.name, item.arguments]
    const inner = item.type === 'message' ? item.content : item.output
    if (typeof inner === 'string') return [perMessage, inner]
    return [
      perMessage,
      ...inner.map((part): Part => {
        if (part.type === 'input_image') return imageTokens(part.detail)
        return part.type === 'refusal' ? part.refusal : part.text
      }),
    ]
  })
}

/** The approximate tokens of a prompt, for budgets and for calls without reported usage. */
export function promptTokens(prompt: readonly PromptMessage[], request: ModelRequest = {}): number {
  const { tools, response_format } = request
  const offered: Part[] = [tools, response_format].flatMap((value) => (value ? [JSON.stringify(value)] : []))
  return sum([...offered, ...prompt.flatMap(partsOfMessage)], (part) =>
    typeof part === 'string' ? tokensOfText(part) : part.tokens,
  )
}

function partsOfMessage(message: PromptMessage): Part[] {
  const calls = 'tool_calls' in message && message.tool_calls ? [JSON.stringify(message.tool_calls)] : []
  const { content } = message
  if (typeof content === 'string') return [perMessage, content, ...calls]
  const parts = (content ?? []).map((part): Part => {
    if (part.type === 'image_url') return imageTokens(part.image_url.detail)
    return 'text' in part ? part.text : ''
  })
  return [perMessage, ...parts, ...calls]
}
