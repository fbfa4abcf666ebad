import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { randomPortBase } from '#local/ports'
import { call, chat, jobEnd } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { deliver, expectAnsweredOnce, letTimePass, openDatabase } from '#tests/support/faults'
import { type Step, script, startFakeModel } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { startTestApp, type TestApp } from '#tests/support/services'

let app: TestApp
let db: Client
let options: { baseUrl: string }

beforeAll(async () => {
  const databaseUrl = await createDatabase()
  app = await startTestApp({ databaseUrl, portBase: randomPortBase() })
  db = await openDatabase(databaseUrl)
  options = { baseUrl: app.server.url }
})

afterAll(() => app?.close())

/** Asks a separate model, whose circuit no other test opens. */
const ask = (message: string, more: object = {}) =>
  chat({ userId: newUser(), message, model: `model-${crypto.randomUUID()}`, ...more }, options)

describe.concurrent('a model that fails', () => {
  const passing: [string, Step][] = [
    ['status 500', { status: 500 }],
    ['status 503', { status: 503 }],
    ['status 408', { status: 408 }],
    ['an empty answer', { answer: ' ' }],
    ['a body cut short', { broken: 'cut' }],
    ['a body that is no JSON', { broken: 'not json' }],
  ]
  it.each(passing)('is called again after %s', async (name, step) => {
    const message = script(`passing ${name}`, step, { answer: 'at last' })
    const accepted = await ask(message, { wait: 0 })
    const { jobId } = accepted.body.data
    const ended = await jobEnd(jobId, app.server.url)
    expect(ended.body.data).toMatchObject({ status: 'completed', response: 'at last', attempts: 2 })
    expect(ended.body.data).not.toHaveProperty('error')
    expect(app.model.calls(message)).toHaveLength(2)
  })

  it('gives a waiting caller the answer of the second attempt', async ({ expect }) => {
    const answer = await ask(script('waited for', { status: 500 }, { answer: 'at last' }))
    expect(answer).toMatchObject({ status: 200, body: { data: { response: 'at last' } } })
  })

  it('has an empty answer in the ledger, as well as the next answer', async ({ expect }) => {
    const { body } = await ask(script('paid twice', { answer: '' }, { answer: 'worth it' }))
    const { rows } = await db.query(
      'select attempt, total_tokens from usage_ledger where job_id = $1 order by attempt',
      [body.data.jobId],
    )
    expect(rows).toEqual([
      { attempt: 1, total_tokens: 15 },
      { attempt: 2, total_tokens: 15 },
    ])
  })

  const permanent: [string, Step, string][] = [
    ['status 400', { status: 400 }, 'model_refused'],
    ['status 401', { status: 401 }, 'model_unauthorized'],
    ['status 404', { status: 404, error: { code: 'model_not_found' } }, 'model_not_found'],
    ['a used-up quota', { status: 429, error: { code: 'insufficient_quota' } }, 'model_quota_exhausted'],
    [
      'too long a prompt',
      { status: 400, error: { code: 'context_length_exceeded' } },
      'context_length_exceeded',
    ],
    ['a refusal by policy', { answer: '', finishReason: 'content_filter' }, 'content_policy'],
    ['only reasoning', { answer: '', finishReason: 'length' }, 'tokens_exhausted'],
  ]
  it.each(permanent)('fails the job at once after %s', async (name, step, reason) => {
    const message = script(`permanent ${name}`, step, { answer: 'never asked for' })
    const answer = await ask(message)
    expect(answer.status).toBe(502)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({
      success: false,
      code: 'job_failed',
      reason,
      error: expect.any(String),
    })
    const job = await call('GET', `/api/jobs/${answer.body.jobId}`, options)
    expect(job.body.data).toMatchObject({ status: 'failed', attempts: 1, error: { code: reason } })
    expect(app.model.calls(message)).toHaveLength(1)
  })

  it('gets the wait that it asks for', async ({ expect }) => {
    const waits = { '120': 120, '700': 700 }
    for (const [asked, seconds] of Object.entries(waits)) {
      const step = { status: 429, headers: { 'retry-after': asked } }
      const message = script(`busy ${asked}`, step, { answer: 'free again' })
      const { jobId } = (await ask(message, { wait: 0 })).body.data
      const read = async () => (await call('GET', `/api/jobs/${jobId}`, options)).body.data
      await expect.poll(read).toMatchObject({
        status: 'queued',
        attempts: 1,
        lastError: { code: 'model_rate_limited' },
      })
      const { rows } = await db.query(
        `select next_attempt_at, extract(epoch from next_attempt_at - dispatched_at)::float as seconds
         from jobs where id = $1`,
        [jobId],
      )
      expect(rows[0].seconds).toBe(seconds)
      expect((await read()).nextAttemptAt).toBe(rows[0].next_attempt_at.toISOString())

      await letTimePass(db, jobId)
      await read()
      const ended = await jobEnd(jobId, app.server.url)
      expect(ended.body.data).toMatchObject({ status: 'completed', response: 'free again', attempts: 2 })
    }
  })

  it('is called without a parameter that it does not accept, and the caller gets a warning', async ({
    expect,
  }) => {
    const refusal = { code: 'unsupported_value', param: 'temperature' }
    const message = script('no temperature', { status: 400, error: refusal }, { answer: 'as I like' })
    const answer = await ask(message, { temperature: 0.3 })
    expect(answer).toMatchObject({ status: 200, body: { data: { response: 'as I like' } } })
    expect(answer.body.data.warnings).toEqual([expect.stringContaining('temperature')])
    expect(app.model.calls(message).map(({ temperature }) => temperature)).toEqual([0.3, undefined])
    const job = await call('GET', `/api/jobs/${answer.body.data.jobId}`, options)
    expect(job.body.data).toMatchObject({ attempts: 1, warnings: answer.body.data.warnings })
  })

  it('may stop at its token limit: the partial text is the answer, with a warning', async ({ expect }) => {
    const answer = await ask(script('cut off', { answer: 'Once upon', finishReason: 'length' }))
    expect(answer).toMatchObject({ status: 200, body: { data: { response: 'Once upon' } } })
    expect(answer.body.data.warnings).toEqual([expect.stringContaining('token limit')])
  })

  it('may finish its answer after the caller has disconnected', async ({ expect }) => {
    const message = script('hung up', { answer: 'for later', held: true })
    const userId = newUser()
    const caller = new AbortController()
    const request = fetch(`${app.server.url}/api/chat`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.vars.API_SECRET_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ userId, message }),
      signal: caller.signal,
    })
    await expect.poll(() => app.model.calls(message).length).toBe(1)
    caller.abort()
    await expect(request).rejects.toThrow()
    app.model.release(message)
    const { rows } = await db.query(
      'select j.id from jobs j join users u on u.id = j.user_id where u.user_id = $1',
      [userId],
    )
    const ended = await jobEnd(rows[0].id, app.server.url)
    expect(ended.body.data).toMatchObject({ status: 'completed', response: 'for later', attempts: 1 })
    expect(app.model.calls(message)).toHaveLength(1)
  })

  it('has until the deadline: then the sweep fails the job, and the next message runs', async ({
    expect,
  }) => {
    const userId = newUser()
    const message = script('hopeless', { broken: 'hang' })
    const { jobId, conversationId } = (await ask(message, { userId, wait: 0 })).body.data
    const next = await ask('and this one?', { userId, conversationId, wait: 0 })
    await expect.poll(() => app.model.calls(message).length).toBe(1)
    // The worker is alive, and may renew its lease before the sweep.
    const fail = async () => {
      await db.query(
        `update jobs set dispatched_at = now() - interval '5 minutes', lease_until = now() - interval '1 hour',
                         deadline_at = now() - interval '1 second' where id = $1 and status = 'running'`,
        [jobId],
      )
      await deliver(app, 'sweep')
      expect((await call('GET', `/api/jobs/${jobId}`, options)).body.data.status).toBe('failed')
    }
    await vi.waitFor(fail, { timeout: 60_000, interval: 1_000 })
    const ended = await jobEnd(jobId, app.server.url)
    expect(ended.body.data).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' } })
    const after = await jobEnd(next.body.data.jobId, app.server.url)
    expect(after.body.data).toMatchObject({ status: 'completed', response: 'echo: and this one?' })
    expect(app.model.calls('and this one?')[0]!.messages).toHaveLength(1)
    await expectAnsweredOnce(db, next.body.data.jobId, 'echo: and this one?')
  })

  it('gets ten attempts: then the job fails with the reason of the last one', async ({ expect }) => {
    const message = script('never well', { status: 500 })
    const { jobId } = (await ask(message, { wait: 0 })).body.data
    const skipToTheLast = async () => {
      const sql = "update jobs set attempt = 9 where id = $1 and status = 'queued' and attempt > 0"
      return (await db.query(sql, [jobId])).rowCount
    }
    await expect.poll(skipToTheLast).toBe(1)
    const ended = await jobEnd(jobId, app.server.url)
    expect(ended.body.data).toMatchObject({
      status: 'failed',
      attempts: 10,
      error: { code: 'model_failed' },
    })
  })
})

