import { describe, expect, it } from 'vitest'
import { call, chat, newUser } from '#tests/support/api'
import { script } from '#tests/support/model'

describe('users', () => {
  it('are created once and found again', async () => {
    const userId = newUser()
    const created = await call('POST', '/api/users', {
      body: { userId, name: 'Ada', email: 'ada@example.com' },
    })
    expect(created.status).toBe(201)
    expect(created.body.data).toEqual({
      id: expect.any(Number),
      userId,
      name: 'Ada',
      email: 'ada@example.com',
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    })
    const again = await call('POST', '/api/users', { body: { userId } })
    expect([again.status, again.body.code]).toEqual([409, 'conflict'])
    const found = await call('GET', `/api/users?userId=${userId}`)
    expect(found.body.data).toEqual({
      ...created.body.data,
      session: null,
      today: { requests: 0, totalTokens: 0, cost: '0' },
      month: { requests: 0, totalTokens: 0, cost: '0' },
    })
  })

  it('show their session and what they used today and this month', async () => {
    const userId = newUser()
    await chat({ userId, message: 'one' })
    const last = await chat({ userId, message: 'two' })
    const { body } = await call('GET', `/api/users?userId=${userId}`)
    expect(body.data.session).toEqual({
      conversationId: last.body.data.conversationId,
      messageId: last.body.data.messageId,
      model: 'fake-model',
      lastMessageAt: expect.any(String),
    })
    expect(body.data.today).toEqual({ requests: 2, totalTokens: 30, cost: '0' })
    expect(body.data.month).toEqual(body.data.today)
  })

  it('are 404 when unknown, and refused with a bad id or address', async () => {
    expect((await call('GET', `/api/users?userId=${newUser()}`)).status).toBe(404)
    expect((await call('GET', '/api/users')).body.errors).toMatchObject([{ path: 'userId' }])
    const bad = await call('POST', '/api/users', { body: { userId: 'a b', email: 'nope' } })
    expect(bad.body.errors.map(({ path }: { path: string }) => path)).toEqual(['userId', 'email'])
  })
})

describe('conversations', () => {
  it('are listed newest first with their message count and the total, page by page', async () => {
    const userId = newUser()
    await call('POST', '/api/users', { body: { userId } })
    const empty = await call('GET', `/api/conversations?userId=${userId}`)
    expect(empty.body.data).toEqual({ conversations: [], total: 0, limit: 50, offset: 0, nextOffset: null })
    const ids: number[] = []
    for (const title of ['one', 'two', 'three'])
      ids.push(
        (await call('POST', '/api/conversations', { body: { userId, title } })).body.data.conversationId,
      )
    await chat({ userId, message: 'hi', conversationId: ids[0] })
    const first = await call('GET', `/api/conversations?userId=${userId}&limit=2`)
    expect(first.body.data).toMatchObject({ total: 3, limit: 2, offset: 0, nextOffset: 2 })
    expect(first.body.data.conversations).toMatchObject([
      { conversationId: ids[0], title: 'one', messageCount: 2, userId },
      { conversationId: ids[2], title: 'three', messageCount: 0 },
    ])
    const second = await call('GET', `/api/conversations?userId=${userId}&limit=2&offset=2`)
    expect(second.body.data.conversations).toMatchObject([{ conversationId: ids[1] }])
    expect(second.body.data.nextOffset).toBeNull()
  })

  it('take their title from the first message', async () => {
    const userId = newUser()
    await chat({ userId, message: '  Plan a trip\nto Seoul  ' })
    const { body } = await call('GET', `/api/conversations?userId=${userId}`)
    expect(body.data.conversations[0].title).toBe('Plan a trip to Seoul')
  })

  it('are 404 for an unknown user', async () => {
    const userId = newUser()
    expect((await call('POST', '/api/conversations', { body: { userId } })).status).toBe(404)
    expect((await call('GET', `/api/conversations?userId=${userId}`)).status).toBe(404)
  })
})

