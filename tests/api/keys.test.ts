import { describe, expect, it } from 'vitest'
import type { Operation } from '#lib/api/operation'
import { operations } from '#lib/operations'
import { call, chat, jobEnd } from '#tests/support/api'
import { avoidHourBoundary } from '#tests/support/hour'
import { boundKey, newKey } from '#tests/support/keys'
import { newUser } from '#tests/support/names'
import { useOtherUsersRecords } from '#tests/support/other-users'
import { requestOf } from '#tests/support/requests'
import { responsesAbout, unknownIds } from '#tests/support/user-isolation'

const create = (body: object) => call('POST', '/api/keys', { body })
const list = async (query: string) => (await call('GET', `/api/keys?${query}&total=true`)).body.data
const revoke = (keyId: string) => call('DELETE', `/api/keys/${keyId}`)

describe('POST /api/keys', () => {
  it('returns the key only once, with the scopes chat and read by default', async () => {
    const { status, body } = await create({ name: 'My GPT' })
    expect(status).toBe(201)
    const { key, ...shown } = body.data
    expect(key).toMatch(/^gpts_[0-9A-Za-z]{46}$/)
    expect(shown).toEqual({
      keyId: expect.stringMatching(/^key_[0-9a-f]{32}$/),
      name: 'My GPT',
      prefix: key.slice(0, 10),
      scopes: ['chat', 'read'],
      userId: null,
      requestsPerHour: null,
      models: null,
      state: 'active',
      createdAt: expect.any(String),
      lastUsedAt: null,
      expiresAt: null,
      revokedAt: null,
    })
    expect(JSON.stringify(await list('limit=100'))).not.toContain(key)
  })

  it('accepts an expiry as a time or in days', async () => {
    const { body } = await create({ name: 'x', expiresAt: '2999-01-01T09:00:00+09:00' })
    expect(body.data.expiresAt).toBe('2999-01-01T00:00:00.000Z')
    const { createdAt, expiresAt } = await newKey({ expiresInDays: 30 })
    const days = (Date.parse(expiresAt) - Date.parse(createdAt)) / 86_400_000
    expect(days).toBeCloseTo(30, 3)
  })

  it.each([
    [{}, 'name'],
    [{ name: ' ' }, 'name'],
    [{ name: 'x', scopes: [] }, 'scopes'],
    [{ name: 'x', scopes: ['owner'] }, 'scopes.0'],
    [{ name: 'x', scopes: ['chat', 'chat'] }, 'scopes'],
    [{ name: 'x', userId: 'u', scopes: ['admin'] }, 'scopes'],
    [{ name: 'x', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [{ name: 'x', expiresAt: '2999-01-01' }, 'expiresAt'],
    [{ name: 'x', expiresInDays: 0 }, 'expiresInDays'],
    [{ name: 'x', expiresInDays: 1, expiresAt: '2999-01-01T00:00:00Z' }, 'expiresInDays'],
    [{ name: 'x', requestsPerHour: 0 }, 'requestsPerHour'],
    [{ name: 'x', models: [] }, 'models'],
    [{ name: 'x', models: [' '] }, 'models.0'],
    [{ name: 'x', key: 'gpts_mine' }, 'key'],
  ])('refuses %j', async (body, path) => {
    expect(await create(body)).toMatchObject({ status: 400, body: { errors: [{ path }] } })
  })

  it('answers 404 for an unknown user', async () => {
    const userId = newUser()
    const { status, body } = await create({ name: 'x', userId })
    expect([status, body.error]).toEqual([
      404,
      `There is no user ${userId}. Add the user first, with createUser.`,
    ])
  })

  it('is only for API_SECRET_KEY, like all of /api/keys', async () => {
    const { key, keyId } = await newKey({ scopes: ['chat', 'read', 'usage', 'admin'] })
    for (const [method, path, body] of [
      ['POST', '/api/keys', { name: 'another' }],
      ['GET', '/api/keys', undefined],
      ['DELETE', `/api/keys/${keyId}`, undefined],
    ] as const) {
      const answer = await call(method, path, { body, key })
      expect([answer.status, answer.body.code, answer.body.error]).toEqual([
        403,
        'insufficient_scope',
        'Only API_SECRET_KEY may do this.',
      ])
    }
  })
})

describe('GET /api/keys', () => {
  it('lists the keys of a user, newest first, page by page', async () => {
    const { userId } = await boundKey({ name: 'first' })
    for (const name of ['second', 'third']) await newKey({ userId, name })
    const page = await list(`userId=${userId}&limit=2`)
    expect(page).toMatchObject({ total: 3, nextOffset: 2, keys: [{ name: 'third' }, { name: 'second' }] })
    expect(await list(`userId=${userId}&offset=2`)).toMatchObject({
      nextOffset: null,
      keys: [{ name: 'first', userId, state: 'active' }],
    })
    expect(await list(`userId=${newUser()}`)).toMatchObject({ total: 0, keys: [] })
    expect((await list('limit=100')).keys.map(({ name }: { name: string }) => name)).toContain('third')
  })

  it('shows the last use', async () => {
    const { userId, key } = await boundKey()
    await call('GET', '/api/users', { key })
    const [{ createdAt, lastUsedAt }] = (await list(`userId=${userId}`)).keys
    expect(Date.parse(lastUsedAt)).toBeGreaterThanOrEqual(Date.parse(createdAt))
  })
})

describe('DELETE /api/keys/{id}', () => {
  it('makes the server refuse the key at its next request, and changes nothing when repeated', async () => {
    const { key, keyId } = await newKey()
    const read = () => call('GET', `/api/users?userId=${newUser()}`, { key })
    expect((await read()).status).toBe(404)
    const { status, body } = await revoke(keyId)
    expect([status, body.data]).toMatchObject([200, { keyId, state: 'revoked' }])
    const refused = await read()
    expect([refused.status, refused.body.error]).toEqual([
      401,
      `The API key was revoked at ${body.data.revokedAt}.`,
    ])
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token", /)
    expect((await revoke(keyId)).body.data).toEqual(body.data)
  })

  it('answers 404 for an unknown id, and 400 for the key itself', async () => {
    expect((await revoke(`key_${'0'.repeat(32)}`)).status).toBe(404)
    const { key } = await newKey()
    expect(await revoke(key)).toMatchObject({ status: 400, body: { errors: [{ path: 'id' }] } })
  })
})

describe('a key', () => {
  it('may do only what its scopes allow, and the error names the missing scope', async () => {
    const userId = newUser()
    const { key } = await newKey({ scopes: ['chat'] })
    expect((await chat({ userId, message: 'hi' }, { key })).status).toBe(200)
    const refused = await call('GET', '/api/usage', { key })
    expect([refused.status, refused.body.error]).toEqual([403, 'This key lacks the scope usage.'])
    expect(refused.headers.get('www-authenticate')).toMatch(
      /^Bearer error="insufficient_scope", .*, scope="usage"$/,
    )
    expect((await call('GET', `/api/users?userId=${userId}`, { key })).status).toBe(200)
    expect((await call('DELETE', `/api/users/${userId}`, { key })).status).toBe(403)
    expect((await call('GET', '/api/health', { key: 'wrong' })).status).toBe(200)
  })

  it('is named in its jobs and in the usage', async () => {
    const userId = newUser()
    const { key, keyId } = await newKey({ scopes: ['chat', 'read', 'usage'] })
    const { jobId } = (await chat({ userId, message: 'by key' }, { key })).body.data
    await chat({ userId, message: 'by the owner' })
    expect((await call('GET', `/api/jobs/${jobId}`, { key })).body.data.keyId).toBe(keyId)
    const { jobs } = (await call('GET', `/api/jobs?userId=${userId}`, { key })).body.data
    expect(jobs.map((job: { keyId?: string }) => job.keyId)).toEqual([undefined, keyId])
    const { series } = (await call('GET', `/api/usage?userId=${userId}&groupBy=key`, { key })).body.data
    expect(series.map((step: { keyId: string; requests: number }) => [step.keyId, step.requests])).toEqual(
      expect.arrayContaining([
        [keyId, 1],
        [null, 1],
      ]),
    )
    const { totals } = (await call('GET', `/api/usage?keyId=${keyId}`)).body.data
    expect(totals.requests).toBe(1)
  })

  it('with its own limit is counted in addition to its users', async () => {
    await avoidHourBoundary()
    const { key } = await newKey({ requestsPerHour: 3 })
    const read = () => call('GET', `/api/users?userId=${newUser()}`, { key })
    const first = await read()
    expect(first.headers.get('ratelimit-policy')).toBe('"read";q=2000;w=3600, "key";q=3;w=3600')
    expect(first.headers.get('ratelimit')).toMatch(/^"read";r=1999;t=\d+, "key";r=2;t=\d+$/)
    for (let i = 0; i < 2; i++) expect((await read()).status).toBe(404)
    const over = await read()
    expect([over.status, over.body.error]).toEqual([
      429,
      expect.stringMatching(
        /^More than 3 requests in 60 minutes with this key\. Try again in \d+ seconds\.$/,
      ),
    ])
  })
})

describe('a key that is bound to a user', () => {
  it('acts for that user, so userId is optional', async () => {
    const { userId, key } = await boundKey({ scopes: ['chat', 'read', 'usage'] })
    const { status, body } = await chat({ message: 'who am I?' }, { key })
    expect(status).toBe(200)
    const { conversationId, jobId } = body.data
    expect((await call('GET', '/api/users', { key })).body.data.userId).toBe(userId)
    expect((await call('GET', '/api/conversations', { key })).body.data).toMatchObject({
      total: 1,
      conversations: [{ conversationId, userId }],
    })
    expect((await call('GET', `/api/conversations/${conversationId}/messages`, { key })).status).toBe(200)
    expect((await call('GET', `/api/jobs/${jobId}`, { key })).body.data.status).toBe('completed')
    expect((await call('GET', '/api/jobs', { key })).body.data.jobs).toMatchObject([{ jobId }])
    expect((await call('GET', '/api/usage', { key })).body.data.totals.requests).toBe(1)
    expect((await call('GET', '/api/budgets', { key })).body.data.budgets).toEqual([])
    expect(
      (await call('GET', `/api/users/${userId}/export?format=json`, { key })).body.data.counts,
    ).toMatchObject({ apiKey: 1, message: 2 })
    expect((await call('DELETE', `/api/conversations/${conversationId}`, { key })).status).toBe(200)
  })

  it("counts toward its user's rate limit, even when a request names no user", async () => {
    await avoidHourBoundary()
    const { userId, key } = await boundKey()
    await chat({ message: 'hi', wait: 0 }, { key })
    const { headers } = await chat({ userId, message: 'there' })
    expect(headers.get('ratelimit')).toMatch(/^"chat";r=98;/)
    await call('GET', '/api/jobs', { key })
    const { headers: read } = await call('GET', `/api/users?userId=${userId}`)
    expect(read.get('ratelimit')).toMatch(/^"read";r=1998;/)
  })

  it('is refused at the next request after its user was deleted', async () => {
    const { userId, key } = await boundKey()
    expect((await call('GET', '/api/users', { key })).status).toBe(200)
    expect((await call('DELETE', `/api/users/${userId}`)).body.data.deleted.apiKeys).toBe(1)
    const answer = await call('GET', '/api/users', { key })
    expect([answer.status, answer.body.error]).toEqual([401, 'The API key is wrong.'])
  })
})

describe('over REST, with a key that is bound to another user', () => {
  const others = useOtherUsersRecords()

  async function ask(operation: Operation, fields: Record<string, unknown>) {
    const { method, path, body } = requestOf(operation, fields)
    const answer = await call(method, path, { body, key: others.key })
    return { status: answer.status, ...answer.body }
  }

  it.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s answers as if the data did not exist',
    async (_, operation) => {
      const answers = await responsesAbout(ask, operation, others.ids)
      expect(answers.length).toBeGreaterThan(0)
      expect(answers).toEqual(await responsesAbout(ask, operation, unknownIds))
    },
  )

  it("the other user's data is unchanged", async () => {
    expect((await call('GET', `/api/jobs/${others.ids.openJobId}`)).body.data.status).not.toBe('cancelled')
    expect((await jobEnd(others.ids.failedJobId)).body.data).toMatchObject({
      status: 'failed',
      attempts: 1,
    })
    expect(
      (await call('GET', `/api/users/${others.ids.userId}/export?format=json`)).body.data.counts,
    ).toMatchObject({
      user: 1,
      apiKey: 1,
      signIn: 1,
      conversation: 3,
      message: 4,
      job: 3,
    })
  })
})

describe('a key with a list of models', () => {
  const ask = (key: string, model?: string) =>
    chat({ userId: newUser(), message: `models ${crypto.randomUUID()}`, ...(model && { model }) }, { key })

  it('can use only those models, and the first of them is the default', async () => {
    const { key, models } = await newKey({ scopes: ['chat'], models: ['small', 'open-*'] })
    expect(models).toEqual(['small', 'open-*'])
    expect((await ask(key)).body.data.model).toBe('small')
    expect((await ask(key, 'open-large')).body.data.model).toBe('open-large')
    for (const model of ['large', 'smaller', 'open', 'fake-model']) {
      const refused = await ask(key, model)
      expect([refused.status, refused.body.code]).toEqual([422, 'model_not_allowed'])
      expect(refused.body.error).toContain('This key may ask for: small, open-*.')
    }
  })

  it('must name a model when its list has only patterns', async () => {
    const { key } = await newKey({ scopes: ['chat'], models: ['open-*'] })
    expect(await ask(key, 'open-small')).toMatchObject({ status: 200 })
    expect(await ask(key)).toMatchObject({ status: 422, body: { code: 'model_not_allowed' } })
  })
})