describe.concurrent('a model of another dialect', () => {
  const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 }

  it('has its thinking stored separately, and it is never sent back', async ({ expect }) => {
    const userId = newUser()
    const thinking = { answer: '<think>\nThe user says hi.\n</think>\n\nHello!' }
    const first = await ask(script('thinks', thinking), { userId })
    const { conversationId, response } = first.body.data
    expect(response).toBe('Hello!')
    const again = `and now? ${crypto.randomUUID()}`
    await ask(again, { userId, conversationId })
    expect(app.model.calls(again)[0]!.messages.map(({ content }) => content)).toContain('Hello!')
    const list = await call('GET', `/api/conversations/${conversationId}/messages?userId=${userId}`, options)
    expect(JSON.stringify(list.body)).toContain('Hello!')
    const texts = await db.query(
      `select metadata ->> 'thoughts' as thoughts from messages where conversation_id = $1 and role = 'assistant'
       order by id`,
      [conversationId],
    )
    expect(texts.rows[0]).toEqual({ thoughts: 'The user says hi.' })
  })

  it('is understood when it streams without being asked to', async ({ expect }) => {
    const chunk = (delta: object, rest = {}) =>
      `data: ${JSON.stringify({ choices: [{ index: 0, delta, ...rest }] })}\n\n`
    const raw = `${chunk({ content: 'Hel' })}${chunk({ content: 'lo!' }, { finish_reason: 'stop' })}data: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`
    const message = script('streams', { raw, type: 'text/event-stream' })
    const answer = await ask(message)
    expect(answer).toMatchObject({
      status: 200,
      body: { data: { response: 'Hello!', usage: { totalTokens: 10 } } },
    })
    expect(app.model.calls(message)).toMatchObject([{ stream: false }])
  })

  it('that limits the prompt gets fewer turns, and the caller gets a warning', async ({ expect }) => {
    const userId = newUser()
    const { conversationId } = (await ask(`long ${'word '.repeat(500)}`, { userId })).body.data
    await ask(`longer ${'word '.repeat(500)}`, { userId, conversationId })
    const refusal = { status: 400, error: { message: 'messages exceed 12000 characters' } }
    const message = script('hi', refusal, { answer: 'hello' })
    const answer = await ask(message, { userId, conversationId })
    expect(answer).toMatchObject({ status: 200, body: { data: { response: 'hello' } } })
    expect(answer.body.data.warnings).toEqual([expect.stringContaining('oldest message')])
    expect(app.model.calls(message).map(({ messages }) => messages.length)).toEqual([5, 3])
  })

  it.each<[string, () => string]>([
    ['x-ratelimit-reset-requests', () => '6m0s'],
    ['X-RateLimit-Reset', () => String(Date.now() + 360_000)],
  ])('gets the wait that it asks for in %s', async (name, value) => {
    const headers = { [name]: value() }
    const message = script(`limited ${crypto.randomUUID()}`, { status: 429, headers }, { answer: 'free' })
    const { jobId } = (await ask(message, { wait: 0 })).body.data
    const read = async () => (await call('GET', `/api/jobs/${jobId}`, options)).body.data
    await expect.poll(read).toMatchObject({
      ...{ status: 'queued', attempts: 1, lastError: { code: 'model_rate_limited' } },
    })
    const { rows } = await db.query(
      'select extract(epoch from next_attempt_at - dispatched_at)::float as seconds from jobs where id = $1',
      [jobId],
    )
    expect(Math.abs(rows[0].seconds - 360)).toBeLessThan(60)
  })

  it('fails the job at once when it asks for a longer wait than the job has', async ({ expect }) => {
    const headers = { 'x-ratelimit-reset-requests': '1h0m0s' }
    const message = script('too long a wait', { status: 429, headers })
    const answer = await ask(message)
    expect(answer).toMatchObject({ status: 502, body: { reason: 'model_rate_limited' } })
    expect(answer.body.error).toContain('asks for a wait of 3600 seconds')
    expect(app.model.calls(message)).toHaveLength(1)
  })
})

