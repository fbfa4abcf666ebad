import { tunables } from '#lib/tunables'

/** How much of an answer its caller can take. */
export type SizeLimit = {
  /** What a JSON text takes of it, in the unit of `sizeMax`. */
  sizeOf: (json: string) => number
  /** Of a page of a list. */
  sizeMax: number
  /** Of the text of one answer; what is longer is cut, and the rest can be had by offset. Undefined for all of it. */
  answerSizeMax?: number
}

const envelopeCharacters = 1_000
const sizeMax = tunables.pageCharactersMax - envelopeCharacters

/** A REST caller gets every answer whole. Pages are as short for all as GPT Actions need them. */
export const restSizeLimit: SizeLimit = { sizeOf: (json) => json.length, sizeMax }
/** The same for ChatGPT, which refuses answers of 100,000 characters and more. */
const gptSizeLimit: SizeLimit = { ...restSizeLimit, answerSizeMax: sizeMax }

/** ChatGPT's actions name themselves: https://platform.openai.com/docs/actions/production */
export const sizeLimitOf = (headers: Headers): SizeLimit =>
  ['openai-conversation-id', 'openai-ephemeral-user-id', 'openai-gpt-id'].some((name) => headers.has(name))
    ? gptSizeLimit
    : restSizeLimit

/** The first items that fit into a page together; at least one, however long it is. */
export function fitting<T>(items: T[], { sizeOf, sizeMax: most }: SizeLimit = restSizeLimit): T[] {
  let left = most
  const end = items.findIndex((item, index) => {
    left -= sizeOf(JSON.stringify(item)) + 1
    return left < 0 && index > 0
  })
  return end < 0 ? items : items.slice(0, end)
}
