import { describe, expect, it } from 'vitest'
import { api, ask, begin, call, chat, dataOf, jobEnd, jobOf, modelCalls } from '#tests/support/api'
import { avoidHourBoundary } from '#tests/support/hour'
import { boundKey, newKey } from '#tests/support/keys'
import { script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'

const slowly = (delayMs: number) => script(unique('slow'), { answer: 'slow answer', delayMs })
const hangs = () => script(unique('hangs'), { broken: 'hang' }, { answer: 'again' })
const model = () => unique('model')

const cancel = (id: string) => api.POST('/api/jobs/{id}/cancel', { params: { path: { id } } })
const messagesOf = (id: number) =>
  dataOf(api.GET('/api/conversations/{id}/messages', { params: { path: { id } } }))

/** A job that runs and does not end by itself. */
async function running(userId = newUser(), more = {}) {
  const message = hangs()
  const { jobId, conversationId } = await begin({ userId, message, model: model(), ...more })
  await expect.poll(async () => (await modelCalls(message)).length).toBe(1)
  return { userId, message, jobId, conversationId }
}

/** A job that has failed for good. */
async function failed(userId = newUser()) {
  const message = script(unique('refused'), { status: 401 }, { answer: 'mended' })
  const { jobId } = await begin({ userId, message, model: model() })
  expect((await jobEnd(jobId)).body.data.status).toBe('failed')
  return { userId, message, jobId }
}

describe('cancelling a job', () => {
  it('ends a running job, notifies the waiting caller, and lets the next message run', async () => {
    const { userId, jobId, conversationId } = await running()
    const waiting = jobOf(jobId, 20)
    const next = ask({ userId, conversationId, message: unique('next') })
    const cancelled = { jobId, status: 'cancelled', error: { code: 'cancelled' } }
    expect(await dataOf(cancel(jobId))).toMatchObject(cancelled)
    expect(await waiting).toMatchObject(cancelled)
    expect(await next).toMatchObject({ status: 'completed' })
  })

  it('answers a clear 409 when the job has already ended or been cancelled', async () => {
    const { jobId } = await running()
    await cancel(jobId)
    const again = await call('POST', `/api/jobs/${jobId}/cancel`)
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'job_ended', jobId, status: 409, jobStatus: 'cancelled' },
    })
    expect(again.body.error).toBe('The job has already been cancelled.')
    const done = await ask({ userId: newUser(), message: unique('done') })
    const late = await call('POST', `/api/jobs/${done.jobId}/cancel`)
    expect(late).toMatchObject({ status: 409, body: { code: 'job_ended' } })
    expect(late.body.error).toBe('The job has already completed.')
  })

  it('answers 409 to the caller that waits for the answer', async () => {
    const message = hangs()
    const userId = newUser()
    const waiting = chat({ userId, message, model: model() })
    await expect.poll(async () => (await modelCalls(message)).length).toBe(1)
    const { jobs } = await dataOf(api.GET('/api/jobs', { params: { query: { userId } } }))
    await cancel(jobs[0]!.jobId)
    expect(await waiting).toMatchObject({ status: 409, body: { code: 'job_cancelled', reason: 'cancelled' } })
  })
})

describe('a message to a busy conversation', () => {
  it('is refused with the id of the job it would wait for (ifBusy: reject)', async () => {
    const { userId, jobId, conversationId } = await running()
    const refused = await chat({ userId, conversationId, message: unique('too soon'), ifBusy: 'reject' })
    expect(refused).toMatchObject({ status: 409, body: { code: 'conversation_busy', jobId, conversationId } })
    await cancel(jobId)
    expect((await messagesOf(conversationId)).total).toBe(1)
  })

  it('cancels the unfinished jobs and gets its own answer (ifBusy: interrupt)', async () => {
    const { userId, jobId, conversationId } = await running()
    const behind = await begin({ userId, conversationId, message: unique('behind') })
    const message = unique('instead')
    const { response } = await ask({ userId, conversationId, message, ifBusy: 'interrupt' })
    expect(response).toBe(`echo: ${message}`)
    for (const id of [jobId, behind.jobId])
      expect(await jobOf(id)).toMatchObject({
        status: 'cancelled',
        error: { message: 'A later message interrupted it.' },
      })
    expect((await modelCalls(message))[0]!.messages).toHaveLength(1)
  })

  it('waits for its turn, and its job shows which job it waits for (the default)', async () => {
    const { userId, jobId, conversationId } = await running()
    const { jobId: waiting } = await begin({ userId, conversationId, message: unique('behind') })
    expect(await jobOf(waiting)).toMatchObject({ status: 'queued', waitsFor: { jobId, status: 'running' } })
    await cancel(jobId)
    const ended = await jobEnd(waiting)
    expect(ended.body.data).toMatchObject({ status: 'completed' })
    expect(ended.body.data).not.toHaveProperty('waitsFor')
  })
})

