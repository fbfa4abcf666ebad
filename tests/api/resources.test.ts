import { describe, expect, it } from 'vitest'
import { api, ask, begin, call, dataOf, jobEnd, jobOf } from '#tests/support/api'
import { avoidHourBoundary } from '#tests/support/hour'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

const userOf = (userId: string) => dataOf(api.GET('/api/users', { params: { query: { userId } } }))
const conversationsOf = (userId: string, page = {}) =>
  dataOf(api.GET('/api/conversations', { params: { query: { userId, ...page } } }))
const messagesOf = (id: number, offset?: number) =>
  dataOf(api.GET('/api/conversations/{id}/messages', { params: { path: { id }, query: { offset } } }))

describe('users', () => {
  it('are created once, and can be read', async () => {
    const userId = newUser()
    const body = { userId, name: 'Ada', email: 'ada@example.com' }
    const created = await dataOf(api.POST('/api/users', { body }))
    expect(created).toEqual({
      id: expect.any(Number),
      userId,
      name: 'Ada',
      email: 'ada@example.com',
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    })
    const again = await call('POST', '/api/users', { body: { userId } })
    expect([again.status, again.body.code]).toEqual([409, 'conflict'])
    expect(await userOf(userId)).toEqual({
      ...created,
      session: null,
      today: { requests: 0, totalTokens: 0, cost: '0' },
      month: { requests: 0, totalTokens: 0, cost: '0' },
    })
  })

  it('show their session and their usage of today and this month', async () => {
    await avoidHourBoundary()
    const userId = newUser()
    await ask({ userId, message: 'one' })
    const { conversationId, messageId } = await ask({ userId, message: 'two' })
    const session = { conversationId, messageId, model: 'fake-model', lastMessageAt: expect.any(String) }
    const today = { requests: 2, totalTokens: 30, cost: '0' }
    // An answer is returned before its usage is added in KV.
    await expect.poll(() => userOf(userId)).toMatchObject({ session, today, month: today })
  })

  it('are 404 when unknown, and a bad id or email address is refused', async () => {
    expect((await call('GET', `/api/users?userId=${newUser()}`)).status).toBe(404)
    expect((await call('GET', '/api/users')).body.errors).toMatchObject([{ path: 'userId' }])
    const bad = await call('POST', '/api/users', { body: { userId: 'a b', email: 'nope' } })
    expect(bad.body.errors.map(({ path }: { path: string }) => path)).toEqual(['userId', 'email'])
    for (const unaddressable of ['.', '..'])
      expect((await call('POST', '/api/users', { body: { userId: unaddressable } })).body.errors).toEqual([
        { path: 'userId', message: 'Must not be . or .., which a path cannot hold' },
      ])
  })
})

