import { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'

/** The messages of JSON.parse for a text that never was JSON, such as an HTML page, and ours for other JSON. */
const neverBegan = /^Unexpected token|^no completion/

/**
 * True when a call was aborted while the model was working, or its connection or JSON ended in the middle of the answer.
 * The provider charges for the tokens that were read and written until then.
 */
export function isInterrupted(error: unknown): boolean {
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) return true
  if (error instanceof APIError) return false
  return !(error instanceof SyntaxError && neverBegan.test(error.message))
}
