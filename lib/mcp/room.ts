import { isList, type Operation } from '#lib/api/operation'
import type { Room } from '#lib/api/room'
import { tunables } from '#lib/tunables'

/**
 * How many tokens a JSON text takes, rather too many than too few, for any model's tokenizer: four letters of a word, two
 * digits, or one other sign a token.
 */
export function tokensAtMost(json: string): number {
  let tokens = 0
  for (const [part] of json.matchAll(/[A-Z]?[a-z]+|[A-Z]+|\d+|[^\0-\x7f]|[^\sA-Za-z0-9]|\s\s+/g)) {
    const perToken = /^[A-Za-z]/.test(part) ? 4 : /^\d/.test(part) ? 2 : 1
    tokens += Math.ceil(part.length / perToken)
  }
  return tokens
}

/**
 * What a client of MCP can take: Claude Code refuses results above 25,000 tokens. A page of a list is given once, as text;
 * anything else twice, as text and as structured content.
 */
export function mcpRoom(operation: Operation): Room {
  const { mcpTokensMax } = tunables
  const sizeMax = isList(operation) ? mcpTokensMax : mcpTokensMax / 2
  return { sizeOf: tokensAtMost, sizeMax, answerSizeMax: sizeMax }
}
