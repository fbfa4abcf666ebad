import { describe, expect, it } from 'vitest'
import { endpoints } from '#lib/openai-api/routes'
import { call } from '#tests/support/api'
import { newKey } from '#tests/support/keys'

const error = (fields: object) => ({ error: { message: expect.any(String), param: null, ...fields } })

describe('GET /v1/models', () => {
  it('lists the models of the server, and returns each by its id', async () => {
    const { status, headers, body } = await call('GET', '/v1/models')
    const model = {
      id: 'fake-model',
      object: 'model',
      created: expect.any(Number),
      owned_by: expect.any(String),
    }
    expect([status, body]).toEqual([200, { object: 'list', data: [model] }])
    expect(headers.get('x-request-id')).toMatch(/^req_/)
    expect(await call('GET', '/v1/models/fake-model')).toMatchObject({ status: 200, body: model })
    const none = await call('GET', '/v1/models/meta/llama-3%201')
    expect([none.status, none.body]).toEqual([
      404,
      error({ type: 'invalid_request_error', code: 'model_not_found' }),
    ])
  })

  it('lists only the models that the key may use', async () => {
    const { key } = await newKey({ models: ['another-model'] })
    const { body } = await call('GET', '/v1/models', { key })
    expect(body.data).toMatchObject([{ id: 'another-model' }])
    expect((await call('GET', '/v1/models/fake-model', { key })).status).toBe(404)
  })
})

/** An endpoint's path, for ids that nobody has. */
const pathOf = (path: string) => path.replace(/\{(?:\.\.\.)?\w+\}/g, 'nobody')

describe.each(endpoints.map(({ method, path }) => [method, path] as const))('%s %s', (method, path) => {
  const ask = (key: string | null) =>
    call(method, pathOf(path), { key, body: method === 'POST' ? {} : undefined })

  it('refuses a call without a key, and with a wrong one', async () => {
    for (const key of [null, 'sk-wrong']) {
      const { status, headers, body } = await ask(key)
      expect([status, body]).toEqual([401, error({ type: 'invalid_request_error', code: 'invalid_api_key' })])
      expect(headers.get('x-request-id')).toBeTruthy()
    }
  })

  it('refuses a key without its scope', async () => {
    const { key } = await newKey({ scopes: ['usage'] })
    expect(await ask(key)).toMatchObject({ status: 403, body: error({ code: 'insufficient_permissions' }) })
  })
})

describe('an error', () => {
  it("has OpenAI's form, and says whether to retry", async () => {
    const wrong = await call('GET', '/v1/models', { key: 'sk-wrong' })
    expect([wrong.status, wrong.body]).toEqual([
      401,
      error({ type: 'invalid_request_error', code: 'invalid_api_key' }),
    ])
    expect(wrong.headers.get('x-should-retry')).toBe('false')
    expect(wrong.headers.get('x-request-id')).toBeTruthy()
    expect((await call('GET', '/v1/models', { key: null })).status).toBe(401)
    const { key } = await newKey({ scopes: ['usage'] })
    expect(await call('GET', '/v1/models', { key })).toMatchObject({
      status: 403,
      body: error({ code: 'insufficient_permissions' }),
    })
  })

  it.each(['/v1', '/v1/nothing', '/v1/engines/a/b'])('is JSON for the unknown path %s', async (path) => {
    for (const method of ['GET', 'POST', 'DELETE', 'PATCH']) {
      const { status, body } = await call(method, path, { body: method === 'GET' ? undefined : {} })
      expect([status, body]).toEqual([404, error({ type: 'invalid_request_error', code: 'not_found' })])
    }
  })

  it('is 405 for a method that the path does not support', async () => {
    const { status, headers, body } = await call('POST', '/v1/models', { body: {} })
    expect([status, headers.get('allow'), body.error.code]).toEqual([405, 'GET', 'method_not_allowed'])
  })
})

it("the rate limit is also in OpenAI's headers", async () => {
  const { key } = await newKey({ requestsPerHour: 3 })
  const remaining: (string | null)[] = []
  for (let i = 0; i < 3; i++) {
    const { headers } = await call('GET', '/v1/models', { key })
    expect(headers.get('x-ratelimit-limit-requests')).toBe('3')
    expect(headers.get('x-ratelimit-reset-requests')).toMatch(/^\d+s$/)
    expect(headers.get('ratelimit')).toContain(`"key";r=${headers.get('x-ratelimit-remaining-requests')};`)
    remaining.push(headers.get('x-ratelimit-remaining-requests'))
  }
  expect(remaining).toEqual(['2', '1', '0'])
  const { status, headers, body } = await call('GET', '/v1/models', { key })
  expect([status, body]).toEqual([429, error({ type: 'requests', code: 'rate_limit_exceeded' })])
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  expect(headers.get('x-should-retry')).toBe('true')
  expect(headers.get('x-ratelimit-remaining-requests')).toBe('0')
})

it('pages of other origins may call the API and read its errors', async () => {
  const origin = 'https://chat.example'
  const asked = { origin, 'access-control-request-method': 'GET' }
  const preflight = await call('OPTIONS', '/v1/models', { key: null, headers: asked })
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin])
  const refused = await call('GET', '/v1/models', { key: null, headers: { origin } })
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, origin])
})
