import { tunables } from '#lib/tunables'

/** The size of a reply that a caller accepts. */
export type SizeLimit = {
  /** Returns the size of a JSON text, in the unit of `sizeMax`. */
  sizeOf: (json: string) => number
  /** The largest page of a list. */
  sizeMax: number
  /** The longest text of one answer. A longer text is cut; the caller reads the rest by offset. Undefined for no limit. */
  answerSizeMax?: number
}

const sizeMax = tunables.pageCharactersMax - tunables.pageEnvelopeCharacters

/** REST callers get whole answers. Their pages have the size that GPT Actions need. */
export const restSizeLimit: SizeLimit = { sizeOf: (json) => json.length, sizeMax }
/** Cuts answers for ChatGPT, which rejects 100,000 characters and more. */
const gptSizeLimit: SizeLimit = { ...restSizeLimit, answerSizeMax: sizeMax }

/** Detects GPT Actions by their headers: https://platform.openai.com/docs/actions/production */
export const sizeLimitOf = (headers: Headers): SizeLimit =>
  ['openai-conversation-id', 'openai-ephemeral-user-id', 'openai-gpt-id'].some((name) => headers.has(name))
    ? gptSizeLimit
    : restSizeLimit

/** Returns the first items that fit into a page together; at least one, even if it is too long. */
export function fitItems<T>(items: T[], { sizeOf, sizeMax: pageMax }: SizeLimit = restSizeLimit): T[] {
  let left = pageMax
  const end = items.findIndex((item, index) => {
    left -= sizeOf(JSON.stringify(item)) + 1
    return left < 0 && index > 0
  })
  return end < 0 ? items : items.slice(0, end)
}
