import { createOpenResponses } from '@ai-sdk/open-responses'
import { createOpenAI } from '@ai-sdk/openai'
import { tool as langchainTool } from '@langchain/core/tools'
import { ChatOpenAI } from '@langchain/openai'
import { generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai'
import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { expectEvent, expectOrder, expectResponse, expectSchema } from '#tests/openai-api/schemas'
import { modelCalls } from '#tests/support/api'
import { script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { client, ownUser } from '#tests/support/openai'
import { secrets } from '#tests/support/secrets'

const baseURL = `${inject('appUrl')}/v1`
const { apiKey } = secrets
const failing = () => script(newUser(), { status: 400, error: { message: 'No.', code: 'bad' } })

const height = { id: 'call_a', name: 'height', arguments: '{"of":"K2"}' }
const other = { id: 'call_b', name: 'height', arguments: '{"of":"Everest"}' }
/** A question that the model answers with calls. */
const question = () => script(newUser(), { answer: 'Let me look.', calls: [height, other] })
const parameters = {
  type: 'object',
  properties: { of: { type: 'string' } },
  required: ['of'],
  additionalProperties: false,
}
const tools = [
  { type: 'function' as const, name: 'height', description: 'Of a mountain.', parameters, strict: true },
]

describe('openai', () => {
  it('runs tools, and continues from the response with their results', async () => {
    const input = question()
    const first = await client.responses.create({ input, tools, tool_choice: 'required' })
    expectResponse(JSON.parse(JSON.stringify({ ...first, output_text: undefined })))
    expect(first).toMatchObject({
      status: 'completed',
      output_text: 'Let me look.',
      tools,
      tool_choice: 'required',
    })
    const calls = first.output.filter((item) => item.type === 'function_call')
    expect(calls).toMatchObject([
      { call_id: 'call_a', name: 'height', arguments: height.arguments },
      { call_id: 'call_b', name: 'height', arguments: other.arguments },
    ])
    const [asked] = await modelCalls(input)
    expect(asked).toMatchObject({
      tool_choice: 'required',
      tools: [
        {
          type: 'function',
          function: { name: 'height', description: 'Of a mountain.', parameters, strict: true },
        },
      ],
    })
    const results = [`8611 ${newUser()}`, `8849 ${newUser()}`]
    const second = await client.responses.create({
      previous_response_id: first.id,
      tools,
      input: calls.map(({ call_id }, i) => ({ type: 'function_call_output', call_id, output: results[i]! })),
    })
    expect(second.output_text).toBe(`echo: ${results[1]}`)
    const [again] = await modelCalls(results[1]!)
    expect(again!.messages).toMatchObject([
      { role: 'user', content: input },
      { role: 'assistant', content: 'Let me look.', tool_calls: [{ id: 'call_a' }, { id: 'call_b' }] },
      { role: 'tool', tool_call_id: 'call_a', content: results[0] },
      { role: 'tool', tool_call_id: 'call_b', content: results[1] },
    ])
    const items = await client.responses.inputItems.list(second.id, { order: 'asc' })
    for (const item of items.data) expectSchema('ResponseItem', item)
    expect(items.data).toMatchObject([{ call_id: 'call_a' }, { call_id: 'call_b' }])
  })

  it('streams tool calls', async () => {
    const stream = client.responses.stream({ input: question(), tools })
    const events: { type: string }[] = []
    for await (const event of stream) events.push(event)
    const final = await stream.finalResponse()
    expect(final.output.map(({ type }) => type)).toEqual(['message', 'function_call', 'function_call'])
    const raw = await client.responses.create({ input: question(), tools, stream: true })
    const all: { type: string }[] = []
    for await (const event of raw) all.push(event)
    for (const event of all) expectEvent(event)
    expect(expectOrder(all)).toEqual(new Set())
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(all.map(({ type }) => type)))
  })

  it('sends images, by URL and as data', async () => {
    const text = unique('What is this?')
    const data = `data:image/png;base64,${Buffer.from('picture').toString('base64')}`
    await client.responses.create({
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text },
            { type: 'input_image', image_url: 'https://example.com/a.png', detail: 'low' },
            { type: 'input_image', image_url: data, detail: 'auto' },
          ],
        },
      ],
    })
    const [asked] = await modelCalls('What is this?').then((calls) =>
      calls.filter(({ messages }) => JSON.stringify(messages).includes(text)),
    )
    expect(asked!.messages[0]!.content).toMatchObject([
      { type: 'text', text },
      { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
      { type: 'image_url', image_url: { url: data } },
    ])
  })

  it('reports an answer that was cut off', async () => {
    const input = script(newUser(), { answer: 'so far', finishReason: 'length' })
    const cut = await client.responses.create({ input })
    expectResponse(JSON.parse(JSON.stringify({ ...cut, output_text: undefined })))
    expect(cut).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output_text: 'so far',
    })
  })
})

