import { createServer, type Server } from 'node:http'
import { APIUserAbortError } from 'openai'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { complete } from '#lib/models/complete'
import { classify, NoAnswer } from '#lib/models/errors'
import { retryAfterSeconds } from '#lib/retry-after'
import { listenLocally } from '#tests/support/listen'
import { type FakeModel, type Step, script, startFakeModel } from '#tests/support/model'

// On a busy machine, an answer must not be late: only tests of missing answers use OPENAI_TIMEOUT_SECONDS.
const timeouts = vi.hoisted(() => ({ areReal: false }))
vi.mock('#lib/models/timeout', async (load) => {
  const { modelTimeoutMs } = await load<typeof import('#lib/models/timeout')>()
  return { modelTimeoutMs: (model?: string) => (timeouts.areReal ? modelTimeoutMs(model) : 60_000) }
})
/** Uses the configured timeout of model calls until the test ends. */
function applyRealTimeouts(): void {
  timeouts.areReal = true
  onTestFinished(() => {
    timeouts.areReal = false
  })
}

let model: FakeModel
beforeAll(async () => {
  model = await startFakeModel()
  Object.assign(process.env, inject('appVars'), {
    OPENAI_BASE_URL: model.url,
    OPENAI_MODEL: 'default-model',
    OPENAI_TIMEOUT_SECONDS: '1',
  })
})
afterAll(() => model?.close())

const never = new AbortController().signal

/** Asks the fake model, which takes these steps. */
const ask = (name: string, steps: Step[], params = {}, signal = never) =>
  complete('default-model', [{ role: 'user', content: script(name, ...steps) }], params, signal)

/** The error that the SDK throws when the model takes this step. */
async function errorOf(name: string, step: Step): Promise<unknown> {
  return ask(name, [step]).then(
    () => Promise.reject(new Error('There was an answer.')),
    (error) => error,
  )
}

describe('complete', () => {
  it('sends only what the caller gave', async () => {
    await complete('default-model', [{ role: 'user', content: 'plain' }], {}, never)
    expect(model.calls('plain')).toEqual([
      { model: 'default-model', messages: [{ role: 'user', content: 'plain' }], stream: false },
    ])
    await complete('m', [{ role: 'user', content: 'full' }], { temperature: 0, maxTokens: 9 }, never)
    expect(model.calls('full')).toEqual([
      {
        ...{ model: 'm', messages: [{ role: 'user', content: 'full' }], stream: false },
        ...{ temperature: 0, max_tokens: 9 },
      },
    ])
  })

  it('returns the answer with its cost', async () => {
    expect(await ask('cost', [{ answer: 'hi' }])).toEqual({
      content: 'hi',
      finishReason: 'stop',
      thoughts: '',
      warnings: [],
      spent: {
        model: 'default-model',
        asked: 'default-model',
        promptTokens: 10,
        cachedTokens: 0,
        completionTokens: 5,
        reasoningTokens: 0,
        totalTokens: 15,
        latencyMs: expect.any(Number),
      },
    })
  })

  it('returns a text that PostgreSQL can store, whatever the model writes', async () => {
    const { content } = await ask('unstorable', [{ answer: 'a\0b\ud83dc' }])
    expect(content).toBe('ab\ufffdc')
  })

  it('returns a warning when the answer was cut at the token limit', async () => {
    const { content, warnings } = await ask('cut', [{ answer: 'half of', finishReason: 'length' }])
    expect(content).toBe('half of')
    expect(warnings).toEqual(['The answer was cut at the token limit.'])
  })

  it.each([
    ['empty', { answer: '' }, 'empty_answer', true],
    ['blank', { answer: ' \n' }, 'empty_answer', true],
    ['nothing but NUL', { answer: '\0' }, 'empty_answer', true],
    ['empty at the token limit', { answer: '', finishReason: 'length' }, 'tokens_exhausted', false],
    ['filtered', { answer: '', finishReason: 'content_filter' }, 'content_policy', false],
  ])('throws an error with the cost when the answer is %s', async (name, step, code, retryable) => {
    const error = await errorOf(`none: ${name}`, step)
    expect(error).toBeInstanceOf(NoAnswer)
    expect((error as NoAnswer).spent).toMatchObject({ totalTokens: 15, model: 'default-model' })
    expect(classify(error, 'm')).toMatchObject({ code, retryable })
  })

  it('never retries', async () => {
    for (const status of [408, 409, 429, 500, 503]) {
      await errorOf(`once ${status}`, { status })
      expect(model.calls(`once ${status}`)).toHaveLength(1)
    }
  })
})

