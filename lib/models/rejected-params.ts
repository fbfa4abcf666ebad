import { APIError } from 'openai'
import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions'

export type Request = ChatCompletionCreateParams

/** Parameters that only tune an answer. If a provider rejects one by name, it is dropped with a warning. */
const hints = [
  'temperature',
  'top_p',
  'seed',
  'frequency_penalty',
  'presence_penalty',
  'parallel_tool_calls',
  'reasoning_effort',
  'verbosity',
] as const

/**
 * Removes the parameter that the provider rejected by name, and returns the warning (empty if it was only renamed), or
 * undefined for any other error. Each call removes one parameter, so the retries end. Tools and formats are never
 * removed, because the answer would not be the requested one.
 */
export function withoutRejectedParams(
  request: Request,
  error: unknown,
  { model, mustEnd }: { model: string; mustEnd: boolean },
): string | undefined {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return undefined
  const { max_tokens, max_completion_tokens } = request
  if (request.stream && withoutStreaming(request, error)) return ''
  const hint = hints.find((name) => name === error.param && request[name] !== undefined)
  if (hint) {
    delete request[hint]
    return leftOutWarning(model, hint)
  }
  if (error.param === 'max_tokens' && max_tokens != null) {
    delete request.max_tokens
    request.max_completion_tokens = max_tokens
    return ''
  }
  if (error.param === 'max_completion_tokens' && max_completion_tokens != null && !mustEnd) {
    delete request.max_completion_tokens
    return leftOutWarning(model, 'maxTokens')
  }
  return undefined
}

/** The warning about a parameter that was not sent. */
export const leftOutWarning = (model: string, parameter: string) =>
  `${model} does not accept the parameter ${parameter}, so it was left out.`

/** Servers that reject `stream_options` rarely name it in `param`, and some models do not stream. */
function withoutStreaming(request: Request, error: APIError): boolean {
  const isOption = /stream_options|include_usage/.test(JSON.stringify(error.error ?? error.message))
  if (!isOption && error.param !== 'stream') return false
  if (!isOption || !request.stream_options) request.stream = false
  delete request.stream_options
  return true
}
