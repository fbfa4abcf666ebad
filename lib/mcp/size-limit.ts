import { isList, type Operation } from '#lib/api/operation'
import type { SizeLimit } from '#lib/api/size-limit'
import { tunables } from '#lib/tunables'

/**
 * Estimates the tokens of a JSON text for any model's tokenizer, too high rather than too low. It counts each kind of part
 * with the fewest characters that a token of this kind has.
 */
export function estimateTokensMax(json: string): number {
  let tokens = 0
  for (const { 0: part, groups = {} } of json.matchAll(parts)) {
    const kind = Object.keys(charactersPerToken).find((name) => groups[name] !== undefined)
    tokens += Math.ceil(part.length / charactersPerToken[kind as keyof typeof charactersPerToken])
  }
  return tokens
}

const parts =
  /(?<opaque>[\w+/=-]{32,})|(?<word>[A-Z]?[a-z]+|[A-Z]+)|(?<digits>\d+)|(?<common>[\u0080-\u0fff\u3000-\u9fff\uac00-\ud7ff])|(?<rare>[^\0-\x7f])|(?<sign>[^\sA-Za-z0-9])|(?<spaces>\s\s+)/g
const charactersPerToken = { opaque: 1.5, word: 4, digits: 2, common: 1, rare: 0.4, sign: 1, spaces: 1 }

/**
 * The size limit of MCP clients: Claude Code rejects results above 25,000 tokens. A page of a list is sent once, as text;
 * any other result twice, as text and as structured content.
 */
export function mcpSizeLimit(operation: Operation): SizeLimit {
  const { mcpTokensMax } = tunables
  const sizeMax = isList(operation) ? mcpTokensMax : mcpTokensMax / 2
  return { sizeOf: estimateTokensMax, sizeMax, answerSizeMax: sizeMax }
}
