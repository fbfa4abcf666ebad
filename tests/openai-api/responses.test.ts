import { describe, expect, it } from 'vitest'
import { expectEvent, expectOrder, expectResponse, expectSchema } from '#tests/openai-api/schemas'
import { call, modelCalls } from '#tests/support/api'
import { pieces, script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { allOf, client, ownUser } from '#tests/support/openai'

describe('POST /v1/responses', () => {
  it('returns the whole response, which can be read again', async () => {
    const input = unique('hello')
    const response = await client.responses.create({ input, metadata: { topic: 'greeting' } })
    expectResponse(JSON.parse(JSON.stringify({ ...response, output_text: undefined })))
    expect(response).toMatchObject({
      status: 'completed',
      model: 'fake-model',
      output_text: `echo: ${input}`,
      metadata: { topic: 'greeting' },
      usage: { input_tokens: 10, output_tokens: 5, total_tokens: 15 },
    })
    expect(response.output[0]).toMatchObject({ id: response.id.replace('resp_', 'msg_'), role: 'assistant' })
    const again = await client.responses.retrieve(response.id)
    expect(again).toEqual(response)
    const items = await client.responses.inputItems.list(response.id)
    for (const item of items.data) expectSchema('ResponseItem', item)
    expect(items.data).toMatchObject([{ role: 'user', content: [{ type: 'input_text', text: input }] }])
  })

  it('sends the settings to the model, and returns them', async () => {
    const input = unique('settings')
    const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }
    const settings = {
      temperature: 0.5,
      top_p: 0.9,
      max_output_tokens: 50,
      reasoning: { effort: 'low' as const },
      text: {
        format: { type: 'json_schema' as const, name: 'thing', schema, strict: true },
        verbosity: 'low' as const,
      },
    }
    const response = await client.responses.create({
      model: 'another-model',
      input,
      instructions: 'Be short.',
      ...settings,
    })
    expectResponse(JSON.parse(JSON.stringify({ ...response, output_text: undefined })))
    expect(response).toMatchObject({
      instructions: 'Be short.',
      ...settings,
    })
    const [asked] = await modelCalls(input)
    expect(asked).toMatchObject({
      model: 'another-model',
      messages: [{ role: 'system', content: 'Be short.' }, { role: 'user' }],
      temperature: 0.5,
      top_p: 0.9,
      reasoning_effort: 'low',
      verbosity: 'low',
      response_format: { type: 'json_schema', json_schema: { name: 'thing', schema, strict: true } },
    })
  })

  it('continues from a response, in a copy of the conversation if it already continued', async () => {
    const [one, two, three] = ['one', 'two', 'three'].map(unique)
    const first = await client.responses.create({ input: one! })
    const both = await Promise.all(
      [two!, three!].map((input) => client.responses.create({ input, previous_response_id: first.id })),
    )
    for (const [i, input] of [two!, three!].entries()) {
      expect(both[i]!.previous_response_id).toBe(first.id)
      const [asked] = await modelCalls(input)
      expect(asked!.messages.map(({ content }) => content)).toEqual([one, `echo: ${one}`, input])
    }
    const four = unique('four')
    await client.responses.create({ input: four, previous_response_id: both[1]!.id })
    const [asked] = await modelCalls(four)
    expect(asked!.messages.map(({ content }) => content)).toEqual([
      one,
      `echo: ${one}`,
      three,
      `echo: ${three}`,
      four,
    ])
  })

  it('accepts earlier items by their ids', async () => {
    const question = unique('first')
    const first = await client.responses.create({ input: question })
    const input = unique('second')
    await client.responses.create({
      input: [
        { role: 'user', content: question },
        { type: 'item_reference', id: first.output[0]!.id! },
        { role: 'user', content: input },
      ],
    })
    const [asked] = await modelCalls(input)
    expect(asked!.messages.map(({ content }) => content)).toEqual([question, `echo: ${question}`, input])
    const missing = client.responses.create({ input: [{ type: 'item_reference', id: 'msg_nothing' }] })
    await expect(missing).rejects.toMatchObject({ status: 404, param: 'input[0].id' })
  })

  it('makes nothing readable of a response with store: false', async () => {
    const response = await client.responses.create({ input: unique('secret'), store: false })
    expect(response).toMatchObject({ status: 'completed', store: false })
    await expect(client.responses.retrieve(response.id)).rejects.toMatchObject({ status: 404 })
    const next = client.responses.create({ input: 'and?', previous_response_id: response.id })
    await expect(next).rejects.toMatchObject({ status: 400, code: 'previous_response_not_found' })
  })

  it('names the unsupported parameters', async () => {
    const refused = async (body: object) => {
      const { status, body: problem } = await call('POST', '/v1/responses', { body, headers: ownUser })
      return [status, problem.error.param, problem.error.code]
    }
    expect(await refused({ input: 'hi', tools: [{ type: 'web_search' }] })).toEqual([
      400,
      'tools[0].type',
      'unsupported_parameter',
    ])
    expect(await refused({ input: 'hi', top_logprobs: 2 })).toEqual([
      400,
      'top_logprobs',
      'unsupported_parameter',
    ])
    expect(
      await refused({ input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'f' }] }] }),
    ).toEqual([400, 'input[0].content[0].type', 'unsupported_parameter'])
    expect(await refused({})).toEqual([400, 'input', 'missing_required_parameter'])
    expect(await refused({ input: [{ role: 'nobody', content: 'x' }] })).toEqual([
      400,
      'input[0].role',
      'invalid_value',
    ])
    expect(await refused({ input: 'hi', conversation: 'conv_1x' })).toEqual([
      404,
      'conversation',
      'not_found',
    ])
    const long = 'x'.repeat(1_000_001)
    expect(await refused({ input: long })).toEqual([400, 'input', 'string_above_max_length'])
    expect(await refused({ input: [{ role: 'user', content: long }] })).toEqual([
      400,
      'input[0].content[0].text',
      'string_above_max_length',
    ])
    for (const image_url of ['file:///etc/passwd', 'http://169.254.169.254/latest/', 'data:text/html,x']) {
      const image = [{ role: 'user', content: [{ type: 'input_image', image_url }] }]
      expect(await refused({ input: image })).toEqual([400, 'input[0].content[0].image_url', 'invalid_value'])
    }
    const none = await call('GET', '/v1/responses/resp_0')
    expect([none.status, none.body.error.code]).toEqual([404, 'not_found'])
  })

  it('fails with an error that has the reason', async () => {
    const input = script(newUser(), { status: 400, error: { message: 'No.', code: 'bad' } })
    await expect(client.responses.create({ input })).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      code: 'model_refused',
    })
    const stream = await client.responses.create({ input: `${input} `, stream: true })
    await expect(allOf(stream)).rejects.toThrow()
  })
})

