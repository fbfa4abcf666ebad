import type { FunctionCall, Item } from '#lib/items/types'
import { parseJson } from '#lib/json'
import { tunables } from '#lib/tunables'

/**
 * The wire form of an answer is one string that only grows while a model writes it: the text, then for each call its id
 * and name in JSON and its arguments. The parts are separated by NUL, which no stored text contains. So offsets, frames
 * and comparisons work for calls as for text.
 */
const separator = '\0'

type Call = Pick<FunctionCall, 'call_id' | 'name' | 'arguments'>

/** Builds the wire form of an answer from its text and its calls. */
export const toWire = (text: string, calls: readonly Call[]): string =>
  [text, ...calls.flatMap((call) => [JSON.stringify([call.call_id, call.name]), call.arguments])].join(
    separator,
  )

/** The wire form of a stored answer. */
export function wireOf({
  response = '',
  items = [],
}: {
  response?: string
  items?: readonly Item[]
}): string {
  return toWire(
    response,
    items.filter((item) => item.type === 'function_call'),
  )
}

/** A piece of a call. The first piece has the id and name. */
export type CallDelta = { index: number; callId?: string; name?: string; arguments: string }

/** A piece of a wire from an offset on: text or, after all text, a piece of one call. `end` is its end offset. */
export type WireDelta = { text: string; end: number } | { calls: [CallDelta]; end: number } | undefined

/** The text of a wire, without the calls. */
export const textOfWire = (wire: string): string => wire.slice(0, textEndOf(wire))

function textEndOf(wire: string): number {
  const separatorAt = wire.indexOf(separator)
  return separatorAt < 0 ? wire.length : separatorAt
}

/** The next piece of a wire after `offset`, which is how much a reader has; undefined at the end. */
export function readWire(wire: string, offset: number): WireDelta {
  const textEnd = textEndOf(wire)
  if (offset < textEnd) {
    const end = endOfPiece(wire, offset, textEnd)
    return { text: wire.slice(offset, end), end }
  }
  let end = textEnd
  for (let index = 0; end < wire.length; index++) {
    const call = readCall(wire, end + 1)
    if (!call) break
    end = call.end
    if (offset >= end) continue
    const head = offset < call.begin && { callId: call.id, name: call.name }
    const begin = Math.max(offset, call.begin)
    const pieceEnd = endOfPiece(wire, begin, end)
    return { calls: [{ index, ...head, arguments: wire.slice(begin, pieceEnd) }], end: pieceEnd }
  }
  return undefined
}

/** The end of the next piece. Long texts are sent in pieces, which save memory, and never split a surrogate pair. */
function endOfPiece(wire: string, offset: number, partEnd: number): number {
  const end = offset + tunables.streamDeltaCharactersMax
  if (end >= partEnd) return partEnd
  return /[\uD800-\uDBFF]/.test(wire.charAt(end - 1)) ? end - 1 : end
}

/** The call whose head begins at `at`, and the range of its arguments; undefined while the head is incomplete. */
function readCall(wire: string, at: number) {
  const headEnd = wire.indexOf(separator, at)
  if (headEnd < 0) return undefined
  const [id, name] = parseJson(wire.slice(at, headEnd)) as [string, string]
  const next = wire.indexOf(separator, headEnd + 1)
  return { id, name, begin: headEnd + 1, end: next < 0 ? wire.length : next }
}
