import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWire, toWire, wireOf } from '#lib/items/wire'
import { tunables } from '#lib/tunables'

const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''))
const call = fc.record({ call_id: text, name: text, arguments: text })

/** What a reader puts together when the wire grows from one of these lengths to the next. */
function readInSteps(wire: string, lengths: number[]) {
  const read = { text: '', calls: [] as { call_id: string; name: string; arguments: string }[] }
  let offset = 0
  for (const length of [...lengths.toSorted((a, b) => a - b), wire.length]) {
    for (
      let delta = readWire(wire.slice(0, length), offset);
      delta;
      delta = readWire(wire.slice(0, length), offset)
    ) {
      offset = delta.end
      if ('text' in delta) read.text += delta.text
      else
        for (const { index, callId, name, arguments: args } of delta.calls) {
          if (callId !== undefined) read.calls[index] = { call_id: callId, name: name!, arguments: '' }
          read.calls[index]!.arguments += args
        }
    }
  }
  return { ...read, offset }
}

describe('the wire of an answer', () => {
  it('is read completely, wherever it is cut while it grows', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(call, { maxLength: 3 }),
        fc.array(fc.nat(200), { maxLength: 10 }),
        (said, calls, cuts) => {
          const wire = toWire(said, calls)
          const lengths = cuts.map((cut) => Math.min(cut, wire.length))
          expect(readInSteps(wire, lengths)).toEqual({ text: said, calls, offset: wire.length })
        },
      ),
    )
  })

  it('is the same for the stored items', () => {
    const items = [
      {
        type: 'message' as const,
        role: 'assistant' as const,
        content: [{ type: 'output_text' as const, text: 'a' }],
      },
      { type: 'function_call' as const, call_id: 'c', name: 'f', arguments: '{}' },
    ]
    expect(wireOf({ response: 'a', items })).toBe(toWire('a', [{ call_id: 'c', name: 'f', arguments: '{}' }]))
    expect(wireOf({ response: 'a' })).toBe('a')
  })
})

it('a reader that is far behind gets the text in pieces, and no piece splits a character', () => {
  const text = `${'a'.repeat(tunables.streamDeltaCharactersMax - 1)}😀${'é'.repeat(tunables.streamDeltaCharactersMax)}`
  const pieces: string[] = []
  for (let delta = readWire(text, 0); delta; delta = readWire(text, delta.end))
    pieces.push('text' in delta ? delta.text : '')
  expect(pieces.join('')).toBe(text)
  expect(pieces.length).toBe(3)
  expect(pieces.every((piece) => piece.isWellFormed())).toBe(true)
})
