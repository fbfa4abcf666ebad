import type { FunctionCall } from '#lib/items/types'
import { isObject } from '#lib/json'
import type { Json } from '#lib/models/dialect/json'

/**
 * Adds the pieces of tool calls in a stream chunk to the message. A piece belongs to the call with its `index`, or to the
 * last call if it has none. A different id under the same index starts a new call (Google's endpoint).
 */
export function addCalls(message: Json, pieces: unknown): void {
  if (!Array.isArray(pieces) || pieces.length === 0) return
  const calls = (message.tool_calls ?? []) as Json[]
  message.tool_calls = calls
  for (const piece of pieces.filter(isObject)) {
    const sameIndex = calls.findLast(({ index }) => piece.index === undefined || index === piece.index)
    const isOther = sameIndex?.id && piece.id && piece.id !== sameIndex.id
    const named = isObject(piece.function) ? piece.function : {}
    // A piece without an index but with a name starts a new call.
    const begins = !sameIndex || isOther || (piece.index === undefined && !piece.id && named.name)
    if (begins) calls.push({ ...piece, function: { ...named, arguments: argumentsOf(named.arguments) } })
    else addPiece(sameIndex, piece, named)
  }
}

function addPiece(call: Json, piece: Json, named: Json): void {
  const whole = call.function as Json
  call.id ||= piece.id
  whole.name ||= named.name
  whole.arguments = `${whole.arguments}${argumentsOf(named.arguments)}`
}

/** Ollama sends the arguments as an object. */
const argumentsOf = (value: unknown): string =>
  typeof value === 'string' ? value : isObject(value) ? JSON.stringify(value) : ''

/** The function calls of a complete message, in order. */
export function callsIn(message: Json): FunctionCall[] {
  const legacy = isObject(message.function_call) ? [{ function: message.function_call }] : []
  const calls: unknown[] = Array.isArray(message.tool_calls) ? message.tool_calls : []
  return [...(calls.length > 0 ? calls : legacy)].flatMap((call): FunctionCall[] => {
    if (!isObject(call) || !isObject(call.function)) return []
    const { name, arguments: args } = call.function
    if (typeof name !== 'string' || name === '') return []
    const id = typeof call.id === 'string' && call.id !== '' ? call.id : newCallId()
    return [{ type: 'function_call', call_id: id, name, arguments: argumentsOf(args) || '{}' }]
  })
}

/** Clients need a call id to return the result. */
const newCallId = () => `call_${crypto.randomUUID().replaceAll('-', '').slice(0, 24)}`
