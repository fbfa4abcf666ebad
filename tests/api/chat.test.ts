import { describe, expect, it } from 'vitest'
import { api, ask, call, chat, dataOf, jobEnd, jobOf, modelCalls } from '#tests/support/api'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

describe('POST /api/chat', () => {
  it('returns the model’s answer when it is ready within the wait', async () => {
    const message = `Hello ${newUser()}`
    const answer = await chat({ userId: newUser(), message })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      success: true,
      message: 'The model has answered.',
      data: {
        conversationId: expect.any(Number),
        messageId: expect.any(Number),
        response: `echo: ${message}`,
        usage: { promptTokens: 10, completionTokens: 5, totalTokens: 15 },
        model: 'fake-model',
        jobId: expect.stringMatching(/^job_[0-9a-f]{32}$/),
        status: 'completed',
      },
    })
  })

  it('sends the parameters that the caller gave, and no others', async () => {
    const message = `parameters ${newUser()}`
    await ask({ userId: newUser(), message })
    await ask({
      userId: newUser(),
      message,
      model: 'another',
      temperature: 0.5,
      maxTokens: 77,
      systemPrompt: 'Be brief.',
    })
    const messages = [{ role: 'user', content: message }]
    expect(await modelCalls(message)).toEqual([
      { model: 'fake-model', messages, stream: false },
      {
        model: 'another',
        temperature: 0.5,
        max_tokens: 77,
        messages: [{ role: 'system', content: 'Be brief.' }, ...messages],
        stream: false,
      },
    ])
  })

  it('sends the earlier messages of the conversation to the model', async () => {
    const userId = newUser()
    const { conversationId } = await ask({ userId, message: 'My name is Ada.' })
    const message = `Who am I? ${userId}`
    const second = await ask({ userId, message, conversationId })
    expect(second.conversationId).toBe(conversationId)
    expect((await modelCalls(message))[0]?.messages).toEqual([
      { role: 'user', content: 'My name is Ada.' },
      { role: 'assistant', content: 'echo: My name is Ada.' },
      { role: 'user', content: message },
    ])
  })

  it('starts a new conversation without conversationId and sessionId', async () => {
    const userId = newUser()
    const [one, other] = [await ask({ userId, message: 'one' }), await ask({ userId, message: 'other' })]
    expect(one.conversationId).not.toBe(other.conversationId)
  })

  it('finds the conversation by sessionId, or by the header that ChatGPT sends', async () => {
    const userId = newUser()
    const { conversationId } = await ask({ userId, message: 'one', sessionId: 'mine' })
    expect(await ask({ userId, message: 'two', sessionId: 'mine' })).toMatchObject({ conversationId })
    const header = { 'openai-conversation-id': `c-${userId}` }
    const gpt = await ask({ userId, message: 'three' }, header)
    const gptAgain = await ask({ userId, message: 'four' }, header)
    expect(gptAgain.conversationId).toBe(gpt.conversationId)
    const named = await ask({ userId, message: 'five', sessionId: 'mine' }, header)
    expect(named.conversationId).toBe(conversationId)
  })

  it('keeps two users with the same sessionId apart', async () => {
    const [one, other] = [newUser(), newUser()]
    const a = await ask({ userId: one, message: 'secret', sessionId: 'shared' })
    const b = await ask({ userId: other, message: `any secrets? ${other}`, sessionId: 'shared' })
    expect(a.conversationId).not.toBe(b.conversationId)
    expect((await modelCalls(`any secrets? ${other}`))[0]?.messages).toHaveLength(1)
  })

  it('answers 404 for another user’s conversation, just as for a missing one, and stores nothing', async () => {
    const owner = newUser()
    const { conversationId } = await ask({ userId: owner, message: 'mine' })
    const stranger = newUser()
    for (const id of [conversationId, 2_000_000_000]) {
      const answer = await chat({ userId: stranger, message: 'let me in', conversationId: id })
      expect(answer.status).toBe(404)
      expect(answer.body.code).toBe('not_found')
    }
    const path = { id: conversationId }
    const messages = await dataOf(api.GET('/api/conversations/{id}/messages', { params: { path } }))
    expect(messages.total).toBe(2)
    expect((await call('GET', `/api/users?userId=${stranger}`)).status).toBe(404)
  })

  it('returns a job id when the wait is over, and the answer later from the job', async () => {
    const userId = newUser()
    const answer = await chat({
      userId,
      message: script(userId, { answer: 'late', delayMs: 8_000 }),
      wait: 0.2,
    })
    expect(answer.status).toBe(202)
    const { jobId, conversationId } = answer.body.data
    expect(answer.body).toEqual({
      success: true,
      message: expect.stringContaining(`Call getJob with jobId "${jobId}"`),
      data: {
        conversationId,
        jobId,
        // A busy machine may not have started yet.
        status: expect.stringMatching(/^(running|queued)$/),
        pollUrl: `/api/jobs/${jobId}`,
        retryAfter: 2,
        waitReason: expect.stringMatching(/^(model|worker)$/),
      },
    })
    expect(answer.headers.get('location')).toBe(`/api/jobs/${jobId}`)
    expect(answer.headers.get('retry-after')).toBe('2')
    await jobEnd(jobId)
    expect(await jobOf(jobId)).toEqual({
      jobId,
      status: 'completed',
      conversationId,
      messageId: expect.any(Number),
      response: 'late',
      usage: { promptTokens: 10, completionTokens: 5, totalTokens: 15 },
      model: 'fake-model',
      finishReason: 'stop',
      attempts: 1,
      createdAt: expect.any(String),
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
    })
  })

  it.each([
    ['wait: 0', { wait: 0 }, {}],
    ['Prefer: respond-async', {}, { prefer: 'respond-async' }],
    ['Prefer: wait=0', {}, { prefer: 'wait=0' }],
  ])('answers 202 at once to %s, and the job still completes', async (_, body, headers) => {
    const answer = await chat({ userId: newUser(), message: 'now', ...body }, { headers: headers as never })
    expect(answer.status).toBe(202)
    expect(answer.body.data.status).toMatch(/^(queued|running)$/)
    expect((await jobEnd(answer.body.data.jobId)).body.data.response).toBe('echo: now')
  })

  it('answers a repeated idempotency key with the first answer, by body or by header', async () => {
    const userId = newUser()
    const message = `once ${userId}`
    const first = await ask({ userId, message, idempotencyKey: 'k' })
    expect(await ask({ userId, message, idempotencyKey: 'k', wait: 5 })).toEqual(first)
    expect(await ask({ userId, message }, { 'Idempotency-Key': 'k' })).toEqual(first)
    expect(await modelCalls(message)).toHaveLength(1)
  })

  it('joins a repeated idempotency key to the first job while it runs', async () => {
    const userId = newUser()
    const request = {
      userId,
      message: script(userId, { answer: 'joined', delayMs: 1_000 }),
      idempotencyKey: 'k',
    }
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => ask(request)))
    expect(new Set(answers.map(({ jobId }) => jobId)).size).toBe(1)
    expect(answers.map(({ response }) => response)).toEqual(Array(5).fill('joined'))
    expect(await modelCalls(userId)).toHaveLength(1)
  })

  it('refuses an idempotency key that another request used, and leaves other users’ keys alone', async () => {
    const userId = newUser()
    await ask({ userId, message: 'one', idempotencyKey: 'k' })
    const reused = await chat({ userId, message: 'two', idempotencyKey: 'k' })
    expect(reused.status).toBe(422)
    expect(reused.body.code).toBe('idempotency_key_reused')
    await ask({ userId: newUser(), message: 'two', idempotencyKey: 'k' })
  })

  it('answers 502 with the reason when the job fails within the wait', async () => {
    const userId = newUser()
    const answer = await chat({ userId, message: script(userId, { status: 401 }) })
    expect(answer.status).toBe(502)
    expect(answer.body).toMatchObject({
      success: false,
      code: 'job_failed',
      error: 'The provider rejected the key of this server (OPENAI_API_KEY).',
      reason: 'model_unauthorized',
      jobId: expect.stringMatching(/^job_/),
    })
    expect(await jobOf(answer.body.jobId)).toMatchObject({
      status: 'failed',
      error: { code: 'model_unauthorized' },
      attempts: 1,
    })
  })

  it('names the model when the provider does not have it', async () => {
    const userId = newUser()
    const answer = await chat({ userId, model: 'gpt-3.5-turbo', message: script(userId, { status: 404 }) })
    expect(answer.status).toBe(502)
    expect(answer.body.error).toContain('gpt-3.5-turbo')
  })

  it('leaves out a parameter that the model refuses, and adds a warning', async () => {
    const userId = newUser()
    const refusal = { status: 400, error: { code: 'unsupported_value', param: 'temperature' } }
    const message = script(userId, refusal, { answer: 'fine' })
    const { response, warnings } = await ask({ userId, temperature: 1, message })
    expect(response).toBe('fine')
    expect(warnings).toEqual(['fake-model does not accept the parameter temperature, so it was left out.'])
    expect((await modelCalls(userId)).map((request) => 'temperature' in request)).toEqual([true, false])
  })

  it('stores text of every script, and metadata, exactly as sent', async () => {
    const userId = newUser()
    const message = '안녕하세요 👋🏽 \n\t"quoted" \\ <|endoftext|> data: message,x'
    const metadata = { source: '시험', count: 2, flag: true, nothing: null }
    const { response, conversationId: id } = await ask({ userId, message, metadata })
    expect(response).toBe(`echo: ${message}`)
    const listed = api.GET('/api/conversations/{id}/messages', { params: { path: { id } } })
    expect((await dataOf(listed)).messages).toMatchObject([
      { role: 'user', content: message, metadata },
      { role: 'assistant', content: `echo: ${message}` },
    ])
  })
})