it('accepts messages while the model is unreachable, and answers them when it is back', {
  timeout: 120_000,
}, async () => {
  await app.model.close()
  const request = { userId: newUser(), message: 'is anybody there?', idempotencyKey: newUser(), wait: 1 }
  const asked = () => chat(request, options)
  await expect.poll(asked).toMatchObject({
    status: 202,
    body: {
      data: {
        waitReason: 'retry',
        lastError: { code: 'model_unreachable' },
        nextAttemptAt: expect.any(String),
      },
    },
  })
  const { jobId } = (await asked()).body.data
  const read = async () => (await call('GET', `/api/jobs/${jobId}`, options)).body.data
  await expect.poll(read).toMatchObject({
    lastError: {
      code: 'model_unreachable',
      message: expect.stringMatching(/127\.0\.0\.1:\d+ refused the connection.*OPENAI_BASE_URL/),
    },
  })
  const health = () => call('GET', '/api/health', options)
  const down = { status: 200, body: { data: { status: 'degraded', checks: { model: { status: 'down' } } } } }
  await expect.poll(health, { timeout: 90_000, interval: 500 }).toMatchObject(down)

  const model = await startFakeModel(Number(new URL(app.model.url).port))
  try {
    const ended = await jobEnd(jobId, app.server.url)
    expect(ended.body.data).toMatchObject({ status: 'completed', response: 'echo: is anybody there?' })
    expect(ended.body.data.attempts).toBeGreaterThan(1)
    expect(model.calls('is anybody there?')).toHaveLength(1)
    await expectAnsweredOnce(db, jobId, 'echo: is anybody there?')
  } finally {
    await model.close()
  }
})