describe('messages', () => {
  it('are listed oldest first, each question before its answer', async () => {
    const userId = newUser()
    const { conversationId } = (await chat({ userId, message: 'one' })).body.data
    await chat({ userId, message: 'two', conversationId })
    const { body } = await call('GET', `/api/conversations/${conversationId}/messages`)
    expect(body.data).toMatchObject({ conversationId, total: 4, nextOffset: null })
    expect(body.data.messages.map(({ role, content }: never) => `${role}: ${content}`)).toEqual([
      'user: one',
      'assistant: echo: one',
      'user: two',
      'assistant: echo: two',
    ])
    expect(body.data.messages[1].metadata).toEqual({
      model: 'fake-model',
      usage: { promptTokens: 10, completionTokens: 5, totalTokens: 15 },
    })
  })

  it('come in pages under 90,000 characters that lose and repeat nothing', async () => {
    const userId = newUser()
    const long = '"line"\n'.repeat(4_000)
    const { conversationId } = (await chat({ userId, message: long })).body.data
    await chat({ userId, message: `${long}.`, conversationId })
    await chat({ userId, message: script('huge', { answer: 'long\n', times: 24_000 }), conversationId })
    const seen: number[] = []
    for (let offset: number | null = 0; offset !== null; ) {
      const response = await call('GET', `/api/conversations/${conversationId}/messages?offset=${offset}`)
      expect(JSON.stringify(response.body).length).toBeLessThan(90_000)
      for (const { messageId } of response.body.data.messages) seen.push(messageId)
      offset = response.body.data.nextOffset
    }
    expect(seen).toHaveLength(6)
    expect(new Set(seen).size).toBe(6)
    const last = await call('GET', `/api/conversations/${conversationId}/messages?offset=5`)
    expect(last.body.data.messages[0].truncated).toBe(true)
    const job = await call('GET', `/api/jobs/${last.body.data.messages[0].jobId}`)
    expect(job.body.data.response).toHaveLength(120_000)
  })

  it('are 404 for a conversation of another user, and refused for an id that is none', async () => {
    const userId = newUser()
    const { conversationId } = (await chat({ userId, message: 'mine' })).body.data
    const path = `/api/conversations/${conversationId}/messages`
    expect((await call('GET', `${path}?userId=${userId}`)).status).toBe(200)
    expect((await call('GET', `${path}?userId=${newUser()}`)).status).toBe(404)
    expect((await call('GET', '/api/conversations/2000000000/messages')).status).toBe(404)
    for (const id of ['abc', '0', '-1', '1.5', '99999999999'])
      expect((await call('GET', `/api/conversations/${id}/messages`)).status).toBe(400)
  })
})

describe('jobs', () => {
  it('are 404 when unknown, and refused with an id that is none', async () => {
    expect((await call('GET', `/api/jobs/job_${'0'.repeat(32)}`)).status).toBe(404)
    expect((await call('GET', '/api/jobs/1')).body.errors).toMatchObject([{ path: 'id' }])
  })

  it('show how often they were tried, and when they will be next', async () => {
    const userId = newUser()
    const message = script(userId, { status: 429, headers: { 'retry-after': '2' } }, { answer: 'at last' })
    const { jobId } = (await chat({ userId, message, wait: 0 })).body.data
    await expect
      .poll(async () => (await call('GET', `/api/jobs/${jobId}`)).body.data, { timeout: 20_000 })
      .toMatchObject({
        status: 'queued',
        attempts: 1,
        lastError: { code: 'model_rate_limited' },
        nextAttemptAt: expect.any(String),
      })
    const ended = await call('GET', `/api/jobs/${jobId}?wait=20`)
    expect(ended.body.data).toMatchObject({ status: 'completed', attempts: 2, response: 'at last' })
    expect(ended.body.data.error).toBeUndefined()
  })
})

describe('health', () => {
  it('names each dependency without a key', async () => {
    const answer = await call('GET', '/api/health', { key: null })
    expect(answer.status).toBe(200)
    const ok = { status: 'ok', latencyMs: expect.any(Number) }
    expect(answer.body.data).toEqual({
      status: 'ok',
      checks: { database: ok, kv: ok, queue: ok },
      model: 'fake-model',
    })
  })
})
