import { describe, expect, it } from 'vitest'
import { errorIn, kindOf, sentenceOf } from '#lib/models/dialect/errors'

const saying = (message: string) => ({ message, type: 'invalid_request_error', code: null })

describe('kindOf', () => {
  it.each<[string, number, object, string | undefined]>([
    ['OpenAI', 400, { code: 'context_length_exceeded' }, 'too_long'],
    ['llama.cpp', 400, { type: 'exceed_context_size_error', n_ctx: 4096 }, 'too_long'],
    ['LiteLLM', 400, { type: 'ContextWindowExceededError' }, 'too_long'],
    ['vLLM', 400, { param: 'input_tokens', code: 400 }, 'too_long'],
    [
      'Azure',
      400,
      { code: 'content_filter', innererror: { code: 'ResponsibleAIPolicyViolation' } },
      'filtered',
    ],
    ['Azure, inside', 400, { code: null, innererror: { code: 'ResponsibleAIPolicyViolation' } }, 'filtered'],
    ['Alibaba', 400, { code: 'data_inspection_failed' }, 'filtered'],
    ['OpenAI, quota', 429, { code: 'insufficient_quota', type: 'insufficient_quota' }, 'unpaid'],
    ['Anthropic, credit', 402, { type: 'billing_error' }, 'unpaid'],
    ['LiteLLM, budget', 400, { type: 'budget_exceeded', code: '400' }, 'unpaid'],
    ['Moonshot, balance', 429, { type: 'exceeded_current_quota_error' }, 'unpaid'],
    ['OpenAI, key', 401, { code: 'invalid_api_key' }, 'unauthorized'],
    [
      'Google, key',
      400,
      { status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] },
      'unauthorized',
    ],
    ['Anthropic, key', 401, { type: 'authentication_error' }, 'unauthorized'],
    ['Groq', 400, { code: 'model_decommissioned' }, 'no_model'],
    ['Mistral', 400, { type: 'invalid_model', code: '1500' }, 'no_model'],
    ['Azure, deployment', 404, { code: 'DeploymentNotFound' }, 'no_model'],
    ['Anthropic, overloaded', 529, { type: 'overloaded_error' }, 'busy'],
    ['Google, quota', 429, { code: 429, status: 'RESOURCE_EXHAUSTED' }, 'busy'],
    ['an unknown provider', 400, { code: 'constructor', message: 'n must be 1' }, undefined],
  ])('knows the codes of %s', (_, status, error, kind) => {
    expect(kindOf(status, error)).toBe(kind)
  })

  it.each([
    [
      'OpenAI',
      "This model's maximum context length is 8192 tokens. However, your messages resulted in 8545 tokens.",
    ],
    [
      'OpenAI, newer',
      'Your input exceeds the context window of this model. Please adjust your input and try again.',
    ],
    ['Anthropic', 'prompt is too long: 213462 tokens > 200000 maximum'],
    ['Google', 'The input token count (1196265) exceeds the maximum number of tokens allowed (1048575).'],
    ['xAI', "This model's maximum prompt length is 131072 but the request contains 537812 tokens."],
    ['Groq', 'Please reduce the length of the messages or completion.'],
    [
      'OpenRouter',
      "This endpoint's maximum context length is 32768 tokens. However, you requested about 40000 tokens",
    ],
    ['Mistral', 'Prompt contains 40000 tokens, too large for model with 32768 maximum context length'],
    ['llama-cpp-python', 'Requested tokens (5000) exceed context window of 4096'],
    ['llama.cpp', 'the request exceeds the available context size, try increasing it'],
    ['LM Studio', 'The number of tokens to keep from the initial prompt is greater than the context length.'],
    [
      'vLLM',
      "This model's maximum context length is 4096 tokens, however you requested 5000 tokens (4900 in the messages, 100 in the completion).",
    ],
    ['TGI', 'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000'],
    ['Alibaba', 'Range of input length should be [1, 30720]'],
    ['a proxy', 'messages exceed 12000 characters'],
    ['Amazon', 'Input is too long for requested model.'],
    ['Ollama', 'prompt too long; exceeded max context length by 1200 tokens'],
  ])('recognizes a prompt that is too long by the message of %s', (_, message) => {
    for (const status of [200, 400, 413, 422]) expect(kindOf(status, saying(message))).toBe('too_long')
    expect(kindOf(500, saying(message))).toBeUndefined()
    expect(kindOf(429, saying(message))).toBeUndefined()
  })

  it.each([
    'max_tokens must be at most 4096',
    'Invalid value: temperature must be <= 2',
    'messages: at least one message is required',
    'Unsupported parameter: max_tokens is not supported with this model. Use max_completion_tokens instead.',
    'max_tokens is too large: 100000. This model supports at most 16384 completion tokens',
    'max_completion_tokens exceeds the maximum allowed tokens of 8192',
    'Rate limit reached for requests',
    'insufficient_quota: content_filter, model not found',
  ])('does not take another message for a prompt that is too long: %s', (message) => {
    expect(kindOf(400, saying(message))).toBeUndefined()
  })
})

