import { describe, expect, it } from 'vitest'
import { operations } from '#lib/operations'
import { call } from '#tests/support/api'
import { avoidHourBoundary } from '#tests/support/hour'
import { newUser } from '#tests/support/names'
import { exampleOf } from '#tests/support/requests'

/** A valid request to each operation that needs a key: its method, path and body. */
const requests = operations
  .filter(({ access }) => access !== 'anyone')
  .map((operation) => {
    const { method, path, body } = exampleOf(operation)
    return [method, path, body] as const
  })
const withBody = requests.filter(([, , body]) => body !== undefined)

/** Checks the problem (RFC 9457), and returns the body. */
function problem(answer: Awaited<ReturnType<typeof call>>, status: number, code: string) {
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.body).toMatchObject({
    type: `/errors#${code}`,
    title: expect.any(String),
    status,
    detail: answer.body.error,
    success: false,
    error: expect.stringMatching(/\S.*[.)\w]$/),
    code,
    requestId: answer.headers.get('x-request-id'),
  })
  return answer.body
}

describe.each(requests)('%s %s', (method, path, body) => {
  it('refuses a call without a key', async () => {
    problem(await call(method, path, { body, key: null }), 401, 'unauthorized')
  })

  it('refuses a wrong key in either header', async () => {
    problem(await call(method, path, { body, key: 'wrong' }), 401, 'unauthorized')
    problem(
      await call(method, path, { body, key: null, headers: { 'x-api-key': 'wrong' } }),
      401,
      'unauthorized',
    )
  })

  it('refuses an unknown query parameter', async () => {
    const answer = await call(method, `${path}${path.includes('?') ? '&' : '?'}nope=1`, { body })
    expect(problem(answer, 400, 'invalid_input').errors).toEqual([{ path: 'nope', message: 'Unknown field' }])
  })
})

describe.each(withBody)('%s %s', (method, path, body) => {
  it('refuses a body that is not JSON', async () => {
    for (const broken of ['', '{', 'userId=1', '{"a":1}}'])
      problem(await call(method, path, { body: broken }), 400, 'invalid_json')
  })

  it('refuses JSON that is not an object', async () => {
    for (const broken of ['null', '[]', '"text"', '1'])
      problem(await call(method, path, { body: broken }), 400, 'invalid_input')
  })

  it('refuses unknown fields, and names each of them', async () => {
    const answer = await call(method, path, { body: { ...body, isAdmin: true, model_name: 'x' } })
    expect(problem(answer, 400, 'invalid_input').errors).toEqual([
      { path: 'isAdmin', message: 'Unknown field' },
      { path: 'model_name', message: 'Unknown field' },
    ])
  })

  it('refuses a body larger than 128 KiB, counted in bytes', async () => {
    const large = { ...body, title: '가'.repeat(60_000) }
    problem(await call(method, path, { body: large }), 413, 'body_too_large')
  })

  it('refuses text that the database cannot store', async () => {
    for (const userId of ['a\0b', '\ud800'])
      expect(
        problem(await call(method, path, { body: { ...body, userId } }), 400, 'invalid_input').errors,
      ).toContainEqual({ path: 'userId', message: 'Contains a NUL character or half of a surrogate pair' })
  })
})

