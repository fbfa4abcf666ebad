import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomPortBase } from '#local/ports'
import { call, chat, jobEnd } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { deliver, expectAnsweredOnce, letTimePass, openDatabase, untilDelivered } from '#tests/support/faults'
import { type InngestServer, startInngest } from '#tests/support/inngest'
import type { CallFault, InngestRun } from '#tests/support/inngest/engine'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { inngestKeys } from '#tests/support/secrets'
import { startTestApp, type TestApp } from '#tests/support/services'

let inngest: InngestServer
let app: TestApp
let db: Client
let options: { baseUrl: string }
/** The fates of a job's calls. All other calls go through. */
const fates = new Map<unknown, CallFault>()

beforeAll(async () => {
  const beforeCall = ({ event }: InngestRun) => fates.get(event.data.conversationId) ?? 'call'
  inngest = await startInngest({ ...inngestKeys, beforeCall })
  const databaseUrl = await createDatabase()
  app = await startTestApp({ databaseUrl, portBase: randomPortBase(), inngest })
  db = await openDatabase(databaseUrl)
  options = { baseUrl: app.server.url }
})

afterAll(async () => {
  await app?.close()
  await inngest?.close()
})

const runsOf = (jobId: string) =>
  inngest.runs('gpts-completion').filter(({ event }) => event.data.jobId === jobId)

