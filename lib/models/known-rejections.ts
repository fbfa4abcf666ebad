import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions'
import type { Model } from '#lib/models/providers'
import { leftOut } from '#lib/models/rejected-params'

type Request = ChatCompletionCreateParams

/** Parameters without which an answer would be another one than was asked for, or that are no caller's. */
const silent = new Set(['stream', 'stream_options'])
const needed = new Set(['model', 'messages', 'tools', 'tool_choice', 'response_format'])
const ofTools = ['tool_choice', 'parallel_tool_calls']
const limits = ['max_completion_tokens', 'max_tokens'] as const

/**
 * Takes the parameters out of a request that its provider is known to refuse, and returns the warnings to give. A limit
 * of tokens keeps its other name where that is not refused; one that `mustEnd` stays in any case, since no more is paid
 * for.
 */
export function withoutKnownRejections(
  request: Request,
  { id, provider }: Model,
  mustEnd: boolean,
): string[] {
  const { refuses } = provider
  if (refuses.length === 0) return []
  const given = request as unknown as Record<string, unknown>
  const isGiven = (name: string) => given[name] !== undefined && !needed.has(name)
  const limit = limits.find((name) => isGiven(name) && refuses.includes(name))
  const isLimitLeftOut = limit !== undefined && !renamed(given, limit, refuses) && !mustEnd
  if (isLimitLeftOut) delete given[limit]
  const others = refuses.filter((name) => isGiven(name) && !limits.some((other) => other === name))
  for (const name of others) {
    if (name === 'stream') request.stream = false
    else delete given[name]
    if (name === 'stream') delete request.stream_options
  }
  // A choice among tools is nothing without them.
  if (others.includes('tools')) for (const name of ofTools) delete given[name]
  const told = others.filter((name) => !silent.has(name))
  return [...told, ...(isLimitLeftOut ? ['maxTokens'] : [])].map((name) => leftOut(id, name))
}

/** Gives a limit its other name, if the provider takes that. */
function renamed(given: Record<string, unknown>, limit: string, refuses: readonly string[]): boolean {
  const other = limits.find((name) => name !== limit)!
  if (refuses.includes(other)) return false
  given[other] = given[limit]
  delete given[limit]
  return true
}