describe('conversations', () => {
  it('are listed newest first with their message count and the total, page by page', async () => {
    const userId = newUser()
    await api.POST('/api/users', { body: { userId } })
    const empty = { conversations: [], total: 0, limit: 50, offset: 0, nextOffset: null }
    expect(await conversationsOf(userId)).toEqual(empty)
    const ids: number[] = []
    for (const title of ['one', 'two', 'three']) {
      const { conversationId } = await dataOf(api.POST('/api/conversations', { body: { userId, title } }))
      ids.push(conversationId)
    }
    await ask({ userId, message: 'hi', conversationId: ids[0] })
    const first = await conversationsOf(userId, { limit: 2 })
    expect(first).toMatchObject({ total: 3, limit: 2, offset: 0, nextOffset: 2 })
    expect(first.conversations).toMatchObject([
      { conversationId: ids[0], title: 'one', messageCount: 2, userId },
      { conversationId: ids[2], title: 'three', messageCount: 0 },
    ])
    const second = await conversationsOf(userId, { limit: 2, offset: 2 })
    expect(second.conversations).toMatchObject([{ conversationId: ids[1] }])
    expect(second.nextOffset).toBeNull()
  })

  it('take their title from the first message', async () => {
    const userId = newUser()
    await ask({ userId, message: '  Plan a trip\nto Seoul  ' })
    expect((await conversationsOf(userId)).conversations[0]?.title).toBe('Plan a trip to Seoul')
  })

  it('created without a title take it from their first message, and keep it', async () => {
    const userId = newUser()
    await api.POST('/api/users', { body: { userId } })
    const { conversationId } = await dataOf(api.POST('/api/conversations', { body: { userId } }))
    await ask({ userId, conversationId, message: 'Plan a trip to Seoul' })
    await ask({ userId, conversationId, message: 'And to Busan' })
    expect((await conversationsOf(userId)).conversations[0]?.title).toBe('Plan a trip to Seoul')
  })

  it('have a title that is cut between two characters, however long the first message is', async () => {
    const userId = newUser()
    await ask({ userId, message: `${'a'.repeat(79)}👩‍🚀 and more` })
    expect((await conversationsOf(userId)).conversations[0]?.title).toBe('a'.repeat(79))
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
    const { conversationId } = await ask({ userId, message: 'one' })
    await ask({ userId, message: 'two', conversationId })
    const { messages, ...page } = await messagesOf(conversationId)
    expect(page).toMatchObject({ conversationId, total: 4, nextOffset: null })
    expect(messages.map(({ role, content }) => `${role}: ${content}`)).toEqual([
      'user: one',
      'assistant: echo: one',
      'user: two',
      'assistant: echo: two',
    ])
    expect(messages[1]?.metadata).toEqual({
      model: 'fake-model',
      usage: { promptTokens: 10, completionTokens: 5, totalTokens: 15 },
    })
  })

  it('are returned in pages under 90,000 characters, without losing or repeating any', async () => {
    const userId = newUser()
    const long = '"line"\n'.repeat(4_000)
    const { conversationId } = await ask({ userId, message: long })
    await ask({ userId, message: `${long}.`, conversationId })
    await ask({ userId, message: script('huge', { answer: 'long\n', times: 24_000 }), conversationId })
    const seen: number[] = []
    for (let offset: number | null = 0; offset !== null; ) {
      const response = await call('GET', `/api/conversations/${conversationId}/messages?offset=${offset}`)
      expect(JSON.stringify(response.body).length).toBeLessThan(90_000)
      for (const { messageId } of response.body.data.messages) seen.push(messageId)
      offset = response.body.data.nextOffset
    }
    expect(seen).toHaveLength(6)
    expect(new Set(seen).size).toBe(6)
    const byCursor: number[] = []
    for (let after = ''; ; ) {
      const { data } = (await call('GET', `/api/conversations/${conversationId}/messages?limit=2${after}`))
        .body
      for (const { messageId } of data.messages) byCursor.push(messageId)
      if (!data.nextCursor) break
      after = `&after=${data.nextCursor}`
    }
    expect(byCursor).toEqual(seen)
    const [last] = (await messagesOf(conversationId, 5)).messages
    expect(last?.truncated).toBe(true)
    expect((await jobOf(last!.jobId!)).response).toHaveLength(120_000)
  })

  it('are 404 for a conversation of another user, and 400 for an invalid id', async () => {
    const userId = newUser()
    const { conversationId } = await ask({ userId, message: 'mine' })
    const path = `/api/conversations/${conversationId}/messages`
    expect((await call('GET', `${path}?userId=${userId}`)).status).toBe(200)
    expect((await call('GET', `${path}?userId=${newUser()}`)).status).toBe(404)
    expect((await call('GET', '/api/conversations/2000000000/messages')).status).toBe(404)
    for (const id of ['abc', '0', '-1', '1.5', '99999999999'])
      expect((await call('GET', `/api/conversations/${id}/messages`)).status).toBe(400)
  })
})

describe('jobs', () => {
  it('are 404 when unknown, and 400 for an invalid id', async () => {
    expect((await call('GET', `/api/jobs/job_${'0'.repeat(32)}`)).status).toBe(404)
    expect((await call('GET', '/api/jobs/1')).body.errors).toMatchObject([{ path: 'id' }])
  })

  it('show the number of attempts, and the time of the next one', async () => {
    const userId = newUser()
    const message = script(userId, { status: 429, headers: { 'retry-after': '10' } }, { answer: 'at last' })
    const { jobId } = await begin({ userId, message, model: userId })
    await expect
      .poll(() => jobOf(jobId))
      .toMatchObject({
        status: 'queued',
        attempts: 1,
        lastError: { code: 'model_rate_limited' },
        nextAttemptAt: expect.any(String),
      })
    await jobEnd(jobId)
    const ended = await jobOf(jobId)
    expect(ended).toMatchObject({ status: 'completed', attempts: 2, response: 'at last' })
    expect(ended.error).toBeUndefined()
  })
})