describe('errorIn', () => {
  const error = { code: 429, message: 'slow' }
  it.each<[string, unknown]>([
    ['a server that wraps nothing', error],
    ['OpenAI', { error }],
    ['Google', [{ error }]],
    ['Cloudflare', { success: false, errors: [error] }],
    ['two gateways', { error: { error } }],
  ])('finds the error of %s', (_, body) => {
    expect(errorIn(body)).toEqual(error)
  })

  it('finds an error in the message of another error', () => {
    const message = JSON.stringify({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'slow' } })
    expect(errorIn({ error: { message, code: 500 } })).toMatchObject({
      status: 'RESOURCE_EXHAUSTED',
      code: 429,
    })
    expect(errorIn({ message: '{not json' })).toEqual({ message: '{not json' })
  })

  it('returns a value that is not an error unchanged', () => {
    for (const body of [undefined, null, 'text', 7, {}]) expect(errorIn(body)).toEqual(body)
    expect(errorIn([])).toBeUndefined()
    let deep: object = error
    for (let depth = 0; depth < 100; depth++) deep = { error: deep }
    expect(errorIn(deep)).toHaveProperty('error')
  })
})

describe('sentenceOf', () => {
  it.each<[string, unknown]>([
    ['n is 2', 'n is 2'],
    ['n is 2', { message: 'n is 2' }],
    ['n is 2', { error: 'n is 2' }],
    ['n is 2', { detail: 'n is 2' }],
    ['top.n: is 2', { detail: [{ loc: ['body', 'top', 'n'], msg: 'is 2' }] }],
    ['', { detail: [{}] }],
    ['', undefined],
  ])('returns %j for %j', (sentence, error) => {
    expect(sentenceOf(error)).toBe(sentence)
  })
})

describe('a request with tools or images', () => {
  it.each([
    [404, 'No endpoints found that support tool use. To learn more about provider routing, visit: …'],
    [404, 'No endpoints found that support image input'],
    [400, 'registry.ollama.ai/library/gemma:2b does not support tools'],
    [400, 'google/gemma-2-9b-it is not a multimodal model'],
    [400, "This model doesn't support images."],
  ])('is recognized as unsupported by the model: %i %s', (status, message) => {
    expect(kindOf(status, saying(message))).toBe('unable')
  })

  it.each([
    'messages.0.content.0.image.source.base64: image exceeds 5 MB maximum: 6127240 bytes > 5242880 bytes',
    'Invalid schema for function "f": schema must be a JSON Schema of type "object"',
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.",
  ])('is not taken as too long for another error: %s', (message) => {
    expect(kindOf(400, saying(message))).toBeUndefined()
  })

  it('is recognized as too long when images take the tokens', () => {
    const message = "The prompt (with 3 images) is longer than the model's context window of 8192 tokens."
    expect(kindOf(400, saying(message))).toBe('too_long')
  })
})
