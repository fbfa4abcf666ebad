import { afterAll, beforeAll, expect, it } from 'vitest'
import { randomPortBase } from '#local/ports'
import { chat } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { secrets } from '#tests/support/secrets'
import { startTestApp, type TestApp } from '#tests/support/services'

let app: TestApp
let options: { baseUrl: string }

beforeAll(async () => {
  app = await startTestApp({ databaseUrl: await createDatabase(), portBase: randomPortBase() })
  options = { baseUrl: app.server.url }
})
afterAll(() => app?.close())

type Line = { event: string; [field: string]: unknown }

/** The complete JSON lines that the server has written so far. */
const lines = (): Line[] =>
  app.server
    .output()
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
const eventsOf = (jobId: string) => lines().filter((line) => line.jobId === jobId)

const traceId = '0af7651916cd43dd8448eb211c80319c'

it('logs the path of a turn by job id, with request and trace ids, and without message text', async () => {
  const [question, requestId] = ['What is the colour of plum-4711?', `req-${newUser()}`]
  const headers = { 'x-request-id': requestId, traceparent: `00-${traceId}-b7ad6b7169203331-01` }
  const { body } = await chat({ userId: newUser(), message: question }, { ...options, headers })
  const { jobId } = body.data
  const events = () => eventsOf(jobId).map(({ event }) => event)
  for (const event of ['job.accepted', 'attempt.started', 'attempt.completed', 'request.answered'])
    await expect.poll(events).toContain(event)
  const answered = eventsOf(jobId).find(({ event }) => event === 'request.answered')
  expect(answered).toMatchObject({ level: 'info', requestId, traceId, operation: 'sendMessage' })
  expect(eventsOf(jobId).find(({ event }) => event === 'attempt.completed')).toMatchObject({
    attempt: 1,
    model: 'fake-model',
    promptTokens: expect.any(Number),
  })
  for (const secret of ['plum-4711', secrets.apiKey, 'test-model-key'])
    expect(app.server.output()).not.toContain(secret)
})

it('logs why an attempt failed', async () => {
  const message = script('refused for good', { status: 400 })
  const { body } = await chat({ userId: newUser(), message }, options)
  const { jobId } = body.data ?? body
  const failed = () => eventsOf(jobId).find(({ event }) => event === 'attempt.failed')
  await expect
    .poll(failed)
    .toMatchObject({ level: 'warn', attempt: 1, code: 'model_refused', next: 'failed' })
})

it('logs the error code of a refused request, by its request id', async () => {
  const requestId = `req-${newUser()}`
  await chat({ userId: newUser() }, { ...options, headers: { 'x-request-id': requestId } })
  const answered = () => lines().find((line) => line.requestId === requestId)
  await expect.poll(answered).toMatchObject({ event: 'request.answered', status: 400, code: 'invalid_input' })
})
