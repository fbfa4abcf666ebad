import { createServer, type RequestListener } from 'node:http'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { checkModel } from '#lib/models/check'
import { listenLocally } from '#tests/support/listen'
import { setLimits, useLongTimeouts } from '#tests/support/timeouts'

beforeAll(useLongTimeouts)

const config = {
  ...{ OPENAI_API_KEY: 'sk-secret', OPENAI_MODEL: 'gpt-6-luna', OPENAI_FALLBACK_MODELS: [] },
  OPENAI_TIMEOUT_SECONDS: 300,
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  const port = await listenLocally(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${port}/v1`
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

/** A provider that lists these models, and answers 404 to any other request. */
const listing =
  (...ids: string[]): RequestListener =>
  (request, response) =>
    request.url === '/v1/models'
      ? json(200, { object: 'list', data: ids.map((id) => ({ id })) })(request, response)
      : json(404, { error: { message: 'no such model' } })(request, response)

const check = async (listener: RequestListener, more: object = {}) =>
  checkModel({ ...config, OPENAI_BASE_URL: await serve(listener), ...more })

it('the check sends the key, and needs one request when the model is listed', async () => {
  const asked: string[] = []
  const found = await check((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    listing('gpt-6-luna')(request, response)
  })
  expect(found).toEqual({ status: 'ok', latencyMs: expect.any(Number) })
  expect(asked).toEqual(['GET /v1/models Bearer sk-secret'])
})

it.each<[string, RequestListener, string, RegExp]>([
  ['a wrong key', json(401, { error: { message: 'Incorrect API key' } }), 'down', /OPENAI_API_KEY/],
  ['Google’s wrong key', json(400, [{ error: { message: 'API key not valid' } }]), 'down', /OPENAI_API_KEY/],
  ['a model that does not exist', listing('gpt-6.1-terra'), 'down', /no model "gpt-6-luna".*OPENAI_MODEL/],
  ['a provider that fails', json(503, {}), 'down', /status 503/],
  ['an HTML page', (_, response) => response.end('<html>'), 'down', /OPENAI_BASE_URL.*\/v1/],
  ['a server without a list of models', json(404, {}), 'unknown', /OPENAI_BASE_URL.*\/v1/],
  [
    'a key for chats only',
    json(403, { error: { message: 'Missing scopes' } }),
    'unknown',
    /does not list its models/,
  ],
  [
    'a key for chats only, as a 401',
    json(401, { error: { message: 'Missing scopes' } }),
    'unknown',
    /does not list its models/,
  ],
])('the check reports %s', async (_, listener, status, reason) => {
  const found = await check(listener)
  expect(found).toMatchObject({ status, reason: expect.stringMatching(reason) })
  expect(JSON.stringify(found)).not.toContain('sk-secret')
})

it('the check names the variable of a fallback model that does not exist', async () => {
  const found = await check(listing('gpt-6-luna'), { OPENAI_FALLBACK_MODELS: ['gpt-3'] })
  expect(found).toMatchObject({ status: 'down', reason: expect.stringContaining('OPENAI_FALLBACK_MODELS') })
})

it.each([
  ['llama3', 'llama3:latest'],
  ['gemini-3-flash', 'models/gemini-3-flash'],
  ['openai/gpt-6:online', 'openai/gpt-6'],
  ['anything', 'openai/*'],
])('the check finds the model %s in the list as %s', async (model, listed) => {
  expect(await check(listing(listed), { OPENAI_MODEL: model })).toMatchObject({ status: 'ok' })
})

it('the check accepts a model that is not listed, but found by its name', async () => {
  const found = await check((request, response) =>
    json(200, request.url === '/v1/models' ? { data: [] } : { id: 'gpt-6-luna' })(request, response),
  )
  expect(found.status).toBe('ok')
})

it.each([
  ['a dead port', 'http://127.0.0.1:2/v1', /127\.0\.0\.1:2 refused the connection.*OPENAI_BASE_URL/],
  ['an unknown host', 'http://nowhere.invalid/v1', /nowhere\.invalid.*OPENAI_BASE_URL/],
])('the check reports %s, with its address', async (_, OPENAI_BASE_URL, reason) => {
  const found = await checkModel({ ...config, OPENAI_BASE_URL })
  expect(found).toMatchObject({ status: 'down', reason: expect.stringMatching(reason) })
})

it('the check gives up after its timeout', async () => {
  setLimits({ modelCheckMs: 2_000 })
  expect(await check(() => {})).toMatchObject({
    status: 'down',
    reason: expect.stringMatching(/did not answer within 2 seconds. Correct OPENAI_BASE_URL/),
  })
})
