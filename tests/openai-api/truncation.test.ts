import { beforeAll, describe, expect, it, vi } from 'vitest'
import { call, modelCalls } from '#tests/support/api'
import { script } from '#tests/support/model'
import { unique } from '#tests/support/names'
import { client, ownUser } from '#tests/support/openai'

/** More than half of V1_HISTORY_TOKENS. */
const long = (name: string) => `${name} ${'word '.repeat(70_000)}`
const added = (text: string) => ({ type: 'message' as const, role: 'user' as const, content: text })
const disabled = { truncation: 'disabled' as const }

/** Two turns that are too long together. */
async function longConversation(): Promise<string> {
  const { id } = await client.conversations.create()
  for (const text of [long('one'), long('two')])
    await client.conversations.items.create(id, { items: [added(text)] })
  return id
}

let conversation: string
beforeAll(async () => {
  conversation = await longConversation()
})

async function eventsOf(body: object) {
  const stream = await client.responses.create({ ...body, stream: true })
  const events: Record<string, unknown>[] = []
  for await (const event of stream) events.push(event as unknown as Record<string, unknown>)
  return events
}

describe('a conversation that is longer than V1_HISTORY_TOKENS', () => {
  it('loses its oldest turns unless truncation is "disabled"', async () => {
    for (const fields of [{}, { truncation: 'auto' as const }]) {
      const input = unique('go on')
      const response = await client.responses.create({ conversation, input, ...fields })
      expect(response).toMatchObject({ status: 'completed', truncation: fields.truncation ?? 'disabled' })
      const [asked] = await modelCalls(input)
      expect(asked!.messages.map(({ content }) => content.slice(0, 3))).not.toContain('one')
    }
  })

  it('is an error of the request with "disabled", and the model is not called', async () => {
    const input = unique('all of it')
    const answer = await call('POST', '/v1/responses', {
      body: { conversation, input, ...disabled },
      headers: ownUser,
    })
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { type: 'invalid_request_error', code: 'context_length_exceeded' } },
    })
    expect(answer.headers.get('x-should-retry')).toBe('false')
    expect(await modelCalls(input)).toEqual([])
  })

  it('fails a stream', async () => {
    const input = unique('all of it, streamed')
    const response = await call('POST', '/v1/responses', {
      body: { conversation, input, stream: true, ...disabled },
      headers: ownUser,
    })
    const text = String(response.body)
    const events = text.split('\n\n').flatMap((part) => {
      const [, data] = /^data: (\{.*)$/m.exec(part) ?? []
      return data === undefined ? [] : [JSON.parse(data)]
    })
    expect(events.map(({ type }) => type).slice(-2)).toEqual(['error', 'response.failed'])
    expect(events.at(-2)).toMatchObject({ code: 'context_length_exceeded' })
    expect(events.at(-1).response).toMatchObject({
      status: 'failed',
      truncation: 'disabled',
      error: { type: 'invalid_request_error', code: 'context_length_exceeded' },
    })
    expect(await modelCalls(input)).toEqual([])
  })

  it('fails a response in the background', async () => {
    const input = unique('all of it, later')
    const { id } = await client.responses.create({ conversation, input, background: true, ...disabled })
    await vi.waitFor(async () => {
      const response = await client.responses.retrieve(id)
      expect(response).toMatchObject({ status: 'failed', error: { code: 'context_length_exceeded' } })
    }, 60_000)
    expect(await modelCalls(input)).toEqual([])
  })
})

describe('"disabled"', () => {
  it('has no effect on a conversation that fits, in a copy too', async () => {
    const [one, two, three] = ['one', 'two', 'three'].map(unique) as [string, string, string]
    const first = await client.responses.create({ input: one, ...disabled })
    for (const input of [two, three]) {
      const next = await client.responses.create({ input, previous_response_id: first.id, ...disabled })
      expect(next).toMatchObject({ status: 'completed', truncation: 'disabled' })
      const [asked] = await modelCalls(input)
      expect(asked!.messages.map(({ content }) => content)).toEqual([one, `echo: ${one}`, input])
    }
    const events = await eventsOf({ input: unique('four'), previous_response_id: first.id, ...disabled })
    expect(events.at(-1)).toMatchObject({ type: 'response.completed' })
  })

  it('does not send the same conversation again when the model refuses its length', async () => {
    const first = await client.responses.create({ input: unique('one') })
    const error = { code: 'context_length_exceeded', message: 'too long' }
    const input = script(unique('two'), { status: 400, error }, { answer: 'of less' })
    const body = { previous_response_id: first.id, input }
    const refused = client.responses.create({ ...body, ...disabled })
    await expect(refused).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' })
    expect(await modelCalls(input)).toHaveLength(1)
    expect(await client.responses.create(body)).toMatchObject({ output_text: 'of less' })
  })
})