describe('health', () => {
  it('names each dependency, without a key', async () => {
    const ok = { status: 'ok', latencyMs: expect.any(Number) }
    // On a busy machine, a check or a publish to the queue may time out. Later ones succeed.
    await expect
      .poll(async () => {
        await begin({ userId: newUser(), message: 'the queue takes this' })
        const { status, body } = await call('GET', '/api/health', { key: null })
        return { status, data: body.data }
      })
      .toEqual({
        status: 200,
        data: {
          status: 'ok',
          checks: { database: ok, kv: ok, queue: expect.objectContaining(ok), model: ok },
          model: 'fake-model',
        },
      })
  })
})

describe('GET /api/conversations by cursor', () => {
  it('reads all pages forward and back, and refuses a cursor of another list', async () => {
    const userId = newUser()
    await call('POST', '/api/users', { body: { userId } })
    for (let i = 0; i < 3; i++) await call('POST', '/api/conversations', { body: { userId } })
    const list = (query: string) => call('GET', `/api/conversations?userId=${userId}&limit=2${query}`)
    const first = (await list('')).body.data
    const second = await list(`&after=${first.nextCursor}`)
    expect(second.body.message).toBe('1 conversation.')
    expect(Object.keys(second.body.data).sort()).toEqual([
      'conversations',
      'limit',
      'offset',
      'previousCursor',
    ])
    const back = (await list(`&before=${second.body.data.previousCursor}`)).body.data
    expect(back.conversations).toEqual(first.conversations)
    for (const cursor of ['after=abc', `after=${first.nextCursor}&before=${first.nextCursor}`, 'before='])
      expect(await list(`&${cursor}`)).toMatchObject({ status: 400, body: { code: 'invalid_input' } })
    const jobs = await call('GET', `/api/jobs?after=${first.nextCursor}`)
    expect(jobs.body.errors).toEqual([{ path: 'after', message: 'Is not a cursor of this list' }])
  })
})

