import { afterEach, expect, it, vi } from 'vitest'
import type { Answer } from '#lib/models/answer'
import type { Model } from '#lib/models/providers'
import { answerAttributes, modelSpan } from '#lib/models/span'
import { setTracer } from '#lib/telemetry/trace'

setTracer({ run: (_, work) => work({ set: () => {}, fail: () => {} }), context: () => undefined })
afterEach(() => vi.unstubAllEnvs())

const at = (baseUrl: string) => ({ id: 'a/m', name: 'm', provider: { name: 'a', baseUrl } }) as Model
const request = {
  model: 'm',
  max_tokens: 7,
  messages: [
    { role: 'system' as const, content: 'Be brief.' },
    { role: 'user' as const, content: [{ type: 'text' as const, text: 'plums?' }] },
  ],
}
const answer: Answer = {
  content: 'They are blue.',
  finishReason: 'stop',
  thoughts: 'thinking of plums',
  warnings: [],
  spent: {
    model: 'm-1',
    promptTokens: 3,
    cachedTokens: 1,
    completionTokens: 4,
    reasoningTokens: 2,
    totalTokens: 7,
    latencyMs: 5,
  },
}

it.each([
  ['https://api.openai.com/v1', 'openai', 443],
  ['https://my.openai.azure.com/openai', 'azure.ai.openai', 443],
  ['http://127.0.0.1:11434/v1', 'a', 11434],
])('a span names the provider at %s: %s', (baseUrl, name, port) => {
  expect(modelSpan({ model: at(baseUrl), request })).toMatchObject({
    name: 'chat m',
    attributes: { 'gen_ai.provider.name': name, 'gen_ai.request.max_tokens': 7, 'server.port': port },
  })
})

it.each(['', 'false', 'no_content', 'event_only'])('a span has no message text with %j', (mode) => {
  vi.stubEnv('OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT', mode)
  const all = JSON.stringify([
    modelSpan({ model: at('https://api.openai.com'), request }),
    answerAttributes(answer),
  ])
  for (const said of ['brief', 'plums', 'blue']) expect(all).not.toContain(said)
  expect(answerAttributes(answer)).toEqual({
    'gen_ai.response.model': 'm-1',
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.usage.input_tokens': 3,
    'gen_ai.usage.output_tokens': 4,
    'gen_ai.usage.cache_read.input_tokens': 1,
    'gen_ai.usage.reasoning.output_tokens': 2,
  })
})

it.each(['true', 'SPAN_ONLY', 'span_and_event'])('a span has the message text with %j', (mode) => {
  vi.stubEnv('OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT', mode)
  const { attributes } = modelSpan({ model: at('https://api.openai.com'), request })
  expect(JSON.parse(String(attributes!['gen_ai.input.messages']))).toEqual([
    { role: 'system', parts: [{ type: 'text', content: 'Be brief.' }] },
    { role: 'user', parts: [{ type: 'text', content: 'plums?' }] },
  ])
  expect(JSON.parse(String(answerAttributes(answer)['gen_ai.output.messages']))).toEqual([
    { role: 'assistant', parts: [{ type: 'text', content: 'They are blue.' }], finish_reason: 'stop' },
  ])
})