describe.each([
  ['@ai-sdk/openai', () => createOpenAI({ baseURL, apiKey, headers: ownUser })('fake-model')],
  [
    '@ai-sdk/open-responses',
    () =>
      createOpenResponses({ name: 'gpts', url: `${baseURL}/responses`, apiKey, headers: ownUser })(
        'fake-model',
      ),
  ],
])('ai with %s', (_name, model) => {
  it('answers, with and without streaming, and continues', async () => {
    const prompt = unique('plain')
    const { text, usage, response } = await generateText({ model: model(), prompt })
    expect([text, usage.inputTokens]).toEqual([`echo: ${prompt}`, 10])
    const streamed = unique('streamed')
    const messages = [
      { role: 'user' as const, content: prompt },
      ...response.messages,
      { role: 'user' as const, content: streamed },
    ]
    const stream = streamText({ model: model(), messages })
    expect(await stream.text).toBe(`echo: ${streamed}`)
    const [asked] = await modelCalls(streamed)
    expect(asked!.messages.map(({ content }) => content)).toEqual([prompt, `echo: ${prompt}`, streamed])
  })

  it('runs tools', async () => {
    const result = unique('8611')
    const prompt = script(newUser(), { calls: [height] })
    const { text, steps } = await generateText({
      model: model(),
      prompt,
      tools: {
        height: tool({
          inputSchema: jsonSchema<{ of: string }>(parameters as object),
          execute: async () => result,
        }),
      },
      stopWhen: stepCountIs(3),
    })
    expect(steps).toHaveLength(2)
    expect(text).toContain(result)
  })

  it('throws when there is no answer', async () => {
    await expect(generateText({ model: model(), prompt: failing(), maxRetries: 0 })).rejects.toThrow()
    const errors: unknown[] = []
    const stream = streamText({
      model: model(),
      prompt: failing(),
      maxRetries: 0,
      onError: ({ error }) => void errors.push(error),
    })
    await stream.consumeStream()
    expect(errors.length).toBeGreaterThan(0)
  })
})

describe('@langchain/openai with useResponsesApi', () => {
  const chat = (more: object = {}) =>
    new ChatOpenAI({
      model: 'fake-model',
      apiKey,
      configuration: { baseURL, defaultHeaders: ownUser },
      useResponsesApi: true,
      maxRetries: 0,
      ...more,
    })

  it('answers, with and without streaming', async () => {
    const prompt = unique('plain')
    const answer = await chat().invoke(prompt)
    expect(answer.text).toBe(`echo: ${prompt}`)
    expect(answer.usage_metadata).toMatchObject({ input_tokens: 10, output_tokens: 5 })
    let text = ''
    for await (const chunk of await chat().stream(unique('streamed'))) text += chunk.text
    expect(text).toMatch(/^echo: streamed /)
  })

  it('calls tools', async () => {
    const tools = [
      langchainTool(async () => '8611', { name: 'height', schema: z.object({ of: z.string() }) }),
    ]
    const answer = await chat()
      .bindTools(tools)
      .invoke(script(newUser(), { calls: [height] }))
    expect(answer.tool_calls).toMatchObject([{ id: 'call_a', name: 'height', args: { of: 'K2' } }])
  })

  it('throws when there is no answer', async () => {
    await expect(chat().invoke(failing())).rejects.toThrow()
    const read = async () => {
      for await (const chunk of await chat().stream(failing())) void chunk
    }
    await expect(read()).rejects.toThrow()
  })
})