describe('answers of other servers', () => {
  const body = (choice: object, rest: object = {}) => ({
    model: 'served',
    choices: [{ index: 0, finish_reason: 'stop', ...choice }],
    usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
    ...rest,
  })
  const saying = (message: object, rest: object = {}) =>
    body({ message: { role: 'assistant', ...message } }, rest)

  it.each<[string, object, string, string[]]>([
    ['reasoning beside it', saying({ content: 'hi', reasoning_content: 'hm', reasoning: 'hm' }), 'hi', []],
    [
      'parts, of which one is thought',
      saying({
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
          { type: 'text', text: 'h' },
          { type: 'text', text: 'i' },
        ],
      }),
      'hi',
      [],
    ],
    ['a refusal', saying({ content: null, refusal: 'No.' }), 'No.', ['The model refused to answer.']],
    [
      'a filter behind its beginning',
      body({ finish_reason: 'content_filter', message: { content: 'Once' } }),
      'Once',
      ["The answer was cut by the provider's content policy."],
    ],
    ['an error that is empty', saying({ content: 'hi' }, { error: { message: '', code: null } }), 'hi', []],
    ['fields of their own', saying({ content: 'hi' }, { error: null, timings: {}, provider: 'x' }), 'hi', []],
  ])('are read: %s', async (name, json, content, warnings) => {
    const answer = await ask(`other: ${name}`, [{ body: json }])
    expect(answer).toMatchObject({ content, warnings, spent: { model: 'served', totalTokens: 10 } })
    expect(answer.spent.estimated).toBeUndefined()
  })

  it.each<[string, string, string]>([
    [
      'a stream',
      'text/event-stream',
      'data: {"choices":[{"delta":{"content":"h"}}]}\n\ndata: {"choices":[{"delta":{"content":"i"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3}}\n\ndata: [DONE]\n\n',
    ],
    [
      'JSON and then the end of a stream',
      'application/json',
      `${JSON.stringify(saying({ content: 'hi' }))}\n\ndata: [DONE]\n\n`,
    ],
    ['the same as a stream', 'text/event-stream', `${JSON.stringify(saying({ content: 'hi' }))}data: [DONE]`],
  ])('are read, with their cost, when they come as %s', async (name, type, raw) => {
    const { content, spent } = await ask(`stream: ${name}`, [{ raw, type }])
    expect({ content, spent }).toMatchObject({ content: 'hi', spent: { totalTokens: 10 } })
  })

  it('have an estimated cost for the received text when the stream is cut off', async () => {
    const raw = 'data: {"choices":[{"delta":{"content":"Once upon a"}}]}\n\n'
    const error = await errorOf('cut stream', { raw, type: 'text/event-stream' })
    expect(error).toMatchObject({ written: 'Once upon a', spent: { estimated: true } })
    expect(classify(error, 'm')).toMatchObject({ code: 'model_broken_answer', retryable: true, triesMax: 3 })
  })

  it('have an estimated cost when their JSON is cut off, and none when they are an HTML page', async () => {
    const raw = '{"choices":[{"message":{"content":"Once upon a'
    const error = await errorOf('cut JSON', { raw, type: 'application/json' })
    expect(error).toMatchObject({ written: raw, spent: { estimated: true } })
    expect(classify(error, 'm')).toMatchObject({ code: 'model_broken_answer', retryable: true, triesMax: 3 })
    const page = await errorOf('page', { raw: '<html>', type: 'text/html' })
    expect(page).not.toBeInstanceOf(NoAnswer)
    expect(classify(page, 'm')).toMatchObject({ code: 'model_broken_answer', retryable: true })
  })

  it('end at [DONE], although the connection stays open', async () => {
    const raw = 'data: {"choices":[{"delta":{"content":"hi"}}]}\n\ndata: [DONE]\n\n'
    const { content } = await ask('open', [{ raw, type: 'text/event-stream', staysOpen: true }])
    expect(content).toBe('hi')
  })

  it.each<[string, object, string]>([
    ['thoughts beside it', { content: null, reasoning_content: 'hm' }, 'only_thoughts'],
    ['thoughts in the text', { content: '<think>hm</think>\n' }, 'only_thoughts'],
    ['tool calls', { content: null, tool_calls: [{ id: '1', type: 'function' }] }, 'only_tool_calls'],
    ['a call in the older form', { content: '', function_call: { name: 'f' } }, 'only_tool_calls'],
  ])('that have only %s are repeated once', async (name, message, code) => {
    const error = await errorOf(`nothing but ${name}`, { body: saying(message) })
    expect(classify(error, 'm')).toMatchObject({ code, retryable: true, triesMax: 2 })
    expect((error as NoAnswer).spent).toMatchObject({ totalTokens: 10 })
  })

  it.each(['error', 'insufficient_system_resource'])(
    'that the provider aborted (%s) count as a failure',
    async (finish_reason) => {
      const json = body({ finish_reason, message: { content: 'Once' } })
      expect(classify(await errorOf(finish_reason, { body: json }), 'm')).toMatchObject({
        ...{ code: 'model_failed', retryable: true },
      })
    },
  )

  it('have their thoughts separated from the text', async () => {
    const text = '<think>\nThe user says hi.\n</think>\n\nHello!'
    expect(await ask('thoughtful', [{ answer: text }])).toMatchObject({
      ...{ content: 'Hello!', thoughts: 'The user says hi.' },
    })
  })

  it('are read without a JSON content type', async () => {
    const { content } = await ask('untyped', [{ body: saying({ content: 'hi' }), type: 'text/plain' }])
    expect(content).toBe('hi')
  })

  it.each<[string, object]>([
    ['null', { usage: null }],
    ['empty', { usage: {} }],
    ['zero', { usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } }],
    ['no numbers', { usage: { prompt_tokens: 'many', completion_tokens: 'more' } }],
    ['left out', { usage: undefined }],
  ])('have an estimated cost when their usage is %s', async (name, usage) => {
    const { spent } = await ask(`usage ${name}`, [{ body: saying({ content: 'hi' }, usage) }])
    expect(spent).toMatchObject({ totalTokens: 0, estimated: true })
  })

  it.each<[string, object, string, boolean]>([
    ['its status', { error: { code: 429, message: 'slow' } }, 'model_rate_limited', true],
    ['its status, as text', { error: { code: '502' } }, 'model_failed', true],
    ['no credit', { error: { code: 402 } }, 'model_quota_exhausted', false],
    ["OpenAI's code", { error: { code: 'context_length_exceeded' } }, 'context_length_exceeded', false],
    [
      'a prompt that is too long',
      { error: 'The number of tokens to keep is greater than the context length.' },
      'context_length_exceeded',
      false,
    ],
    ['a sentence', { error: 'Unexpected endpoint or method.' }, 'model_failed', true],
    ['nothing', { error: { message: 'busy' } }, 'model_failed', true],
    [
      'a status within a choice',
      body({ error: { code: 403 }, message: { content: 'ha' } }),
      'model_unauthorized',
      false,
    ],
  ])('may be an error with status 200: %s', async (name, json, code, retryable) => {
    const error = await errorOf(`error in 200: ${name}`, { body: json })
    expect(classify(error, 'm')).toMatchObject({ code, retryable })
    const { spent } = error as NoAnswer
    expect(spent).toMatchObject({ totalTokens: 'choices' in json ? 10 : 0, estimated: false })
  })
})

