import { isObject, parseJson } from '#lib/json'
import type { Json } from '#lib/models/dialect/json'

export type LiveCall = { call_id: string; name: string; arguments: string }

/**
 * The tool calls of a message that is being written, as far as they can only grow. Each needs an id from the model, and
 * all calls before it must have complete arguments.
 */
export function liveCalls(message: Json): LiveCall[] {
  const raw: unknown[] = Array.isArray(message.tool_calls) ? message.tool_calls : []
  const calls: LiveCall[] = []
  for (const call of raw) {
    const before = calls.at(-1)
    if (before && parseJson(before.arguments) === undefined) break
    if (!isObject(call) || !isObject(call.function) || typeof call.id !== 'string' || call.id === '') break
    const { name, arguments: args } = call.function
    if (typeof name !== 'string' || name === '' || typeof args !== 'string') break
    calls.push({ call_id: plain(call.id), name: plain(name), arguments: withoutLoneSurrogate(plain(args)) })
  }
  return calls
}

const plain = (text: string) => text.replaceAll('\0', '')

/** Drops half of a surrogate pair at the end. It is shown when the other half arrives. */
export const withoutLoneSurrogate = (text: string): string =>
  /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text