describe('failed jobs', () => {
  it('are listed with their reason, and get an answer after a retry', async () => {
    const { userId, jobId } = await failed()
    const query = { status: 'failed', userId, total: true } as const
    expect(await dataOf(api.GET('/api/jobs', { params: { query } }))).toMatchObject({
      total: 1,
      jobs: [{ jobId, error: { code: 'model_unauthorized' } }],
    })
    const retried = await dataOf(api.POST('/api/jobs/{id}/retry', { params: { path: { id: jobId } } }))
    expect(retried.jobId).toBe(jobId)
    expect((await jobEnd(jobId)).body.data).toMatchObject({ status: 'completed', response: 'mended' })
    const again = await call('POST', `/api/jobs/${jobId}/retry`)
    expect(again).toMatchObject({ status: 409, body: { code: 'job_not_failed', jobId } })
  })

  it('can be retried together: those of a user, by error code', async () => {
    const userId = newUser()
    const first = await failed(userId)
    const second = await failed(userId)
    const other = await failed()
    const retry = (errorCode: string) => dataOf(api.POST('/api/jobs/retry', { body: { userId, errorCode } }))
    expect(await retry('model_timeout')).toEqual({ jobIds: [], hasMore: false })
    expect(await retry('model_unauthorized')).toEqual({ jobIds: [first.jobId, second.jobId], hasMore: false })
    for (const { jobId } of [first, second]) expect((await jobEnd(jobId)).body.data.response).toBe('mended')
    expect((await jobOf(other.jobId)).status).toBe('failed')
  })
})

describe('cancelling many jobs', () => {
  const cancelMany = (body: object) => call('POST', '/api/jobs/cancel', { body })

  it('ends the running and the queued jobs of a user, and no job of others', async () => {
    const first = await running()
    const { userId, conversationId } = first
    const queued = await begin({ userId, conversationId, message: unique('waits') })
    const second = await running(userId)
    const other = await running()
    const some = await cancelMany({ userId, limit: 1 })
    expect(some.body.data).toEqual({ jobIds: [second.jobId], hasMore: true })
    const rest = await cancelMany({ userId })
    expect(rest.body).toMatchObject({
      message: '2 jobs were cancelled.',
      data: { jobIds: [queued.jobId, first.jobId], hasMore: false },
    })
    for (const { jobId } of [first, queued, second])
      expect(await jobOf(jobId)).toMatchObject({ status: 'cancelled' })
    expect(await modelCalls(first.message)).toHaveLength(1)
    expect((await jobOf(other.jobId)).status).toBe('running')
    expect((await cancelMany({ jobIds: [other.jobId, first.jobId] })).body.data.jobIds).toEqual([other.jobId])
    expect((await cancelMany({ userId })).body.data).toEqual({ jobIds: [], hasMore: false })
  })

  it("works for a user's key within that user, and needs admin for a key that acts for all users", async () => {
    const { userId, jobId } = await running()
    const stranger = await boundKey({ scopes: ['chat'] })
    const everybody = await newKey({ scopes: ['chat', 'read'] })
    const own = await newKey({ userId, scopes: ['chat'] })
    const by = ({ key }: { key: string }, body = {}) => call('POST', '/api/jobs/cancel', { key, body })
    expect((await by(stranger, { jobIds: [jobId] })).body.data.jobIds).toEqual([])
    expect((await by(stranger, { userId })).status).toBe(404)
    expect((await by(everybody, { userId })).status).toBe(403)
    expect((await by(own)).body.data.jobIds).toEqual([jobId])
  })
})