describe('a parameter that the provider rejects', () => {
  const refused = (param: string, code = 'unsupported_parameter', status = 400): Step => ({
    status,
    error: { param, code },
  })
  const given = { temperature: 0.5, maxTokens: 9 }

  it.each([
    ['unsupported_value', 400],
    ['unsupported_parameter', 400],
    ['unsupported_parameter', 422],
  ])('is omitted, with a warning: temperature, %s, %i', async (code, status) => {
    const name = `temperature ${code} ${status}`
    const { content, warnings } = await ask(
      name,
      [refused('temperature', code, status), { answer: 'hi' }],
      given,
    )
    expect(content).toBe('hi')
    expect(warnings).toEqual(['default-model does not accept the parameter temperature, so it was left out.'])
    expect(model.calls(name)[1]).not.toHaveProperty('temperature')
    expect(model.calls(name)[1]).toMatchObject({ max_tokens: 9 })
  })

  it('is renamed without a warning: max_tokens', async () => {
    const { warnings } = await ask('renamed', [refused('max_tokens'), { answer: 'hi' }], given)
    expect(warnings).toEqual([])
    expect(model.calls('renamed')[1]).toMatchObject({ max_completion_tokens: 9, temperature: 0.5 })
    expect(model.calls('renamed')[1]).not.toHaveProperty('max_tokens')
  })

  it('may be any of several, one after the other', async () => {
    const steps = ['max_tokens', 'temperature', 'max_completion_tokens'].map((param) => refused(param))
    const { warnings } = await ask('every one', [...steps, { answer: 'hi' }], given)
    expect(warnings).toHaveLength(2)
    expect(Object.keys(model.calls('every one')[3]!)).toEqual(['model', 'messages', 'stream'])
  })

  it('is an error if it was not sent, or cannot be omitted', async () => {
    for (const step of [refused('temperature'), refused('messages'), refused('max_completion_tokens')]) {
      const name = `not sent ${JSON.stringify(step)}`
      expect(classify(await errorOf(name, step), 'm')).toMatchObject({
        code: 'model_refused',
        retryable: false,
      })
      expect(model.calls(name)).toHaveLength(1)
    }
  })

  it('is an error if it is rejected again when it is no longer sent', async () => {
    const asked = ask('forever', [refused('temperature')], given)
    await expect(asked).rejects.toMatchObject({ status: 400 })
    expect(model.calls('forever')).toHaveLength(2)
  })

  it.each(['invalid_value', 'some_code_of_another_provider', null])(
    'is omitted for any error code: %s',
    async (code) => {
      for (const status of [400, 422]) {
        const name = `any code ${code} ${status}`
        const step = { status, error: { param: 'temperature', code } }
        const { warnings } = await ask(name, [step, { answer: 'hi' }], given)
        expect(warnings).toHaveLength(1)
        expect(model.calls(name)[1]).not.toHaveProperty('temperature')
      }
    },
  )

  it.each([401, 403, 404, 429, 500])('is not omitted when the status is %i', async (status) => {
    const name = `other status ${status}`
    const step = refused('temperature', 'unsupported_parameter', status)
    await expect(ask(name, [step], given)).rejects.toMatchObject({ status })
    expect(model.calls(name)).toHaveLength(1)
  })

  it('is not omitted when the error names no parameter', async () => {
    const step = { status: 400, error: { code: 'unsupported_parameter', message: 'temperature' } }
    await expect(ask('no name', [step], given)).rejects.toMatchObject({ status: 400 })
    expect(model.calls('no name')).toHaveLength(1)
  })
})

