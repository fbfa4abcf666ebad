import type { ResponseEvent } from '#lib/openai-api/responses/events'
import type { OutputCall } from '#lib/openai-api/responses/output'
import { deltaNumber, type TextVersion } from '#lib/openai-api/responses/sequence'

type Piece = {
  call: OutputCall
  outputIndex: number
  /** True for the first piece of the call. */
  isFirst: boolean
  delta: string
  place: TextVersion
  /** The offset of the piece's end in the answer: see `toWire`. */
  offset: number
}

/** Returns the events of one piece of a function call. */
export function callPiece({ call, outputIndex, isFirst, delta, place, offset }: Piece): ResponseEvent[] {
  const begin = deltaNumber(place, offset - delta.length)
  const added: ResponseEvent = {
    type: 'response.output_item.added',
    sequence_number: begin,
    output_index: outputIndex,
    item: call,
  }
  const written: ResponseEvent = {
    type: 'response.function_call_arguments.delta',
    sequence_number: deltaNumber(place, offset),
    item_id: call.id,
    output_index: outputIndex,
    delta,
  }
  return [...(isFirst ? [added] : []), ...(delta === '' ? [] : [written])]
}

/**
 * Returns the events that close a call. Clients run the function then, so these events wait until the answer is stored.
 * `first` is the sequence number of the first event.
 */
export const closeCall = (call: OutputCall, outputIndex: number, first: number): ResponseEvent[] => [
  {
    type: 'response.function_call_arguments.done',
    sequence_number: first,
    item_id: call.id,
    output_index: outputIndex,
    name: call.name,
    arguments: call.arguments,
  },
  {
    type: 'response.output_item.done',
    sequence_number: first + 1,
    output_index: outputIndex,
    item: call,
  },
]