describe('the attempts of a job', () => {
  it("are listed with their errors, models and costs, and only for the job's own user", async () => {
    const userId = newUser()
    const message = script(unique('flaky'), { status: 503 }, { answer: 'mended' })
    const { jobId } = await begin({ userId, message, model: model() })
    expect((await jobEnd(jobId)).body.data.status).toBe('completed')
    const path = `/api/jobs/${jobId}/attempts`
    const { data } = (await call('GET', path)).body
    expect(data).toMatchObject({
      jobId,
      attempts: [
        { attempt: 1, outcome: 'failed', error: { code: 'model_failed' } },
        { attempt: 2, outcome: 'completed', usage: { totalTokens: expect.any(Number) } },
      ],
    })
    const [first, second] = data.attempts
    expect(first).not.toHaveProperty('usage')
    expect(first.startedAt <= first.endedAt && first.endedAt <= second.startedAt).toBe(true)
    const { key } = await boundKey({ scopes: ['read', 'chat'] })
    expect(data).not.toHaveProperty('traceId')
    const unknown = await call('GET', `/api/jobs/job_${'0'.repeat(32)}/attempts`, { key })
    const foreign = await call('GET', path, { key })
    expect([foreign.status, foreign.body.code]).toEqual([404, 'not_found'])
    expect(foreign.body.error.replace(jobId, '')).toBe(
      unknown.body.error.replace(`job_${'0'.repeat(32)}`, ''),
    )
  })
})

describe('a repeated request', () => {
  it('makes one job, one message and one model call when sent a hundred times at once, and each gets the answer', async () => {
    const body = { userId: newUser(), message: slowly(500), idempotencyKey: 'same' }
    const firsts = await Promise.all(Array.from({ length: 100 }, () => chat(body)))
    expect(firsts.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(99)
    // On a busy machine, some waits may end before the answer is ready.
    await jobEnd(firsts[0]!.body.data.jobId)
    const isLate = firsts.map(({ status }) => status === 202)
    const answers = await Promise.all(firsts.map((first, i) => (isLate[i] ? chat(body) : first)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect([...new Set(answers.map(({ body: { data } }) => JSON.stringify(data)))]).toHaveLength(1)
    expect(await modelCalls(body.message)).toHaveLength(1)
    const { conversationId } = answers[0]!.body.data
    expect((await messagesOf(conversationId)).total).toBe(2)
  })

  it('without an idempotency key, in the same conversation, attaches to the first job and adds a warning', async () => {
    const userId = newUser()
    const { conversationId } = await ask({ userId, message: unique('start') })
    const body = { userId, message: slowly(300), conversationId }
    const [first, second] = await Promise.all([ask(body), ask(body)])
    const third = await ask(body)
    const jobIds = [first, second, third].map(({ jobId }) => jobId)
    expect(new Set(jobIds).size).toBe(1)
    expect(await modelCalls(body.message)).toHaveLength(1)
    expect(third.warnings).toEqual([expect.stringContaining('had just been sent')])
    const deliberate = await ask({ ...body, idempotencyKey: 'again' })
    expect(deliberate.jobId).not.toBe(jobIds[0])
  })

  it('does not count toward the rate limit', async () => {
    await avoidHourBoundary()
    const body = { userId: newUser(), message: unique('once'), idempotencyKey: 'k' }
    const left = ({ headers }: { headers: Headers }) => /r=(\d+)/.exec(headers.get('ratelimit')!)![1]
    const first = await chat(body)
    for (let i = 0; i < 3; i++) await chat(body)
    const next = await chat({ ...body, idempotencyKey: 'another' })
    expect(Number(left(next))).toBe(Number(left(first)) - 1)
  })

  it('is answered even when its caller is over the rate limit', async () => {
    await avoidHourBoundary()
    const userId = newUser()
    const body = { userId, message: unique('once'), idempotencyKey: 'k' }
    const { jobId } = await ask(body)
    const other = () => chat({ userId, message: 'other', conversationId: 2 ** 30, wait: 0 })
    const statuses: number[] = []
    // A few at once: if KV does not answer in time, a request is allowed.
    while (!statuses.includes(429)) {
      const answers = await Promise.all(Array.from({ length: 10 }, other))
      statuses.push(...answers.map(({ status }) => status))
    }
    expect((await chat({ ...body, message: 'other', idempotencyKey: 'new' })).status).toBe(429)
    expect(await ask(body)).toMatchObject({ jobId })
    expect(await chat({ ...body, message: 'other' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    })
  })
})