describe('classify', () => {
  it.each<[status: number, error: Record<string, unknown>, code: string, retryable: boolean]>([
    [400, {}, 'model_refused', false],
    [400, { code: 'context_length_exceeded' }, 'context_length_exceeded', false],
    [400, { code: 'content_policy_violation' }, 'content_policy', false],
    [400, { code: 'content_filter' }, 'content_policy', false],
    [401, { code: 'invalid_api_key' }, 'model_unauthorized', false],
    [402, {}, 'model_quota_exhausted', false],
    [403, {}, 'model_unauthorized', false],
    [403, { metadata: { reasons: ['violence'], flagged_input: '…' } }, 'content_policy', false],
    [404, { code: 'model_not_found' }, 'model_not_found', false],
    [404, {}, 'model_not_found', false],
    [408, {}, 'model_failed', true],
    [409, {}, 'model_failed', true],
    [425, {}, 'model_failed', true],
    [498, {}, 'model_failed', true],
    [413, {}, 'context_length_exceeded', false],
    [400, { type: 'exceed_context_size_error' }, 'context_length_exceeded', false],
    [400, { param: 'input_tokens' }, 'context_length_exceeded', false],
    [418, {}, 'model_refused', false],
    [422, {}, 'model_refused', false],
    [429, {}, 'model_rate_limited', true],
    [429, { code: 'rate_limit_exceeded', type: 'tokens' }, 'model_rate_limited', true],
    [429, { code: 'insufficient_quota' }, 'model_quota_exhausted', false],
    [429, { type: 'insufficient_quota' }, 'model_quota_exhausted', false],
    [500, {}, 'model_failed', true],
    [502, {}, 'model_failed', true],
    [503, {}, 'model_failed', true],
    [529, {}, 'model_failed', true],
  ])('maps %i %j to %s, retryable: %s', async (status, error, code, retryable) => {
    const name = `classify ${status} ${JSON.stringify(error)}`
    expect(classify(await errorOf(name, { status, error }), 'm')).toMatchObject({ code, retryable })
  })

  it('uses the status, type and code, never the text', async () => {
    const message = 'insufficient_quota: context_length_exceeded, content_filter, model not found'
    const failure = classify(await errorOf('text', { status: 500, error: { message } }), 'm')
    expect(failure).toMatchObject({ code: 'model_failed', retryable: true })
    expect(failure.message).not.toContain('quota')
  })

  it('names a model that the provider does not have any more', async () => {
    const failure = classify(await errorOf('gone', { status: 404 }), 'gpt-3.5-turbo')
    expect(failure.message).toContain('"gpt-3.5-turbo"')
  })

  it.each<[string, Step, string]>([
    ['no answer at all', { broken: 'hang' }, 'model_timeout'],
    ['an answer that is cut', { broken: 'cut' }, 'model_broken_answer'],
    ['an answer that is not JSON', { broken: 'not json' }, 'model_broken_answer'],
  ])('treats %s as retryable', async (name, step, code) => {
    if (code === 'model_timeout') applyRealTimeouts()
    expect(classify(await errorOf(name, step), 'm')).toMatchObject({ code, retryable: true })
  })

  it('treats an answer that stops halfway as retryable', async () => {
    applyRealTimeouts()
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"choices":')
    })
    expect(await failureFrom(server)).toMatchObject({ retryable: true })
  })

  it.each([
    ['null', 'application/json'],
    ['"text"', 'application/json'],
    ['{"choices":null}', 'application/json'],
    ['{"choices":[{}]}', 'application/json'],
    ['{"error":{"message":"busy"}}', 'application/json'],
    ['<html>', 'text/html'],
    ['', 'application/json'],
  ])('treats a 200 with %j as retryable', async (body, type) => {
    const server = createServer((_, response) => response.writeHead(200, { 'content-type': type }).end(body))
    expect(await failureFrom(server)).toMatchObject({ retryable: true })
  })

  it('uses the status of an error page without JSON', async () => {
    const server = createServer((_, response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>'),
    )
    expect(await failureFrom(server)).toMatchObject({ code: 'model_failed', retryable: true })
  })

  it('treats a 402 with Retry-After as a rate limit', async () => {
    const error = await errorOf('in flight', { status: 402, headers: { 'retry-after': '3' } })
    expect(classify(error, 'm')).toMatchObject({
      code: 'model_rate_limited',
      retryable: true,
      retryAfterSeconds: 3,
    })
  })

  it('quotes in one line what the provider says about an invalid request', async () => {
    const message = `n must be\n 1 ${'x'.repeat(500)}`
    const failure = classify(await errorOf('words', { status: 400, error: { message } }), 'm')
    expect(failure.message).toBe(
      `The provider rejected the request with status 400. It says: n must be 1 ${'x'.repeat(288)}`,
    )
    const page = createServer((_, response) => response.writeHead(400).end('<h1>Bad Request</h1>'))
    expect((await failureFrom(page)).message).toBe('The provider rejected the request with status 400.')
  })

  it('removes keys, organizations and addresses from the quoted text', async () => {
    const message = 'No sk-proj-1234 or xa***91 of org-abcdef: see https://example.org/x?key=1 for n'
    const failure = classify(await errorOf('secrets', { status: 400, error: { message } }), 'm')
    expect(failure.message).toMatch(/It says: No … or … of …: see … for n$/)
    const unauthorized = await errorOf('key', { status: 400, error: { message, code: 'invalid_api_key' } })
    expect(classify(unauthorized, 'm')).toMatchObject({
      code: 'model_unauthorized',
      message: 'The provider rejected the key of this server (OPENAI_API_KEY).',
    })
  })

  it.each<[string, unknown]>([
    ['n is 2', { message: 'n is 2', object: 'error', code: 400 }],
    ['n is 2', { error: 'n is 2' }],
    ['n is 2', { detail: 'n is 2' }],
    ['top.n: is 2', { detail: [{ loc: ['body', 'top', 'n'], msg: 'is 2', type: 'value_error' }] }],
  ])('quotes %j from %j', async (words, body) => {
    const server = createServer((_, response) => response.writeHead(422).end(JSON.stringify(body)))
    expect((await failureFrom(server)).message).toBe(
      `The provider rejected the request with status 422. It says: ${words}`,
    )
  })

  it.each(['404 page not found', '{"detail":"Not Found"}', ''])(
    'says that the base URL may be wrong when a 404 has the body %j',
    async (body) => {
      const server = createServer((_, response) => response.writeHead(404).end(body))
      expect(await failureFrom(server)).toMatchObject({
        code: 'model_not_found',
        message: 'The provider has no model "m". Or its address is wrong: most addresses end in /v1.',
      })
    },
  )

  it('treats a model that cannot be reached as retryable', async () => {
    const server = createServer((_, response) => response.destroy())
    expect(await failureFrom(server)).toMatchObject({
      code: 'model_unreachable',
      retryable: true,
    })
  })

  it('treats an aborted call and any unknown error as retryable', () => {
    expect(classify(new APIUserAbortError(), 'm')).toMatchObject({ code: 'model_timeout', retryable: true })
    for (const error of [new TypeError('terminated'), 'text', undefined])
      expect(classify(error, 'm')).toMatchObject({ code: 'model_broken_answer', retryable: true })
  })

  /** The classified failure of a call to this server, with freshly loaded modules. */
  async function failureFrom(server: Server) {
    const port = await listenLocally(server)
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const { OPENAI_BASE_URL } = process.env
    onTestFinished(() => {
      process.env.OPENAI_BASE_URL = OPENAI_BASE_URL
    })
    process.env.OPENAI_BASE_URL = `http://127.0.0.1:${port}/v1`
    vi.resetModules()
    const [fresh, errors] = await Promise.all([import('#lib/models/complete'), import('#lib/models/errors')])
    return fresh.complete('m', [{ role: 'user', content: 'hi' }], {}, never).then(
      () => Promise.reject(new Error('There was an answer.')),
      (error) => errors.classify(error, 'm'),
    )
  }
})