describe('with Inngest as the queue', () => {
  it('a chat gets its answer within its wait, in one run', async () => {
    const answer = await chat({ userId: newUser(), message: 'over Inngest' }, options)
    expect(answer).toMatchObject({ status: 200, body: { data: { response: 'echo: over Inngest' } } })
    const { jobId } = answer.body.data
    await expect.poll(() => runsOf(jobId)).toMatchObject([{ status: 'completed', attempts: [200] }])
    await expectAnsweredOnce(db, jobId, 'echo: over Inngest')
  })

  it('a model that fails is called again, and its answer is returned', async () => {
    const message = script('stumbles twice', { status: 500 }, { status: 500 }, { answer: 'got up' })
    const { jobId } = (await chat({ userId: newUser(), message, wait: 0 }, options)).body.data
    const ended = await jobEnd(jobId, app.server.url)
    expect(ended.body.data).toMatchObject({ status: 'completed', response: 'got up', attempts: 3 })
    expect(app.model.calls(message)).toHaveLength(3)
    await expectAnsweredOnce(db, jobId, 'got up')
  })

  it('a model that fails longer than the retries of one event is called again by further events', async () => {
    const message = script('stumbles on', ...Array(4).fill({ status: 500 }), { answer: 'at last' })
    const { jobId } = (await chat({ userId: newUser(), message, wait: 0 }, options)).body.data
    const ended = await jobEnd(jobId, app.server.url)
    expect(ended.body.data).toMatchObject({ status: 'completed', response: 'at last', attempts: 5 })
    expect(runsOf(jobId).length).toBeGreaterThan(1)
    await expectAnsweredOnce(db, jobId, 'at last')
  })

  it('a permanent failure ends the job and its run at once, and is logged as a dead letter', async () => {
    const message = script('refused', { status: 400 })
    const answer = await chat({ userId: newUser(), message }, options)
    expect(answer).toMatchObject({ status: 502, body: { code: 'job_failed' } })
    const { jobId } = answer.body
    await expect.poll(() => runsOf(jobId)).toMatchObject([{ status: 'failed', attempts: [400] }])
    expect(app.model.calls(message)).toHaveLength(1)
    await expect.poll(() => app.server.output()).toContain('"delivery.dead"')
    expect(app.server.output()).not.toContain(message)
  })

  it('the messages of a conversation are answered in order, each with the earlier answers', async () => {
    const userId = newUser()
    await call('POST', '/api/users', { ...options, body: { userId } })
    const created = await call('POST', '/api/conversations', { ...options, body: { userId } })
    const { conversationId } = created.body.data
    const sent = [0, 1, 2, 3].map((i) => script(`at once ${i}`, { answer: `answer ${i}`, delayMs: 150 }))
    const accepted = await Promise.all(
      sent.map((message) => chat({ userId, conversationId, message, wait: 0 }, options)),
    )
    for (const { body } of accepted) await jobEnd(body.data.jobId, app.server.url)
    const { rows } = await db.query(
      `select content from messages where conversation_id = $1 order by turn, id`,
      [conversationId],
    )
    const said = rows.map(({ content }) => content)
    const questions = said.filter((_, i) => i % 2 === 0)
    for (const [turn, question] of questions.entries()) {
      const [asked, ...more] = app.model.calls(question)
      expect(more).toEqual([])
      expect(asked!.messages.map(({ content }) => content)).toEqual(said.slice(0, 2 * turn + 1))
    }
    expect(questions.toSorted()).toEqual(sent.toSorted())
  })

  it('a repeated delivery is answered once', async () => {
    const userId = newUser()
    const opening = (await chat({ userId, message: 'opening' }, options)).body.data
    fates.set(opening.conversationId, 'duplicate')
    const message = script('twice', { answer: 'once', delayMs: 200 })
    const { conversationId } = opening
    const answer = await chat({ userId, conversationId, message }, options)
    expect(answer).toMatchObject({ status: 200, body: { data: { response: 'once' } } })
    expect(app.model.calls(message)).toHaveLength(1)
  })

  it('a job whose delivery was lost is sent again by the scheduled sweep', async () => {
    const userId = newUser()
    const opening = (await chat({ userId, message: 'another opening' }, options)).body.data
    const { conversationId } = opening
    fates.set(conversationId, 'drop')
    const message = 'lost on its way'
    const { jobId } = (await chat({ userId, conversationId, message, wait: 0 }, options)).body.data
    await expect.poll(() => runsOf(jobId)).toMatchObject([{ status: 'cancelled' }])
    fates.delete(conversationId)
    await letTimePass(db, jobId)
    await inngest.tick()
    const ended = await jobEnd(jobId, app.server.url)
    expect(ended.body.data).toMatchObject({ status: 'completed', response: `echo: ${message}`, attempts: 1 })
    await expectAnsweredOnce(db, jobId, `echo: ${message}`)
  })

  it('deliveries of a job that has ended are acknowledged, and malformed ones become dead letters', async () => {
    const { jobId, conversationId } = (await chat({ userId: newUser(), message: 'ended' }, options)).body.data
    const repeated = await deliver(app, 'completion', { jobId, conversationId })
    const malformed = await deliver(app, 'completion', { jobId: 7 })
    expect(await untilDelivered(app, repeated)).toBe('DELIVERED')
    expect(await untilDelivered(app, malformed)).toBe('FAILED')
    await expectAnsweredOnce(db, jobId, 'echo: ended')
  })

  it('the health check calls Inngest, and the QStash endpoint accepts no call', async () => {
    // On a busy machine the model may be slow to answer the check, which is repeated.
    const health = async () => (await call('GET', '/api/health', options)).body.data
    await expect.poll(health).toMatchObject({ status: 'ok', checks: { queue: { status: 'ok' } } })
    const qstash = await call('POST', '/api/workers/completion', { ...options, body: {} })
    expect([qstash.status, qstash.body.code]).toEqual([404, 'not_found'])
  })

  it('the endpoint refuses all callers but Inngest, with every method', async () => {
    const expected = { GET: 401, POST: 401, PUT: 401, PATCH: 404, DELETE: 404 }
    for (const [method, status] of Object.entries(expected)) {
      const answer = await call(method, '/api/inngest?fnId=gpts-completion&stepId=step', {
        ...options,
        body: method === 'GET' ? undefined : {},
      })
      expect([method, answer.status]).toEqual([method, status])
      expect(answer.body).toMatchObject({ success: false, requestId: expect.any(String) })
    }
  })

  it('no message or answer is sent to Inngest', async () => {
    const secret = `nobody else's business ${crypto.randomUUID()}`
    await chat({ userId: newUser(), message: secret }, options)
    expect(JSON.stringify([inngest.events(), inngest.runs()])).not.toContain(secret)
    expect(JSON.stringify(inngest.runs())).not.toContain('echo:')
  })
})

it('a waiting run of a cancelled job is cancelled', async () => {
  const jobId = `job_${'0'.repeat(32)}`
  inngest.send({
    name: 'gpts/worker.completion',
    data: { jobId, conversationId: 1 },
    ts: Date.now() + 3_600_000,
  })
  inngest.send({ name: 'gpts/job.cancelled', data: { jobId } })
  expect(runsOf(jobId)).toMatchObject([{ status: 'cancelled', attempts: [] }])
})
