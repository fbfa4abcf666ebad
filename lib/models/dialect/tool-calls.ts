import type { FunctionCall } from '#lib/items/types'
import { isObject, type Json } from '#lib/models/dialect/json'

/**
 * Adds the pieces of tool calls that a chunk of a stream brings to those of the message. A piece belongs to the call of
 * its `index`, or, where servers number none, to the last one; another id under a number that is taken is another call,
 * as Google's endpoint has it.
 */
export function addCalls(message: Json, pieces: unknown): void {
  if (!Array.isArray(pieces) || pieces.length === 0) return
  const calls = (message.tool_calls ?? []) as Json[]
  message.tool_calls = calls
  for (const piece of pieces.filter(isObject)) {
    const sameIndex = calls.findLast(({ index }) => piece.index === undefined || index === piece.index)
    const isOther = sameIndex?.id && piece.id && piece.id !== sameIndex.id
    const named = isObject(piece.function) ? piece.function : {}
    // Without a number a piece with a name of its own begins another call.
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

/** Ollama's own form has the arguments as an object. */
const argumentsOf = (value: unknown): string =>
  typeof value === 'string' ? value : isObject(value) ? JSON.stringify(value) : ''

/** The function calls of a whole message, in the order in which the model made them. */
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

/** A client names the call by its id when it hands in the result. */
const newCallId = () => `call_${crypto.randomUUID().replaceAll('-', '').slice(0, 24)}`
