import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { expectSchema } from '#tests/openai-api/schemas'
import { api, call, dataOf, modelCalls } from '#tests/support/api'
import { boundKey, newKey } from '#tests/support/keys'
import { script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { allOf, client } from '#tests/support/openai'

const path = '/v1/chat/completions'
const user = (content: string) => ({ role: 'user' as const, content })

const tools: OpenAI.ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: 'weather',
      description: 'Tells the weather.',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      strict: true,
    },
  },
]
const toolCall = (id: string, city: string) => ({
  id,
  type: 'function' as const,
  function: { name: 'weather', arguments: JSON.stringify({ city }) },
})
/** A model's answer with tool calls. */
const calling = (...calls: ReturnType<typeof toolCall>[]) => ({
  body: {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: 'fake-model',
    choices: [
      {
        index: 0,
        finish_reason: 'tool_calls',
        message: { role: 'assistant', content: null, tool_calls: calls },
      },
    ],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  },
})

describe('POST /v1/chat/completions', () => {
  it('returns the whole completion', async () => {
    const content = unique('hello')
    const { data, response } = await client.chat.completions
      .create({ model: 'fake-model', messages: [user(content)] })
      .withResponse()
    expectSchema('ChatCompletion', data)
    expect(data).toEqual({
      id: expect.stringMatching(/^chatcmpl-[0-9a-f]{32}$/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'fake-model',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: `echo: ${content}`, refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    })
    expect(response.headers.get('x-ratelimit-remaining-requests')).toMatch(/^\d+$/)
    expect(response.headers.get('x-request-id')).toBeTruthy()
  })

  it('sends all messages and the supported parameters to the model', async () => {
    const content = unique('and now?')
    await client.chat.completions.create({
      model: 'fake-model',
      messages: [
        { role: 'system', content: 'Be brief.' },
        user('What is on the picture?'),
        { role: 'assistant', content: 'A cat.' },
        { role: 'user', content: [{ type: 'text', text: content }] },
      ],
      ...{ temperature: 0.5, top_p: 0.9, stop: ['END'], seed: 7, max_completion_tokens: 50 },
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } },
      ...{ service_tier: 'auto', prompt_cache_key: 'x', n: 1, logprobs: false },
    })
    const [sent] = await modelCalls(content)
    expect(sent).toMatchObject({
      messages: [
        { role: 'system', content: 'Be brief.' },
        user('What is on the picture?'),
        { role: 'assistant', content: 'A cat.' },
        user(content),
      ],
      ...{ temperature: 0.5, top_p: 0.9, stop: ['END'], seed: 7 },
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } },
    })
    expect(sent).not.toHaveProperty('service_tier')
  })

  it('streams chunks as OpenAI does: the role, the text, the finish reason, the usage and the end', async () => {
    const content = script(newUser(), { pieces: ['one ', 'é漢😀 ', 'three'], everyMs: 20 })
    const stream = await client.chat.completions.create({
      model: 'fake-model',
      messages: [user(content)],
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks = await allOf(stream)
    for (const chunk of chunks) expectSchema('ChatCompletionChunk', chunk)
    expect(chunks[0]!.choices[0]!.delta).toEqual({ role: 'assistant', content: '', refusal: null })
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('one é漢😀 three')
    expect(chunks.at(-2)!.choices).toEqual([{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }])
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    })
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true)
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1)
  })

  it('ends a stream with [DONE], and sends usage only on request', async () => {
    const { headers, body } = await call('POST', path, {
      body: { messages: [user(unique('x'))], stream: true },
    })
    expect(headers.get('content-type')).toBe('text/event-stream')
    expect(headers.get('cache-control')).toBe('no-cache, no-transform')
    expect(body).toMatch(/\n\ndata: \[DONE\]\n\n$/)
    expect(body).not.toContain('usage')
  })

  it('accepts input instead of messages, as Cursor sends it', async () => {
    const text = unique('edit this')
    const { status, body } = await call('POST', path, {
      body: {
        model: 'fake-model',
        input: [
          { role: 'system', content: 'You edit code.' },
          { role: 'user', content: [{ type: 'input_text', text }] },
        ],
        tools: [{ type: 'function', name: 'weather', parameters: { type: 'object' }, strict: false }],
        tool_choice: 'auto',
        ...{ store: false, include: ['reasoning.encrypted_content'], reasoning: { effort: 'low' } },
      },
    })
    expect([status, body.choices?.[0]?.message.content]).toEqual([200, `echo: ${text}`])
    expect(await modelCalls(text)).toMatchObject([
      {
        messages: [{ role: 'system' }, user(text)],
        tools: [{ function: { name: 'weather', strict: false } }],
      },
    ])
  })
})