describe('the messages of a conversation', () => {
  const list = async (id: number, query: string) =>
    (await call('GET', `/api/conversations/${id}/messages?${query}`)).body.data
  const textsOf = ({ messages }: { messages: { content: string }[] }) =>
    messages.map(({ content }) => content)

  it('are listed newest first on request, page by page in both directions', async () => {
    const userId = newUser()
    const { conversationId } = await ask({ userId, message: 'one' })
    for (const message of ['two', 'three']) await ask({ userId, conversationId, message })
    const first = await list(conversationId, 'order=newest&limit=2')
    expect(textsOf(first)).toEqual(['echo: three', 'three'])
    expect(first).toMatchObject({ total: 6, nextOffset: 2 })
    const second = await list(conversationId, `order=newest&limit=3&after=${first.nextCursor}`)
    expect(textsOf(second)).toEqual(['echo: two', 'two', 'echo: one'])
    expect(second).not.toHaveProperty('total')
    expect(
      textsOf(await list(conversationId, `order=newest&limit=2&before=${second.previousCursor}`)),
    ).toEqual(textsOf(first))
    expect(textsOf(await list(conversationId, 'order=newest&limit=2&offset=5'))).toEqual(['one'])
    expect(await list(conversationId, `order=newest&total=true&after=${first.nextCursor}`)).toMatchObject({
      total: 6,
    })
    expect(await list(conversationId, 'total=false')).not.toHaveProperty('total')
  })

  it('can be read in full by offset, however long one is', async () => {
    const userId = newUser()
    const [answer, times] = ['서울 👩‍🚀 "quoted" ', 8_000]
    const { conversationId, messageId, response } = await ask({
      userId,
      message: script(userId, { answer, times }),
    })
    expect(response).toBe(answer.repeat(times))
    const listed = await list(conversationId, 'offset=1')
    expect(JSON.stringify(listed).length).toBeLessThan(100_000)
    const [{ content, truncated, nextOffset }] = listed.messages
    expect(truncated).toBe(true)
    let whole = content
    for (let offset: number | null = nextOffset; offset !== null; ) {
      const { body } = await call('GET', `/api/messages/${messageId}?offset=${offset}`)
      expect(JSON.stringify(body).length).toBeLessThan(100_000)
      expect(body.data).toMatchObject({ conversationId, messageId, offset, length: response.length })
      whole += body.data.content
      offset = body.data.nextOffset
    }
    expect(whole).toBe(response)
  })

  it('are short enough for ChatGPT, with a warning that says where a long answer continues', async () => {
    const userId = newUser()
    const body = { userId, message: script(userId, { answer: 'a long answer. ', times: 8_000 }) }
    const headers = { 'openai-conversation-id': crypto.randomUUID() }
    const answered = await call('POST', '/api/chat', { body, headers })
    const { jobId, messageId, nextOffset, warnings } = answered.body.data
    const job = await call('GET', `/api/jobs/${jobId}`, { headers })
    for (const { body } of [answered, job]) expect(JSON.stringify(body).length).toBeLessThan(100_000)
    expect(job.body.data.nextOffset).toBeGreaterThan(50_000)
    expect(warnings.at(-1)).toContain(`getMessage with id ${messageId} and offset ${nextOffset}`)
    const rest = await call('GET', `/api/messages/${messageId}?offset=${nextOffset}`)
    expect(answered.body.data.response + rest.body.data.content).toBe('a long answer. '.repeat(8_000))
  })

  it('are 404 when unknown, or of another user', async () => {
    const { conversationId, messageId } = await ask({ userId: newUser(), message: 'hi' })
    const other = newUser()
    for (const path of [
      `/api/messages/${messageId}`,
      `/api/conversations/${conversationId}`,
      '/api/messages/2000000000',
    ])
      expect((await call('GET', `${path}?userId=${other}`)).status).toBe(404)
  })
})

describe('DELETE /api/conversations', () => {
  const remove = async (query: string) => (await call('DELETE', `/api/conversations?${query}`)).body.data

  it("deletes a user's conversations that match every filter, oldest first, and says whether more remain", async () => {
    const userId = newUser()
    const old = await ask({ userId, message: 'old' })
    const { updatedAt } = (await call('GET', `/api/conversations/${old.conversationId}`)).body.data
    const made = [await ask({ userId, message: 'Seoul one' }), await ask({ userId, message: 'Seoul two' })]
    const [one, two] = made.map(({ conversationId }) => conversationId)
    const soon = encodeURIComponent(new Date(Date.parse(updatedAt) + 1).toISOString())
    expect(await remove(`userId=${userId}&updatedBefore=2020-01-01T00:00:00Z`)).toMatchObject({
      conversationIds: [],
    })
    expect(await remove(`userId=${userId}&updatedAfter=${soon}&title=SEOUL&limit=1`)).toEqual({
      conversationIds: [one],
      deleted: { conversations: 1, messages: 2, jobs: 1 },
      hasMore: true,
    })
    expect(await remove(`userId=${userId}&updatedBefore=${soon}`)).toMatchObject({
      conversationIds: [old.conversationId],
      hasMore: false,
    })
    expect((await conversationsOf(userId)).conversations.map(({ conversationId }) => conversationId)).toEqual(
      [two],
    )
    expect(await remove(`userId=${userId}`)).toMatchObject({ conversationIds: [two] })
  })

  it('removes the running jobs in them', async () => {
    const userId = newUser()
    const { jobId } = await begin({ userId, message: script(userId, { broken: 'hang' }) })
    expect(await remove(`userId=${userId}`)).toMatchObject({
      deleted: { conversations: 1, messages: 1, jobs: 1 },
    })
    expect((await call('GET', `/api/jobs/${jobId}`)).status).toBe(404)
    expect((await call('DELETE', `/api/conversations?userId=${newUser()}`)).status).toBe(404)
  })
})
