import { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'

/** The messages of JSON.parse for a text that is none from its beginning, such as a page, and ours for other JSON. */
const neverBegan = /^Unexpected token|^no completion/

/**
 * True when a call was cut off while the model was at work, or its answer had begun and broke off, the connection or the
 * JSON in the middle: what the model has read and written is paid for.
 */
export function isCutOff(error: unknown): boolean {
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) return true
  if (error instanceof APIError) return false
  return !(error instanceof SyntaxError && neverBegan.test(error.message))
}
