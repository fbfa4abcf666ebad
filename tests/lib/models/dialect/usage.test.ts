import { describe, expect, it } from 'vitest'
import { usageOf } from '#lib/models/dialect/usage'

type Row = [
  provider: string,
  usage: object,
  counts: [prompt: number, cached: number, completion: number, reasoning: number],
]

const rows: Row[] = [
  ['OpenAI', { prompt_tokens: 20, completion_tokens: 9, total_tokens: 29 }, [20, 0, 9, 0]],
  [
    'OpenAI, reasoning and cached tokens inside',
    {
      ...{ prompt_tokens: 1117, completion_tokens: 446, total_tokens: 1563 },
      prompt_tokens_details: { cached_tokens: 1024, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 400, accepted_prediction_tokens: 0 },
    },
    [1117, 1024, 446, 400],
  ],
  [
    'xAI, reasoning outside of completion',
    {
      ...{ prompt_tokens: 10120, completion_tokens: 1499, total_tokens: 14428 },
      prompt_tokens_details: { cached_tokens: 128 },
      completion_tokens_details: { reasoning_tokens: 2809 },
    },
    [10120, 128, 4308, 2809],
  ],
  [
    'a server whose sum shows that reasoning is inside',
    {
      ...{ prompt_tokens: 500, completion_tokens: 500, total_tokens: 1000 },
      completion_tokens_details: { reasoning_tokens: 200 },
    },
    [500, 0, 500, 200],
  ],
  [
    'Gemini, thoughts only in the sum',
    { prompt_tokens: 20, completion_tokens: 198, total_tokens: 623 },
    [20, 0, 603, 405],
  ],
  [
    'a gateway to Gemini, only thoughts',
    {
      prompt_tokens: 21,
      completion_tokens: 0,
      total_tokens: 81,
      completion_tokens_details: { reasoning_tokens: 60 },
    },
    [21, 0, 60, 60],
  ],
  [
    'DeepSeek, flat cache counts',
    {
      prompt_tokens: 1000,
      completion_tokens: 10,
      total_tokens: 1010,
      prompt_cache_hit_tokens: 900,
      prompt_cache_miss_tokens: 100,
    },
    [1000, 900, 10, 0],
  ],
  [
    'Moonshot',
    { prompt_tokens: 19, completion_tokens: 13, total_tokens: 32, cached_tokens: 12 },
    [19, 12, 13, 0],
  ],
  [
    'Mistral',
    { prompt_tokens: 19, completion_tokens: 13, total_tokens: 32, num_cached_tokens: 12 },
    [19, 12, 13, 0],
  ],
  [
    'two cache counts, of which one is empty',
    {
      prompt_tokens: 19,
      completion_tokens: 13,
      cached_tokens: 12,
      prompt_tokens_details: { cached_tokens: 0 },
    },
    [19, 12, 13, 0],
  ],
  [
    'vLLM, no details',
    { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10, prompt_tokens_details: null },
    [7, 0, 3, 0],
  ],
  [
    'Perplexity, flat reasoning',
    { prompt_tokens: 7, completion_tokens: 30, total_tokens: 37, reasoning_tokens: 20 },
    [7, 0, 30, 20],
  ],
  [
    'no sum, reasoning that cannot be inside',
    { prompt_tokens: 7, completion_tokens: 3, reasoning_tokens: 20 },
    [7, 0, 23, 20],
  ],
  [
    'LiteLLM before Anthropic, cached tokens inside',
    {
      prompt_tokens: 910,
      completion_tokens: 5,
      total_tokens: 915,
      cache_read_input_tokens: 900,
      cache_creation_input_tokens: 0,
    },
    [910, 900, 5, 0],
  ],
  [
    'Anthropic, cached and written tokens outside',
    { input_tokens: 10, output_tokens: 5, cache_read_input_tokens: 900, cache_creation_input_tokens: 50 },
    [960, 900, 5, 0],
  ],
  [
    'a gateway that adds cached tokens only to the sum',
    {
      prompt_tokens: 1200,
      completion_tokens: 5,
      total_tokens: 2105,
      prompt_tokens_details: { cached_tokens: 900 },
    },
    [2100, 900, 5, 0],
  ],
  [
    'more cached tokens than prompt tokens',
    { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, cached_tokens: 900 },
    [910, 900, 5, 0],
  ],
  [
    "OpenAI's Responses",
    {
      ...{ input_tokens: 36, output_tokens: 87, total_tokens: 123 },
      input_tokens_details: { cached_tokens: 30 },
      output_tokens_details: { reasoning_tokens: 64 },
    },
    [36, 30, 87, 64],
  ],
  ['a gateway, as text', { prompt_tokens: '7', completion_tokens: '3', total_tokens: '10' }, [7, 0, 3, 0]],
  [
    'Google, by its own names',
    { promptTokenCount: 20, candidatesTokenCount: 198, thoughtsTokenCount: 405, totalTokenCount: 623 },
    [20, 0, 603, 405],
  ],
  ['a sum that is too small', { prompt_tokens: 10, completion_tokens: 5, total_tokens: 1 }, [10, 0, 5, 0]],
  [
    'invalid values beside valid ones',
    { prompt_tokens: 10, completion_tokens: 5, total_tokens: -1, cached_tokens: 1.5 },
    [10, 0, 5, 0],
  ],
]

describe('usageOf', () => {
  it.each(rows)(
    'reads the counts of %s',
    (_, usage, [promptTokens, cachedTokens, completionTokens, reasoningTokens]) => {
      const counts = { promptTokens, cachedTokens, completionTokens, reasoningTokens }
      expect(usageOf({ usage })).toEqual(counts)
      expect(usageOf({ x_groq: { usage } })).toEqual(counts)
      expect(usageOf({ usageMetadata: usage })).toEqual(counts)
      expect(usageOf({ usage: null, choices: [{ usage }] })).toEqual(counts)
    },
  )

  it.each<[string, object]>([
    ['none', {}],
    ['null', { usage: null }],
    ['empty', { usage: {} }],
    ['zeros', { usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } }],
    ['text that is not a number', { usage: { prompt_tokens: 'many', completion_tokens: '' } }],
    ['only a sum', { usage: { total_tokens: 10 } }],
    ['too large for the ledger', { usage: { prompt_tokens: 2 ** 31, completion_tokens: 2 ** 40 } }],
  ])('returns undefined for usage that is %s', (_, body) => {
    expect(usageOf(body)).toBeUndefined()
  })
})