describe('every response', () => {
  it('has a request id: the caller’s if it is well formed, otherwise a new one', async () => {
    const given = await call('GET', '/api/health', { headers: { 'x-request-id': 'my-id.1' } })
    expect(given.headers.get('x-request-id')).toBe('my-id.1')
    const odd = await call('GET', '/api/health', { headers: { 'x-request-id': 'not an id' } })
    expect(odd.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/)
  })

  it('is a problem for an unknown path', async () => {
    problem(await call('GET', '/api/nope'), 404, 'not_found')
    problem(await call('POST', '/api/users/1/2/3', { body: {} }), 404, 'not_found')
  })

  it('is a problem for a path that cannot be decoded', async () => {
    for (const end of ['%', '%zz', '/%ff/export', '/%c0%80', '/%ed%a0%80', '/%f4%90%80%80'])
      for (const method of ['GET', 'POST', 'DELETE'])
        problem(await call(method, `/api/users${end}`), 404, 'not_found')
    const known = await call('GET', `/api/users/${encodeURIComponent('a/%é한👋')}/export`)
    expect(known.body.error).toBe('There is no user a/%é한👋.')
  })

  it('is a problem for a method that the path does not support, and Allow lists the supported ones', async () => {
    const answer = await call('DELETE', '/api/users')
    problem(answer, 405, 'method_not_allowed')
    expect(answer.headers.get('allow')).toBe('GET, POST')
  })

  it('lists every problem of the input with its path', async () => {
    const answer = await call('POST', '/api/chat', {
      body: {
        userId: '',
        message: 'x'.repeat(32_001),
        temperature: 3,
        maxTokens: 1.5,
        wait: -1,
        conversationId: '1',
      },
    })
    const { errors } = problem(answer, 400, 'invalid_input')
    expect(errors.map(({ path }: { path: string }) => path).sort()).toEqual(
      ['conversationId', 'maxTokens', 'message', 'temperature', 'userId', 'userId', 'wait'].sort(),
    )
  })

  it('says when userId is required', async () => {
    const message = 'Required, unless the key is bound to a user'
    for (const answer of [
      await call('POST', '/api/chat', { body: { message: 'hi' } }),
      await call('POST', '/api/conversations', { body: {} }),
    ])
      expect(problem(answer, 400, 'invalid_input').errors).toEqual([{ path: 'userId', message }])
    const { errors } = problem(
      await call('POST', '/api/chat', { body: { userId: 1, message: 'hi' } }),
      400,
      'invalid_input',
    )
    expect(errors).toEqual([{ path: 'userId', message: 'Invalid input: expected string, received number' }])
  })

  it('accepts the key in either header', async () => {
    const { headers } = await call('GET', '/api/users?userId=nobody', { key: null })
    expect(headers.get('www-authenticate')).toMatch(/^Bearer resource_metadata="http.*\/api", scope=/)
    const key = (await import('#tests/support/secrets')).secrets.apiKey
    expect(
      (await call('GET', `/api/users?userId=${newUser()}`, { key: null, headers: { 'x-api-key': key } }))
        .status,
    ).toBe(404)
  })
})

describe('the rate limit', () => {
  it('counts by user and returns the remaining requests', async () => {
    await avoidHourBoundary()
    const userId = newUser()
    const first = await call('POST', '/api/conversations', { body: { userId } })
    const second = await call('POST', '/api/conversations', { body: { userId } })
    expect(first.headers.get('ratelimit-policy')).toBe('"write";q=100;w=3600')
    expect(first.headers.get('ratelimit')).toMatch(/^"write";r=99;t=\d+$/)
    expect(second.headers.get('ratelimit')).toMatch(/^"write";r=98;t=\d+$/)
  })

  it("refuses a request over the limit with Retry-After in seconds, and no other user's request", async () => {
    await avoidHourBoundary()
    const userId = newUser()
    const send = () => call('POST', '/api/conversations', { body: { userId } })
    const answers: Awaited<ReturnType<typeof send>>[] = []
    const refusals = () => answers.filter(({ status }) => status === 429)
    while (refusals().length < 5)
      answers.push(...(await Promise.all([send(), send(), send(), send(), send()])))
    // If KV does not answer in time, the request is allowed, and the response has no rate-limit headers.
    const counted = answers.filter(({ status, headers }) => status === 404 && headers.has('ratelimit'))
    expect(counted).toHaveLength(100)
    const refused = refusals()
    problem(refused[0]!, 429, 'rate_limited')
    const retryAfter = Number(refused[0]!.headers.get('retry-after'))
    expect(retryAfter).toBeGreaterThan(0)
    expect(retryAfter).toBeLessThanOrEqual(3600)
    expect((await call('POST', '/api/conversations', { body: { userId: newUser() } })).status).toBe(404)
  })
})
