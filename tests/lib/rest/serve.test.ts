import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { z } from 'zod'
import { ApiError } from '#lib/api/errors'
import { type Operation, operation } from '#lib/api/operation'
import { DatabaseUnavailable } from '#lib/db/index'
import { ConfigError } from '#lib/env'
import { serve } from '#lib/rest/serve'

let logged: MockInstance
beforeEach(() => {
  logged = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => logged.mockRestore())

const greet = (run: Operation['run']) =>
  operation({
    id: 'greet',
    method: 'POST',
    path: '/api/greet',
    summary: 'Greets.',
    consequential: false,
    access: 'anyone',
    body: z.strictObject({ name: z.string() }),
    responses: { 200: z.object({ greeting: z.string() }) },
    run,
  })

async function post(run: Operation['run'], headers: Record<string, string> = {}) {
  const request = new Request('http://host/api/greet', { method: 'POST', headers, body: '{"name":"Ada"}' })
  const response = await serve(greet(run)).POST(request, { params: Promise.resolve({}) })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

const hello: Operation['run'] = async (input) => ({
  status: 200,
  message: 'Greeted.',
  data: { greeting: `Hello ${(input as { name: string }).name}` },
  headers: { location: '/api/greet/1' },
})
const failing = (error: unknown) => () => Promise.reject(error)

describe('an answer', () => {
  it('is the envelope around the data, with the headers of the operation', async () => {
    const { status, headers, body } = await post(hello)
    expect(status).toBe(200)
    expect(body).toEqual({ success: true, message: 'Greeted.', data: { greeting: 'Hello Ada' } })
    expect(headers.get('location')).toBe('/api/greet/1')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-type')).toBe('application/json')
  })
})

describe('the request id', () => {
  it('is new for each request', async () => {
    const ids = [await post(hello), await post(hello)].map(({ headers }) => headers.get('x-request-id'))
    for (const id of ids) expect(id).toMatch(/^req_[0-9a-f]{32}$/)
    expect(ids[0]).not.toBe(ids[1])
  })

  it("is the caller's if that is valid, in the header and in the problem", async () => {
    const { headers, body } = await post(failing(new ApiError('not_found', 'No.')), {
      'x-request-id': 'my.id-1',
    })
    expect(headers.get('x-request-id')).toBe('my.id-1')
    expect(body.requestId).toBe('my.id-1')
    for (const id of ['a b', '<x>', 'x'.repeat(101)])
      expect((await post(hello, { 'x-request-id': id })).headers.get('x-request-id')).toMatch(/^req_/)
  })
})

describe('an error', () => {
  it('is answered as it is if it is an ApiError', async () => {
    const extras = { data: { jobId: 'j' }, headers: { 'retry-after': '7' } }
    const { status, headers, body } = await post(failing(new ApiError('job_failed', 'It failed.', extras)))
    expect(status).toBe(502)
    expect(headers.get('retry-after')).toBe('7')
    expect(body).toMatchObject({ success: false, error: 'It failed.', code: 'job_failed', jobId: 'j' })
    expect(logged).not.toHaveBeenCalled()
  })

  it.each([
    ['an Error', new Error('secret text')],
    ['a TypeError', new TypeError('secret text')],
    ['a value that is not an Error', 'secret text'],
  ])(
    'is a fixed 500 if it is unknown, with its cause in the log under the request id: %s',
    async (_, error) => {
      const { status, body, headers } = await post(failing(error))
      expect(status).toBe(500)
      expect(body).toMatchObject({
        code: 'internal_error',
        error: 'Something went wrong here. The log has the cause under this request id.',
      })
      const line = JSON.parse(logged.mock.calls[0]![0])
      expect(line).toMatchObject({ event: 'request.failed', requestId: headers.get('x-request-id') })
      expect(JSON.stringify(body) + JSON.stringify(line)).not.toContain('secret text')
    },
  )

  it('is a 503 that says when to try again if the database is unreachable', async () => {
    const { status, body, headers } = await post(failing(new DatabaseUnavailable('postgres://secret')))
    expect(status).toBe(503)
    expect(headers.get('retry-after')).toBe('5')
    expect(body.code).toBe('database_unavailable')
    expect(JSON.stringify(body) + logged.mock.calls).not.toContain('secret')
  })

  it('names missing variables only in the log if it is a ConfigError', async () => {
    const { status, body } = await post(failing(new ConfigError(['KV_REST_API_URL is missing'])))
    expect(status).toBe(500)
    expect(body.code).toBe('not_configured')
    expect(JSON.stringify(body)).not.toContain('KV_REST_API_URL')
    expect(logged.mock.calls.join()).toContain('KV_REST_API_URL is missing')
  })
})

describe('serve', () => {
  const call = async (method: 'GET' | 'DELETE', ...operations: Operation[]) => {
    const request = new Request('http://host/api/greet', { method })
    const response = await serve(...operations)[method](request, { params: Promise.resolve({}) })
    return { status: response.status, allow: response.headers.get('allow'), body: await response.json() }
  }

  it('answers 405 with the allowed methods', async () => {
    const { status, allow, body } = await call('DELETE', greet(hello), { ...greet(hello), method: 'PUT' })
    expect([status, allow, body.code]).toEqual([405, 'POST, PUT', 'method_not_allowed'])
  })

  it('answers 404 when there is no operation', async () => {
    const { status, body } = await call('GET')
    expect([status, body.code]).toEqual([404, 'not_found'])
  })
})
