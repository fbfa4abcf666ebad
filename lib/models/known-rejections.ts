import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions'
import type { Model } from '#lib/models/providers'
import { leftOutWarning } from '#lib/models/rejected-params'

type Request = ChatCompletionCreateParams

/** `silent` parameters are not the caller's, so no warning names them. `needed` ones are never dropped. */
const silent = new Set(['stream', 'stream_options'])
const needed = new Set(['model', 'messages', 'tools', 'tool_choice', 'response_format'])
const ofTools = ['tool_choice', 'parallel_tool_calls']
const limits = ['max_completion_tokens', 'max_tokens'] as const

/**
 * Removes the parameters that the provider is known to reject, and returns the warnings. A token limit is renamed if the
 * provider accepts its other name. With `mustEnd` it always stays, because the budget covers no more.
 */
export function withoutKnownRejections(
  request: Request,
  { id, provider }: Model,
  mustEnd: boolean,
): string[] {
  const { refuses } = provider
  if (refuses.length === 0) return []
  const given = request as Request & Record<string, unknown>
  const isGiven = (name: string) => given[name] !== undefined && !needed.has(name)
  const limit = limits.find((name) => isGiven(name) && refuses.includes(name))
  const isLimitLeftOut = limit !== undefined && !renameLimit(given, limit, refuses) && !mustEnd
  if (isLimitLeftOut) delete given[limit]
  const others = refuses.filter((name) => isGiven(name) && !limits.some((other) => other === name))
  for (const name of others) {
    if (name === 'stream') request.stream = false
    else delete given[name]
    if (name === 'stream') delete request.stream_options
  }
  // `tool_choice` has no meaning without tools.
  if (others.includes('tools')) for (const name of ofTools) delete given[name]
  const reported = others.filter((name) => !silent.has(name))
  return [...reported, ...(isLimitLeftOut ? ['maxTokens'] : [])].map((name) => leftOutWarning(id, name))
}

/** Renames a token limit if the provider accepts its other name. */
function renameLimit(given: Record<string, unknown>, limit: string, refuses: readonly string[]): boolean {
  const other = limits.find((name) => name !== limit)!
  if (refuses.includes(other)) return false
  given[other] = given[limit]
  delete given[limit]
  return true
}