describe('a stream of events', () => {
  it("matches OpenAI's documentation, from the first event to the last", async () => {
    const input = script(newUser(), { pieces: pieces(8), everyMs: 30 })
    const stream = await client.responses.create({ input, stream: true })
    const events = await allOf(stream)
    for (const event of events) expectEvent(event)
    expect(expectOrder(events)).toEqual(new Set())
    // On a busy machine one delta may contain all the text.
    const text = events.flatMap((event) => (event.type === 'response.output_text.delta' ? event.delta : []))
    expect(text.join('')).toBe(pieces(8).join(''))
    const last = events.at(-1)!
    expect(last.type).toBe('response.completed')
    const response = 'response' in last ? last.response : undefined
    const again = await client.responses.retrieve(response!.id)
    expect({ ...again, output_text: undefined, _request_id: undefined }).toEqual({
      ...response,
      output_text: undefined,
    })
  })

  it("is assembled by the client's helper", async () => {
    const input = unique('helper')
    const stream = client.responses.stream({ input })
    const final = await stream.finalResponse()
    expect(final.output_text).toBe(`echo: ${input}`)
    const replay = client.responses.stream({ response_id: final.id, starting_after: 2 })
    expect((await replay.finalResponse()).output_text).toBe(`echo: ${input}`)
  })

  it('closes the item of an attempt that failed, and opens another item', async () => {
    const input = script(newUser(), { pieces: pieces(3), everyMs: 30, last: 'cut' }, { pieces: pieces(5) })
    const stream = client.responses.stream({ input })
    const events: { type: string }[] = []
    for await (const event of stream) events.push(event)
    for (const event of events) if (event.type !== 'response.output_text.done') expectEvent(event)
    const final = await stream.finalResponse()
    expect(final.output_text).toBe(pieces(5).join(''))
    expect(final.output).toHaveLength(1)
  })

  it('can be read from any sequence number', async () => {
    const input = script(newUser(), { pieces: pieces(4), everyMs: 30 })
    const all = await allOf(await client.responses.create({ input, stream: true }))
    const { response } = all.at(-1) as { response: { id: string } }
    for (const after of all.map((event) => event.sequence_number)) {
      const rest = await allOf(
        await client.responses.retrieve(response.id, { stream: true, starting_after: after }),
      )
      expect(rest.map((event) => event.sequence_number)).toSatisfy((numbers: number[]) =>
        numbers.every((number) => number > after),
      )
      expect(textOf(all.filter((event) => event.sequence_number <= after)) + textOf(rest)).toBe(
        pieces(4).join(''),
      )
      if (after < all.at(-1)!.sequence_number) expect(rest.at(-1)).toEqual(all.at(-1))
    }
  })
})