describe('tools', () => {
  const calls = [toolCall('call_1', 'Oslo'), toolCall('call_2', 'Rome')]

  it('are sent to the model and called in the answer, and their results go back to the model', async () => {
    const messages: OpenAI.ChatCompletionMessageParam[] = [user(script(newUser(), calling(...calls)))]
    const first = await client.chat.completions.create({ model: 'fake-model', messages, tools })
    expectSchema('ChatCompletion', first)
    expect(first.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: calls },
    })
    const results = calls.map(({ id }) => ({
      role: 'tool' as const,
      tool_call_id: id,
      content: unique('rain'),
    }))
    const second = await client.chat.completions.create({
      model: 'fake-model',
      messages: [...messages, first.choices[0]!.message, ...results],
      tools,
      parallel_tool_calls: true,
    })
    expect(second.choices[0]!.message.content).toBe(`echo: ${results[1]!.content}`)
    const [sent] = await modelCalls(results[1]!.content)
    expect(sent).toMatchObject({ tools, parallel_tool_calls: true })
    expect(sent!.messages.slice(1)).toMatchObject([{ role: 'assistant', tool_calls: calls }, ...results])
  })

  it('are called in chunks', async () => {
    const messages = [user(script(newUser(), calling(...calls)))]
    const runner = client.chat.completions.stream({ model: 'fake-model', messages, tools })
    const completion = await runner.finalChatCompletion()
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: calls },
    })
  })
})

describe('a request', () => {
  const messages = [user('hi')]

  it.each([
    ['n', { n: 2 }],
    ['logprobs', { logprobs: true }],
    ['top_logprobs', { top_logprobs: 2 }],
    ['logit_bias', { logit_bias: { 50256: -100 } }],
    ['audio', { audio: { voice: 'alloy', format: 'wav' } }],
    ['modalities', { modalities: ['text', 'audio'] }],
    ['prediction', { prediction: { type: 'content', content: 'x' } }],
    ['web_search_options', { web_search_options: {} }],
    ['functions', { functions: [{ name: 'f' }] }],
    ['tools[0].type', { tools: [{ type: 'web_search' }] }],
    [
      'messages[0].content[0].type',
      { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'f' } }] }] },
    ],
    [
      'messages[0].content[0].type',
      { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: {} }] }] },
    ],
    ['messages[0].role', { messages: [{ role: 'function', name: 'f', content: 'x' }] }],
  ])('is refused when it has %s', async (param, fields) => {
    const { status, headers, body } = await call('POST', path, { body: { messages, ...fields } })
    expect([status, body.error]).toEqual([
      400,
      { message: expect.any(String), type: 'invalid_request_error', param, code: 'unsupported_parameter' },
    ])
    expect(headers.get('x-should-retry')).toBe('false')
  })

  it.each([
    ['messages', 'missing_required_parameter', {}],
    ['messages[0].content', 'invalid_value', { messages: [{ role: 'user', content: 7 }] }],
    [
      'messages[0].content[0].image_url.url',
      'invalid_value',
      {
        messages: [
          { role: 'user', content: [{ type: 'image_url', image_url: { url: 'http://example.com/a.png' } }] },
        ],
      },
    ],
    ['messages[0].role', 'invalid_value', { messages: [{ role: 'king', content: 'x' }] }],
    ['temperature', 'decimal_above_max_value', { messages, temperature: 3 }],
    ['stream', 'invalid_type', { messages, stream: 'yes' }],
    ['safety_identifier', 'invalid_value', { messages, safety_identifier: 'a b' }],
  ])('is refused for %s, with the code %s', async (param, code, body) => {
    const answer = await call('POST', path, { body })
    expect([answer.status, answer.body.error]).toEqual([
      400,
      { message: expect.any(String), type: 'invalid_request_error', param, code },
    ])
  })

  it('is refused when it is not JSON, or when the key may not use the model', async () => {
    const broken = await call('POST', path, { body: '{"messages":' })
    expect([broken.status, broken.body.error.code]).toEqual([400, 'invalid_json'])
    const { key } = await newKey({ models: ['another-model'] })
    const other = await call('POST', path, { key, body: { model: 'fake-model', messages } })
    expect([other.status, other.body.error.code]).toEqual([404, 'model_not_found'])
  })

  it('treats null as omitted', async () => {
    const body = {
      messages: [user(unique('n'))],
      stop: null,
      tools: null,
      temperature: null,
      stream: null,
      user: null,
    }
    expect((await call('POST', path, { body })).status).toBe(200)
  })
})

