import { describe, expect, it } from 'vitest'
import { call, newUser } from '#tests/support/api'
import { avoidHourBoundary } from '#tests/support/hour'

const operations = [
  ['POST', '/api/chat', { userId: 'u', message: 'hi' }],
  ['POST', '/api/users', { userId: 'u' }],
  ['GET', '/api/users?userId=u', undefined],
  ['POST', '/api/conversations', { userId: 'u' }],
  ['GET', '/api/conversations?userId=u', undefined],
  ['GET', '/api/conversations/1/messages', undefined],
  ['GET', '/api/users/u/export', undefined],
  ['DELETE', '/api/users/u', undefined],
  ['DELETE', '/api/conversations/1?userId=u', undefined],
  ['DELETE', '/api/conversations?userId=u', undefined],
  ['PATCH', '/api/conversations/1', { title: 'a title' }],
  ['PATCH', '/api/users/u', { name: 'a name' }],
  ['GET', '/api/messages/1', undefined],
  ['GET', '/api/search/conversations?query=x', undefined],
  ['GET', '/api/search/users', undefined],
  ['POST', '/api/webhooks/test', { url: 'https://example.com' }],
  ['GET', '/api/overview', undefined],
  ['GET', '/api/models', undefined],
  ['GET', '/api/budgets/all', undefined],
  ['GET', '/api/usage', undefined],
  ['GET', '/api/jobs/job_00000000000000000000000000000000', undefined],
  ['POST', '/api/jobs/cancel', { userId: 'u' }],
  ['GET', '/api/jobs/job_00000000000000000000000000000000/attempts', undefined],
  ['GET', '/api/conversations/1/export', undefined],
  ['GET', '/api/webhooks', undefined],
  ['POST', '/api/keys', { name: 'a key' }],
  ['GET', '/api/keys', undefined],
  ['DELETE', '/api/keys/key_00000000000000000000000000000000', undefined],
  ['GET', '/api/sign-ins', undefined],
  ['DELETE', '/api/sign-ins/grant_00000000000000000000000000000000', undefined],
  ['GET', '/api/sessions', undefined],
  ['DELETE', '/api/sessions/session_00000000000000000000000000000000', undefined],
  ['DELETE', '/api/sessions', undefined],
  ['POST', '/api/webhooks/msg_00000000000000000000000000000000/redeliver', undefined],
  ['POST', '/api/webhooks/redeliver', {}],
  ['POST', '/api/webhook-endpoints', { url: 'https://example.com' }],
  ['GET', '/api/webhook-endpoints', undefined],
  ['GET', '/api/webhook-endpoints/we_00000000000000000000000000000000', undefined],
  ['PATCH', '/api/webhook-endpoints/we_00000000000000000000000000000000', { enabled: true }],
  ['DELETE', '/api/webhook-endpoints/we_00000000000000000000000000000000', undefined],
  ['POST', '/api/webhook-endpoints/we_00000000000000000000000000000000/rotate-secret', undefined],
  ['POST', '/api/messages/1/regenerate', { userId: 'u' }],
  ['POST', '/api/messages/1/edit', { userId: 'u', message: 'hi' }],
] as const
const withBody = operations.filter(([, , body]) => body !== undefined)

/** Checks the failure envelope, and returns the body. */
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

describe.each(operations)('%s %s', (method, path, body) => {
  it('refuses a call without a key', async () => {
    problem(await call(method, path, { body, key: null }), 401, 'unauthorized')
  })

  it('refuses a wrong key, however it is sent', async () => {
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

  it('refuses unknown fields, and names each', async () => {
    const answer = await call(method, path, { body: { ...body, isAdmin: true, model_name: 'x' } })
    expect(problem(answer, 400, 'invalid_input').errors).toEqual([
      { path: 'isAdmin', message: 'Unknown field' },
      { path: 'model_name', message: 'Unknown field' },
    ])
  })

  it('refuses a body larger than 128 KiB, by its bytes', async () => {
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
  it('has a request id: the caller’s if it is well formed, else a new one', async () => {
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

  it('is a problem for a method that the path does not have, and names those it has', async () => {
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

  it('says who needs to name the user', async () => {
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
    const key = (await import('#tests/support/services')).secrets.apiKey
    expect(
      (await call('GET', `/api/users?userId=${newUser()}`, { key: null, headers: { 'x-api-key': key } }))
        .status,
    ).toBe(404)
  })
})

describe('the rate limit', () => {
  it('counts by user and tells what is left', async () => {
    await avoidHourBoundary()
    const userId = newUser()
    const first = await call('POST', '/api/conversations', { body: { userId } })
    const second = await call('POST', '/api/conversations', { body: { userId } })
    expect(first.headers.get('ratelimit-policy')).toBe('"write";q=100;w=3600')
    expect(first.headers.get('ratelimit')).toMatch(/^"write";r=99;t=\d+$/)
    expect(second.headers.get('ratelimit')).toMatch(/^"write";r=98;t=\d+$/)
  })

  it('refuses the request over the limit with Retry-After in seconds, and no other user’s', async () => {
    await avoidHourBoundary()
    const userId = newUser()
    const send = () => call('POST', '/api/conversations', { body: { userId } })
    const answers: Awaited<ReturnType<typeof send>>[] = []
    const refusals = () => answers.filter(({ status }) => status === 429)
    while (refusals().length < 5)
      answers.push(...(await Promise.all([send(), send(), send(), send(), send()])))
    // Without an answer of KV in time a request is let through, and its answer says nothing of the limit.
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
