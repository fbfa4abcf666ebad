import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { HumanMessage } from '@langchain/core/messages'
import { ChatOpenAI } from '@langchain/openai'
import { generateText, isStepCount, jsonSchema, streamText, tool } from 'ai'
import { describe, expect, inject, it } from 'vitest'
import { call, modelCalls } from '#tests/support/api'
import { script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { ownUser } from '#tests/support/openai'
import { secrets } from '#tests/support/secrets'

const baseURL = `${inject('appUrl')}/v1`
const apiKey = secrets.apiKey

const weatherCall = (id: string) => ({
  body: {
    object: 'chat.completion',
    model: 'fake-model',
    choices: [
      {
        index: 0,
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: null,
          tool_calls: [{ id, type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }],
        },
      },
    ],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  },
})
const city = {
  type: 'object' as const,
  properties: { city: { type: 'string' as const } },
  required: ['city'],
}

describe.each([
  ['@ai-sdk/openai', createOpenAI({ baseURL, apiKey, headers: ownUser }).chat('fake-model')],
  [
    '@ai-sdk/openai-compatible',
    createOpenAICompatible({ name: 'gpts', baseURL, apiKey, headers: ownUser, includeUsage: true })(
      'fake-model',
    ),
  ],
])('the Vercel AI SDK with %s', (_, model) => {
  const weather = (says: string) => ({
    weather: tool({
      description: 'Tells the weather.',
      inputSchema: jsonSchema<{ city: string }>(city),
      execute: async ({ city }) => `${says} in ${city}`,
    }),
  })

  it('gets an answer, with its usage and finish reason', async () => {
    const prompt = unique('hello')
    const { text, usage, finishReason } = await generateText({ model, prompt })
    expect([text, finishReason]).toEqual([`echo: ${prompt}`, 'stop'])
    expect(usage).toMatchObject({ inputTokens: 10, outputTokens: 5, totalTokens: 15 })
  })

  it('gets a stream, with its usage and finish reason', async () => {
    const prompt = script(newUser(), { pieces: ['one ', 'two'], everyMs: 20 })
    const result = streamText({ model, prompt })
    let text = ''
    for await (const piece of result.textStream) text += piece
    expect([text, await result.finishReason]).toEqual(['one two', 'stop'])
    expect(await result.usage).toMatchObject({ inputTokens: 10, outputTokens: 5 })
  })

  it('runs a tool, with and without streaming', async () => {
    const says = unique('rain')
    const asked = { model, tools: weather(says), stopWhen: isStepCount(3) }
    const plain = await generateText({ ...asked, prompt: script(newUser(), weatherCall('call_a')) })
    expect(plain.text).toContain(`${says} in Oslo`)
    const streamed = streamText({ ...asked, prompt: script(newUser(), weatherCall('call_b')) })
    expect(await streamed.text).toContain(`${says} in Oslo`)
  })

  it('throws the error of a failed answer, also in a stream', async () => {
    const prompt = () => script(newUser(), { status: 401 })
    await expect(generateText({ model, prompt: prompt(), maxRetries: 2 })).rejects.toThrow()
    const errors: unknown[] = []
    const { fullStream } = streamText({ model, prompt: prompt(), onError: () => {} })
    for await (const part of fullStream) if (part.type === 'error') errors.push(part.error)
    expect(errors).toHaveLength(1)
  })

  it('disconnects when aborted, and the answer is written anyway', async () => {
    const prompt = script(newUser(), { pieces: ['a ', 'b ', 'c '], everyMs: 60 })
    const abort = new AbortController()
    const result = streamText({ model, prompt, abortSignal: abort.signal, onError: () => {} })
    for await (const _ of result.textStream) abort.abort()
    expect(await modelCalls(prompt)).toHaveLength(1)
  })
})

describe('LangChain', () => {
  const chat = (more: object = {}) =>
    new ChatOpenAI({
      model: 'fake-model',
      apiKey,
      configuration: { baseURL, defaultHeaders: ownUser },
      maxRetries: 0,
      ...more,
    })

  it('gets an answer, with and without streaming', async () => {
    const prompt = unique('hello')
    const answer = await chat().invoke([new HumanMessage(prompt)])
    expect(answer.content).toBe(`echo: ${prompt}`)
    expect(answer.usage_metadata).toMatchObject({ input_tokens: 10, output_tokens: 5 })
    let text = ''
    const stream = await chat({ streamUsage: true }).stream(script(newUser(), { pieces: ['one ', 'two'] }))
    for await (const chunk of stream) text += chunk.content
    expect(text).toBe('one two')
  })

  it('gets the tool calls', async () => {
    const tools = [
      { type: 'function' as const, function: { name: 'weather', description: '', parameters: city } },
    ]
    const bound = chat().bindTools(tools)
    const expected = [{ name: 'weather', args: { city: 'Oslo' }, id: 'call_c' }]
    expect((await bound.invoke(script(newUser(), weatherCall('call_c')))).tool_calls).toMatchObject(expected)
    const stream = await bound.stream(script(newUser(), weatherCall('call_c')))
    const chunks = []
    for await (const chunk of stream) chunks.push(chunk)
    expect(chunks.reduce((all, chunk) => all.concat(chunk)).tool_calls).toMatchObject(expected)
  })

  it('throws the error of a failed answer', async () => {
    await expect(chat().invoke(script(newUser(), { status: 401 }))).rejects.toThrow()
    await expect(
      (async () => {
        for await (const _ of await chat().stream(script(newUser(), { status: 401 })));
      })(),
    ).rejects.toThrow()
  })
})

describe('requests of other programs', () => {
  const path = '/v1/chat/completions'

  it('Open WebUI: a chat that streams, and its request for a title', async () => {
    const userId = newUser()
    const headers = {
      'x-openwebui-user-id': userId,
      'x-openwebui-user-name': 'Ada',
      'x-openwebui-user-email': 'ada@example.com',
      'x-openwebui-user-role': 'user',
      'x-openwebui-chat-id': crypto.randomUUID(),
    }
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }]
    const streamed = await call('POST', path, {
      headers,
      body: { stream: true, model: 'fake-model', messages, stream_options: { include_usage: true } },
    })
    expect(streamed.body).toContain('"finish_reason":"stop"')
    const title = await call('POST', path, {
      headers,
      body: {
        stream: false,
        model: 'fake-model',
        messages: [{ role: 'user', content: '### Task: a title' }],
        max_completion_tokens: 1000,
      },
    })
    expect(title.body.choices[0].message.content).toBe('echo: ### Task: a title')
    const list = await call('GET', `/api/conversations?userId=${userId}`)
    expect(list.body.data.conversations).toMatchObject([{ messageCount: 2 }])
  })

  it('LibreChat: its parameters, and its request for a title', async () => {
    const { status, body } = await call('POST', path, {
      body: {
        model: 'fake-model',
        temperature: 1,
        top_p: 1,
        presence_penalty: 0,
        frequency_penalty: 0,
        user: '66a1f0c2b7e4d90012345678',
        stop: ['||>', '\nUser:', '<|diff_marker|>'],
        stream: true,
        stream_options: { include_usage: true },
        messages: [
          { role: 'system', content: 'You are kind.' },
          { role: 'user', content: 'hi', name: 'Ada' },
        ],
      },
    })
    expect([status, body.includes('echo: hi')]).toEqual([200, true])
  })
})
