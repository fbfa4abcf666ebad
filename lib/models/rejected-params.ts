import { APIError } from 'openai'
import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions'

export type Request = ChatCompletionCreateParams

/** Parameters that only tune an answer: one that a provider refuses by its name is left out, and the caller told. */
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
 * Takes the parameter that the provider names as refused out of the request and returns the warning to give (empty if
 * it was only renamed), or undefined when the error is another one. Each turn removes one, so it ends. Tools and formats
 * stay: an answer without them is another one than was asked for, so there the provider's error is the answer.
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
    return leftOut(model, hint)
  }
  if (error.param === 'max_tokens' && max_tokens != null) {
    delete request.max_tokens
    request.max_completion_tokens = max_tokens
    return ''
  }
  if (error.param === 'max_completion_tokens' && max_completion_tokens != null && !mustEnd) {
    delete request.max_completion_tokens
    return leftOut(model, 'maxTokens')
  }
  return undefined
}

/** What a caller is told of a parameter that was not sent. */
export const leftOut = (model: string, parameter: string) =>
  `${model} does not take the parameter ${parameter}: it was left out.`

/** Servers that do not know `stream_options` seldom name it as the parameter; some models do not stream. */
function withoutStreaming(request: Request, error: APIError): boolean {
  const isOption = /stream_options|include_usage/.test(JSON.stringify(error.error ?? error.message))
  if (!isOption && error.param !== 'stream') return false
  if (!isOption || !request.stream_options) request.stream = false
  delete request.stream_options
  return true
}
