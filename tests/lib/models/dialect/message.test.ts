import { describe, expect, it } from 'vitest'
import { contentsOf } from '#lib/models/dialect/message'

const nothing = { text: '', thoughts: '', refusal: '', callsTools: false }

describe('contentsOf', () => {
  it.each<[string, object, Partial<typeof nothing>]>([
    ['OpenAI', { content: 'hi', refusal: null }, { text: 'hi' }],
    ['OpenAI, a refusal', { content: null, refusal: 'No.' }, { refusal: 'No.' }],
    ['DeepSeek', { content: 'hi', reasoning_content: 'hm' }, { text: 'hi', thoughts: 'hm' }],
    [
      'vLLM and Groq',
      { content: 'hi', reasoning: 'hm', reasoning_content: null },
      { text: 'hi', thoughts: 'hm' },
    ],
    [
      'both names',
      { content: 'hi', reasoning: 'hm', reasoning_content: 'hm' },
      { text: 'hi', thoughts: 'hm' },
    ],
    ['Ollama', { content: 'hi', thinking: 'hm' }, { text: 'hi', thoughts: 'hm' }],
    [
      'OpenRouter',
      {
        content: 'hi',
        reasoning_details: [
          { type: 'reasoning.summary', summary: 'h' },
          { type: 'reasoning.encrypted', data: 'x' },
          { type: 'reasoning.text', text: 'm' },
        ],
      },
      { text: 'hi', thoughts: 'hm' },
    ],
    [
      'Mistral',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
          { type: 'text', text: 'hi' },
        ],
      },
      { text: 'hi', thoughts: 'hm' },
    ],
    [
      'Anthropic',
      {
        content: [
          { type: 'thinking', thinking: 'hm' },
          { type: 'text', text: 'hi' },
        ],
      },
      { text: 'hi', thoughts: 'hm' },
    ],
    ['Google', { content: [{ text: 'hm', thought: true }, { text: 'hi' }] }, { text: 'hi', thoughts: 'hm' }],
    ['Responses', { content: [{ type: 'output_text', text: 'hi' }] }, { text: 'hi' }],
    ['Responses, a refusal', { content: [{ type: 'refusal', refusal: 'No.' }] }, { refusal: 'No.' }],
    ['one part without a list', { content: { type: 'text', text: 'hi' } }, { text: 'hi' }],
    ['texts in a list', { content: ['h', 'i'] }, { text: 'hi' }],
    ['parts of other types', { content: [{ type: 'image_url', image_url: {} }, null, 7] }, {}],
    ['tool calls', { content: null, tool_calls: [{ id: '1' }] }, { callsTools: true }],
    ['no tool calls', { content: 'hi', tool_calls: [], function_call: null }, { text: 'hi' }],
    ['a function call', { content: null, function_call: { name: 'f' } }, { callsTools: true }],
  ])('reads the parts of %s', (_, message, said) => {
    expect(contentsOf({ message })).toEqual({ ...nothing, ...said })
    expect(contentsOf({ delta: message })).toEqual({ ...nothing, ...said })
  })

  it('reads a choice without a message', () => {
    expect(contentsOf({ text: 'hi' })).toEqual({ ...nothing, text: 'hi' })
    for (const choice of [undefined, null, {}, { message: null }, { message: 'hi' }])
      expect(contentsOf(choice)).toEqual(nothing)
  })
})
