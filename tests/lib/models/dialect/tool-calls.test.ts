import { describe, expect, it } from 'vitest'
import { addChunk } from '#lib/models/dialect/body'
import { at, type Json } from '#lib/models/dialect/json'
import { callsIn } from '#lib/models/dialect/tool-calls'

/** The calls of a stream whose deltas have these pieces. */
function streamed(...deltas: unknown[][]) {
  const body: Json = {}
  for (const tool_calls of deltas) addChunk(body, { choices: [{ index: 0, delta: { tool_calls } }] })
  return callsIn(at(body, 'choices.0.message') as Json).map(({ call_id, name, arguments: args }) => [
    ...[call_id, name, args],
  ])
}
const piece = (args: string, more: object = {}) => ({ function: { arguments: args }, ...more })
const begin = (id: string, name: string, args = '', more: object = {}) => ({
  ...{ id, type: 'function', function: { name, arguments: args } },
  ...more,
})

describe('the calls of a stream', () => {
  it.each<[string, unknown[][], string[][]]>([
    [
      'OpenAI: pieces of two calls in turn, by their index',
      [
        [begin('a', 'f', '', { index: 0 })],
        [begin('b', 'g', '', { index: 1 })],
        [piece('{"x"', { index: 0 })],
        [piece('{}', { index: 1 })],
        [piece(':1}', { index: 0 })],
      ],
      [
        ['a', 'f', '{"x":1}'],
        ['b', 'g', '{}'],
      ],
    ],
    [
      'Google: whole calls, all with the index 0',
      [[begin('a', 'f', '{"x":1}', { index: 0 })], [begin('b', 'f', '{"x":2}', { index: 0 })]],
      [
        ['a', 'f', '{"x":1}'],
        ['b', 'f', '{"x":2}'],
      ],
    ],
    [
      'servers that repeat the id and the name with each piece',
      [[begin('a', 'f', '{"x"', { index: 0 })], [begin('a', 'f', ':1}', { index: 0 })]],
      [['a', 'f', '{"x":1}']],
    ],
    [
      'servers that send no index',
      [[begin('a', 'f', '{')], [piece('}')], [begin('b', 'g', '{}')]],
      [
        ['a', 'f', '{}'],
        ['b', 'g', '{}'],
      ],
    ],
    ['a call without arguments', [[begin('a', 'f', '', { index: 0 })]], [['a', 'f', '{}']]],
  ])('are read from %s', (_, deltas, calls) => {
    expect(streamed(...deltas)).toEqual(calls)
  })

  it('may have the older form function_call', () => {
    const body: Json = {}
    for (const function_call of [{ name: 'f', arguments: '{"x"' }, { arguments: ':1}' }])
      addChunk(body, { choices: [{ index: 0, delta: { function_call } }] })
    expect(callsIn(at(body, 'choices.0.message') as Json)).toMatchObject([
      { call_id: expect.stringMatching(/^call_\w{24}$/), name: 'f', arguments: '{"x":1}' },
    ])
  })
})

describe('the calls of a message', () => {
  it('may have their arguments as an object, and no id', () => {
    const tool_calls = [{ function: { name: 'f', arguments: { x: 1 } } }]
    expect(callsIn({ tool_calls })).toMatchObject([
      { call_id: expect.stringMatching(/^call_\w{24}$/), arguments: '{"x":1}' },
    ])
  })

  it('are ignored if they name no function', () => {
    expect(callsIn({ tool_calls: [{}, null, 'f', { function: { arguments: '{}' } }] })).toEqual([])
    expect(callsIn({ tool_calls: 'f' })).toEqual([])
  })
})