const textOf = (events: { type: string; delta?: unknown }[]) =>
  events.map(({ type, delta }) => (type === 'response.output_text.delta' ? String(delta) : '')).join('')

describe('a response in the background', () => {
  it('returns at once, and can be read until it has ended', async () => {
    const input = script(newUser(), { answer: 'at last', delayMs: 300 })
    const started = await client.responses.create({ input, background: true })
    expectResponse(JSON.parse(JSON.stringify({ ...started, output_text: undefined })))
    expect(started).toMatchObject({ background: true, output: [] })
    expect(['queued', 'in_progress']).toContain(started.status)
    const events = await allOf(await client.responses.retrieve(started.id, { stream: true }))
    for (const event of events) expectEvent(event)
    expect(events.map(({ type }) => type).slice(0, 3)).toEqual([
      'response.created',
      'response.queued',
      'response.in_progress',
    ])
    expect((await client.responses.retrieve(started.id)).output_text).toBe('at last')
  })

  it('can be cancelled any number of times; one in the foreground cannot', async () => {
    const input = script(newUser(), { broken: 'hang' })
    const started = await client.responses.create({ input, background: true })
    for (let i = 0; i < 2; i++) {
      const cancelled = await client.responses.cancel(started.id)
      expectResponse(JSON.parse(JSON.stringify({ ...cancelled, output_text: undefined })))
      expect(cancelled.status).toBe('cancelled')
    }
    const other = await client.responses.create({ input: unique('foreground') })
    await expect(client.responses.cancel(other.id)).rejects.toMatchObject({ status: 400 })
  })

  it('is kept for a while even with store: false', async () => {
    const started = await client.responses.create({ input: unique('bg'), background: true, store: false })
    expect((await client.responses.retrieve(started.id)).id).toBe(started.id)
  })
})

describe('DELETE /v1/responses/{id}', () => {
  it('deletes a response, and the conversation with its last response', async () => {
    const first = await client.responses.create({ input: unique('one') })
    const second = await client.responses.create({ input: unique('two'), previous_response_id: first.id })
    const deleted = await call('DELETE', `/v1/responses/${first.id}`)
    expect(deleted.body).toEqual({ id: first.id, object: 'response', deleted: true })
    expect((await call('DELETE', `/v1/responses/${first.id}`)).status).toBe(404)
    await expect(client.responses.retrieve(first.id)).rejects.toMatchObject({ status: 404 })
    expect((await client.responses.retrieve(second.id)).status).toBe('completed')
    await client.responses.delete(second.id)
    const job = `job_${second.id.slice('resp_'.length)}`
    expect((await call('GET', `/api/jobs/${job}`)).status).toBe(404)
  })
})

it('counts the tokens of an input', async () => {
  const count = async (body: object) => {
    const { body: counted } = await call('POST', '/v1/responses/input_tokens', { body, headers: ownUser })
    expectSchema('InputTokenCountResponse', counted)
    return counted.input_tokens as number
  }
  const few = await count({ input: 'hello' })
  expect(few).toBeGreaterThan(0)
  expect(await count({ input: 'hello', instructions: 'Be short.' })).toBeGreaterThan(few)
  const first = await client.responses.create({ input: unique('long') })
  expect(await count({ input: 'hello', previous_response_id: first.id })).toBeGreaterThan(few)
})

