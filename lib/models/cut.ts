import { APIError } from 'openai'

/** The messages of JSON.parse for a text that is none from its beginning, such as a page, and ours for other JSON. */
const neverBegan = /^Unexpected token|^no completion/

/**
 * True when an answer had begun and broke off: the connection, or the JSON in the middle. What the model has written is
 * paid for.
 */
export function isCutShort(error: unknown): boolean {
  if (error instanceof APIError) return false
  return !(error instanceof SyntaxError && neverBegan.test(error.message))
}
