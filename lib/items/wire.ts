import type { FunctionCall, Item } from '#lib/items/types'
import { parseJson } from '#lib/json'
import { tunables } from '#lib/tunables'

/**
 * An answer as one string that only grows while a model writes it: the text, and behind it each call as its id and name
 * in JSON and then its arguments. NUL stands between the parts, which no stored text contains. So the offsets, frames
 * and comparisons of a text hold for calls too.
 */
const separator = '\0'

type Call = Pick<FunctionCall, 'call_id' | 'name' | 'arguments'>

export const toWire = (text: string, calls: readonly Call[]): string =>
  [text, ...calls.flatMap((call) => [JSON.stringify([call.call_id, call.name]), call.arguments])].join(
    separator,
  )

/** The wire of a stored answer. */
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

/** A piece of a call: its id and name come with the first one. */
export type CallDelta = { index: number; callId?: string; name?: string; arguments: string }

/** What a wire holds from an offset on: text or, behind all text, a piece of one call. `end` is where it stops. */
export type WireDelta = { text: string; end: number } | { calls: [CallDelta]; end: number } | undefined

/** The text of a wire, without the calls. */
export const textOfWire = (wire: string): string => wire.slice(0, textEndOf(wire))

function textEndOf(wire: string): number {
  const separatorAt = wire.indexOf(separator)
  return separatorAt < 0 ? wire.length : separatorAt
}

/** What a wire holds behind `offset`, which is how much a reader has been told; undefined when it holds no more. */
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

/** A reader that is far behind gets pieces, and no character in halves: what it does not take holds no memory. */
function endOfPiece(wire: string, offset: number, partEnd: number): number {
  const end = offset + tunables.streamDeltaCharactersMax
  if (end >= partEnd) return partEnd
  return /[\uD800-\uDBFF]/.test(wire.charAt(end - 1)) ? end - 1 : end
}

/** The call whose head begins here, and where its arguments do; undefined while its head is not whole. */
function readCall(wire: string, at: number) {
  const headEnd = wire.indexOf(separator, at)
  if (headEnd < 0) return undefined
  const [id, name] = parseJson(wire.slice(at, headEnd)) as [string, string]
  const next = wire.indexOf(separator, headEnd + 1)
  return { id, name, begin: headEnd + 1, end: next < 0 ? wire.length : next }
}