describe('the wait that a provider asks for', () => {
  it.each<[Record<string, string>, number | undefined]>([
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after': '0.5' }, 0.5],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after-ms': '1500' }, 1.5],
    [{ 'retry-after-ms': '250', 'retry-after': '60' }, 0.25],
    [{ 'retry-after-ms': 'soon', 'retry-after': '60' }, 60],
    [{ 'retry-after': '-5' }, 0],
    [{ 'retry-after-ms': '-5' }, 0],
    [{ 'retry-after': 'Thu, 01 Jan 2015 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{}, undefined],
  ])('is read from %j', async (headers, seconds) => {
    expect(retryAfterSeconds(new Headers(headers))).toBe(seconds)
    const error = await errorOf(`after ${JSON.stringify(headers)}`, { status: 429, headers })
    expect(classify(error, 'm').retryAfterSeconds).toBe(seconds)
  })

  it('may be a date', () => {
    vi.useFakeTimers({ now: new Date('2026-11-20T12:00:00Z'), toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const headers = new Headers({ 'retry-after': 'Fri, 20 Nov 2026 12:01:30 GMT' })
    expect(retryAfterSeconds(headers)).toBe(90)
    expect(retryAfterSeconds(undefined)).toBeUndefined()
  })

  it('is ignored for an error that is not retryable', async () => {
    const step = { status: 429, headers: { 'retry-after': '7' }, error: { code: 'insufficient_quota' } }
    expect(classify(await errorOf('quota', step), 'm').retryAfterSeconds).toBeUndefined()
  })
})