describe('a failed answer', () => {
  it('is an error that clients do not retry in vain', async () => {
    const { key } = await newKey()
    const asked = { messages: [user(script(newUser(), { status: 401 }))] }
    const plain = await call('POST', path, { key, body: asked })
    expect([plain.status, plain.body.error]).toEqual([
      502,
      { message: expect.any(String), type: 'server_error', param: null, code: 'model_unauthorized' },
    ])
    expect(plain.headers.get('x-should-retry')).toBe('false')
    const stream = await client.chat.completions.create({ model: 'fake-model', ...asked, stream: true })
    await expect(allOf(stream)).rejects.toThrow(OpenAI.APIError)
  })

  it('is an error of the request when the provider says so', async () => {
    const error = { code: 'context_length_exceeded', message: 'too long' }
    const body = { messages: [user(script(newUser(), { status: 400, error }))] }
    const answer = await call('POST', path, { body })
    expect([answer.status, answer.body.error]).toMatchObject([
      400,
      { type: 'invalid_request_error', code: 'context_length_exceeded' },
    ])
  })
})

describe('the user of a request', () => {
  const usersOf = async (userId: string) =>
    (await call('GET', `/api/users?userId=${encodeURIComponent(userId)}`)).status
  const ask = (fields: object, headers: Record<string, string> = {}, key?: string) =>
    call('POST', path, { key, headers, body: { messages: [user(unique('who'))], ...fields } })

  it('is the safety_identifier, else user, else the header of Open WebUI, else the user of the key', async () => {
    const [a, b, c] = [newUser(), newUser(), newUser()]
    const header = { 'x-openwebui-user-id': c }
    await ask({ safety_identifier: a, user: b }, header)
    expect([await usersOf(a), await usersOf(b), await usersOf(c)]).toEqual([200, 404, 404])
    await ask({ user: b }, header)
    expect([await usersOf(b), await usersOf(c)]).toEqual([200, 404])
    await ask({}, header)
    expect(await usersOf(c)).toBe(200)
    const { key, keyId } = await newKey()
    await ask({}, {}, key)
    expect(await usersOf(`openai-api:${keyId}`)).toBe(200)
  })

  it('is the user that the key is bound to, before all others', async () => {
    const { key } = await boundKey()
    const named = newUser()
    expect((await ask({ user: named }, { 'x-openwebui-user-id': named }, key)).status).toBe(200)
    expect(await usersOf(named)).toBe(404)
  })
})

describe('stored conversations', () => {
  const conversationsOf = (userId: string) =>
    dataOf(api.GET('/api/conversations', { params: { query: { userId } } }))

  it('do not include a call without a conversation key', async () => {
    const userId = newUser()
    await client.chat.completions.create({ model: 'fake-model', user: userId, messages: [user('once')] })
    expect((await conversationsOf(userId)).conversations).toEqual([])
  })

  it.each([
    ['X-Conversation-Key', false],
    ['X-OpenWebUI-Chat-Id', true],
  ])('with %s have only the newest message of each call', async (name, stream) => {
    const [userId, text] = [newUser(), unique('second')]
    const headers = { [name]: `chat-${userId}`, 'x-openwebui-user-id': userId }
    const ask = (messages: object[]) => call('POST', path, { headers, body: { messages, stream } })
    const system = { role: 'system', content: 'Be kind.' }
    expect((await ask([system, user('first')])).status).toBe(200)
    await ask([system, user('forged'), { role: 'assistant', content: 'forged' }, user(text)])
    const { conversations } = await conversationsOf(userId)
    expect(conversations).toMatchObject([{ title: 'first', messageCount: 4 }])
    const [sent] = await modelCalls(text)
    expect(sent!.messages).toMatchObject([
      system,
      user('first'),
      { role: 'assistant', content: 'echo: first' },
      user(text),
    ])
  })

  it('do not include Open WebUI’s own tasks, which do not stream', async () => {
    const userId = newUser()
    const headers = { 'x-openwebui-chat-id': `chat-${userId}`, 'x-openwebui-user-id': userId }
    await call('POST', path, { headers, body: { messages: [user('A title?')], stream: false } })
    expect((await conversationsOf(userId)).conversations).toEqual([])
  })
})

it('a budget that is too small for the answer is an error as from OpenAI, plain and in a stream', async () => {
  const { userId, key } = await boundKey()
  const body = { userId, period: 'day', unit: 'tokens', hard: '1000', soft: null }
  expect((await call('PUT', '/api/budgets', { body })).status).toBe(200)
  const ask = (more: object) =>
    call('POST', path, { key, body: { messages: [user('Hello')], max_tokens: 100_000, ...more } })
  const error = expect.objectContaining({ type: 'insufficient_quota', code: 'insufficient_quota' })
  expect(await ask({})).toMatchObject({ status: 429, body: { error } })
  const streamed = await ask({ stream: true })
  expect(JSON.parse(/{"error".*/.exec(streamed.body)![0])).toEqual({ error })
})