it('is refused after a response without an answer yet, since that answer would be missing', async () => {
  const first = await client.responses.create({
    input: script(newUser(), { broken: 'hang' }),
    background: true,
  })
  const body = { previous_response_id: first.id, input: unique('too early'), store: false }
  expect(await call('POST', '/v1/responses', { body, headers: ownUser })).toMatchObject({
    status: 409,
    body: { error: { code: 'conversation_busy' } },
  })
  await client.responses.cancel(first.id)
})

it('is refused in a transient conversation, which no other request can know', async () => {
  const { id } = await client.chat.completions.create({
    model: 'fake-model',
    messages: [{ role: 'user', content: unique('alone') }],
  })
  const job = await call('GET', `/api/jobs/${id.replace('chatcmpl-', 'job_')}`)
  const conversation = `conv_${job.body.data.conversationId}`
  const body = { conversation, input: 'and this?' }
  expect((await call('POST', '/v1/responses', { body, headers: ownUser })).status).toBe(404)
})

it('is refused when its body is nested too deeply', async () => {
  const deep = `{"input":"x","metadata":${'['.repeat(200)}${']'.repeat(200)}}`
  expect(await call('POST', '/v1/responses', { body: deep, headers: ownUser })).toMatchObject({
    status: 400,
    body: { error: { param: 'body' } },
  })
})

it('is refused with a conversation and store: false, since its items would stay there', async () => {
  const { id: conversation } = await client.conversations.create({})
  const input = unique('secret')
  const body = { conversation, input, store: false }
  expect(await call('POST', '/v1/responses', { body, headers: ownUser })).toMatchObject({
    status: 400,
    body: { error: { param: 'store', code: 'mutually_exclusive_parameters' } },
  })
  expect(await modelCalls(input)).toEqual([])
})

it('is refused with too many items or item ids, or too long an idempotency key', async () => {
  const post = (input: unknown, headers = {}) =>
    call('POST', '/v1/responses', { body: { input }, headers: { ...ownUser, ...headers } })
  const item = { role: 'user', content: 'x' }
  const reference = { type: 'item_reference', id: 'msg_u0123456789abcdef0123456789abcdef_0' }
  for (const input of [Array(4_001).fill(item), Array(101).fill(reference)])
    expect(await post(input)).toMatchObject({ status: 400, body: { error: { param: 'input' } } })
  const long = await post('x', { 'idempotency-key': 'k'.repeat(256) })
  expect(long).toMatchObject({ status: 400, body: { error: { param: 'Idempotency-Key' } } })
})

describe('a repeated request', () => {
  const send = (input: string, headers: Record<string, string> = {}) =>
    call('POST', '/v1/responses', { body: { input }, headers: { ...ownUser, ...headers } })
  const retried = { 'x-stainless-retry-count': '1' }

  it('gets the first response when it is a retry or has the same key, otherwise a new one', async () => {
    const input = unique('again')
    const first = await send(input, { 'x-stainless-retry-count': '0' })
    expect((await send(input, retried)).body.id).toBe(first.body.id)
    expect((await send(input, { 'x-stainless-retry-count': '0' })).body.id).not.toBe(first.body.id)
    const key = { 'idempotency-key': newUser() }
    const [one, two] = [await send(input, key), await send(input, key)]
    expect(two.body).toEqual(one.body)
    expect((await send(`${input}!`, key)).body.error.code).toBe('idempotency_key_reused')
  })

  it('finds the copy of the conversation in which the first one continued', async () => {
    const first = await client.responses.create({ input: unique('one') })
    await client.responses.create({ input: unique('two'), previous_response_id: first.id })
    const body = { input: unique('three'), previous_response_id: first.id }
    const forked = await call('POST', '/v1/responses', {
      body,
      headers: { ...ownUser, 'x-stainless-retry-count': '0' },
    })
    const again = await call('POST', '/v1/responses', { body, headers: { ...ownUser, ...retried } })
    expect(again.body).toEqual(forked.body)
    expect(await modelCalls(body.input)).toHaveLength(1)
  })
})
