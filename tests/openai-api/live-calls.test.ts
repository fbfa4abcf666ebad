import { createOpenResponses } from '@ai-sdk/open-responses'
import { createOpenAI } from '@ai-sdk/openai'
import { tool as langchainTool } from '@langchain/core/tools'
import { ChatOpenAI } from '@langchain/openai'
import { jsonSchema, streamText, tool } from 'ai'
import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { expectEvent, expectOrder } from '#tests/openai-api/schemas'
import { cutStreams } from '#tests/support/api'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { client, ownUser } from '#tests/support/openai'
import { secrets } from '#tests/support/secrets'

const baseURL = `${inject('appUrl')}/v1`
const { apiKey } = secrets

const calls = [
  { id: 'call_a', name: 'height', arguments: '{"of":"K2"}' },
  { id: 'call_b', name: 'height', arguments: '{"of":"Everest"}' },
]
/** A question that the model answers with calls, whose arguments are streamed in pieces. */
const question = () => script(newUser(), { answer: 'Let me look.', calls, pieceCharacters: 3, everyMs: 5 })
const parameters = { type: 'object' as const, properties: { of: { type: 'string' as const } } }
const tools = [{ type: 'function' as const, name: 'height', parameters, strict: false }]

const begun = { index: 0, id: 'call_a', type: 'function', function: { name: 'height', arguments: '' } }
const more = { index: 0, function: { arguments: '{"of":' } }
const pieces: (string | object)[] = ['Let me look.', { tool_calls: [begun] }, { tool_calls: [more] }]
/** A question for which the model never completes the arguments. */
const endless = () => script(newUser(), { pieces, last: 'hang' })

describe('the arguments of a call', () => {
  it('are streamed by the Responses API while the model writes them', async () => {
    const stream = await client.responses.create({ input: endless(), tools, stream: true, background: true })
    const types: string[] = []
    let id = ''
    for await (const event of stream) {
      expectEvent(event)
      types.push(event.type)
      if (event.type === 'response.created') id = event.response.id
      if (event.type !== 'response.function_call_arguments.delta') continue
      expect(event).toMatchObject({ delta: '{"of":', output_index: 1 })
      break
    }
    expect(types.slice(-3)).toEqual([
      'response.output_item.done',
      'response.output_item.added',
      'response.function_call_arguments.delta',
    ])
    expect(await client.responses.cancel(id)).toMatchObject({ status: 'cancelled' })
  })

  it('are streamed by chat completions while the model writes them', async () => {
    const stream = await client.chat.completions.create({
      model: 'fake-model',
      messages: [{ role: 'user', content: endless() }],
      tools: [{ type: 'function', function: { name: 'height', parameters } }],
      stream: true,
    })
    let given = ''
    let jobId = ''
    for await (const chunk of stream) {
      jobId = chunk.id.replace('chatcmpl-', 'job_')
      given += chunk.choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? ''
      if (given !== '') break
    }
    expect(given).toBe('{"of":')
    const headers = { authorization: `Bearer ${apiKey}` }
    await fetch(`${inject('appUrl')}/api/jobs/${jobId}/cancel`, { method: 'POST', headers })
  })

  it('end with an error when another attempt writes the answer, which can then be read', async () => {
    const name = newUser()
    const input = script(name, { pieces, last: 'cut when told' }, { answer: 'No need.' })
    const stream = await client.responses.create({ input, tools, stream: true })
    const types: string[] = []
    let id = ''
    const read = async () => {
      for await (const event of stream) {
        types.push(event.type)
        if (event.type === 'response.created') id = event.response.id
        if (event.type === 'response.function_call_arguments.delta') await cutStreams(name)
      }
    }
    await expect(read()).rejects.toThrow('A new attempt writes the answer from the beginning.')
    expect(types).toContain('response.function_call_arguments.delta')
    expect(types).not.toContain('response.function_call_arguments.done')
    const text = async () => (await client.responses.retrieve(id)).output_text
    await expect.poll(text).toBe('No need.')
  })

  it('add up to those of the answer, for openai', async () => {
    const stream = client.responses.stream({ input: question(), tools })
    const events: { type: string }[] = []
    for await (const event of stream) events.push(event)
    const { output } = await stream.finalResponse()
    expect(output).toMatchObject([
      { type: 'message', status: 'completed' },
      ...calls.map((call) => ({ call_id: call.id, arguments: call.arguments, status: 'completed' })),
    ])
    expect(expectOrder(events)).toEqual(new Set())
    const deltas = events.filter(({ type }) => type === 'response.function_call_arguments.delta')
    expect(deltas.length).toBeGreaterThanOrEqual(calls.length)
  })

  it.each([
    ['@ai-sdk/openai', createOpenAI({ baseURL, apiKey, headers: ownUser }).responses('fake-model')],
    [
      '@ai-sdk/open-responses',
      createOpenResponses({ name: 'own', url: `${baseURL}/responses`, apiKey, headers: ownUser })(
        'fake-model',
      ),
    ],
  ])('call each tool once, for %s', async (_name, model) => {
    const run: unknown[] = []
    const height = tool({
      inputSchema: jsonSchema<{ of: string }>(parameters),
      execute: async (input) => {
        run.push(input)
        return '8611'
      },
    })
    const stream = streamText({ model, prompt: question(), tools: { height }, maxRetries: 0 })
    await stream.consumeStream()
    expect(await stream.text).toBe('Let me look.')
    expect(await stream.toolCalls).toMatchObject([
      { toolCallId: 'call_a', input: { of: 'K2' } },
      { toolCallId: 'call_b', input: { of: 'Everest' } },
    ])
    expect(run).toEqual([{ of: 'K2' }, { of: 'Everest' }])
  })

  it('add up to those of the answer, for @langchain/openai', async () => {
    const height = langchainTool(async () => '8611', { name: 'height', schema: z.object({ of: z.string() }) })
    const chat = new ChatOpenAI({
      model: 'fake-model',
      apiKey,
      configuration: { baseURL, defaultHeaders: ownUser },
      useResponsesApi: true,
      maxRetries: 0,
    })
    const chunks = []
    for await (const chunk of await chat.bindTools([height]).stream(question())) chunks.push(chunk)
    expect(chunks.reduce((all, chunk) => all.concat(chunk)).tool_calls).toMatchObject([
      { id: 'call_a', name: 'height', args: { of: 'K2' } },
      { id: 'call_b', name: 'height', args: { of: 'Everest' } },
    ])
  })
})
