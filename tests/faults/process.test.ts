import type { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { randomPortBase } from '#local/ports'
import { type AppServer, startServer } from '#local/server'
import { call, chat, jobEnd } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { chatToEnd, endLease, expectAnsweredOnce, openDatabase } from '#tests/support/faults'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { serverMode, startTestApp, type TestApp } from '#tests/support/services'

let app: TestApp
let server: AppServer
let db: Client
let options: { baseUrl: string }

beforeAll(async () => {
  const databaseUrl = await createDatabase()
  app = await startTestApp({ databaseUrl, portBase: randomPortBase() })
  server = app.server
  db = await openDatabase(databaseUrl)
  options = { baseUrl: app.server.url }
})

afterAll(async () => {
  await server?.close()
  await app?.close()
})

async function restart(): Promise<void> {
  server = await startServer({ mode: serverMode, port: Number(new URL(app.server.url).port), vars: app.vars })
}

/** With the Postgres queue, a restarted server frees its own earlier jobs, so there is no lease to wait for. */
async function passLease(jobId: string): Promise<void> {
  if (app.queue !== 'postgres') await endLease(app, db, jobId)
}

it('completes a job whose server was killed during the model call, for the caller that asks again', async () => {
  const message = script('killed', { broken: 'hang' }, { answer: 'after all' })
  const request = { userId: newUser(), message, idempotencyKey: 'the same' }
  const dropped = expect(chat(request, options)).rejects.toThrow()
  await expect.poll(() => app.model.calls(message).length).toBe(1)
  await server.kill()
  await dropped

  await restart()
  const { jobId } = (await chat({ ...request, wait: 0 }, options)).body.data
  const waiting = chatToEnd(request, options.baseUrl)
  await passLease(jobId)
  expect(await waiting).toMatchObject({ status: 200, body: { data: { jobId, response: 'after all' } } })

  const job = await call('GET', `/api/jobs/${jobId}`, options)
  expect(job.body.data).toMatchObject({ status: 'completed', response: 'after all', attempts: 2 })
  expect(app.model.calls(message)).toHaveLength(2)
  await expectAnsweredOnce(db, jobId, 'after all')
  const { rows } = await db.query(
    'select attempt, estimated, total_tokens > 0 as counted from usage_ledger where job_id = $1 order by attempt',
    [jobId],
  )
  expect(rows).toEqual([
    { attempt: 1, estimated: true, counted: true },
    { attempt: 2, estimated: false, counted: true },
  ])
})

it('answers a message that was accepted but not delivered before the server was killed', async () => {
  const userId = newUser()
  const first = script('killed first', { broken: 'hang' }, { answer: 'one' })
  const { jobId, conversationId } = (await chat({ userId, message: first, wait: 0 }, options)).body.data
  const second = await chat({ userId, conversationId, message: 'killed second', wait: 0 }, options)
  await expect.poll(() => app.model.calls(first).length).toBe(1)
  await server.kill()
  await restart()

  await passLease(jobId)
  const ended = await jobEnd(second.body.data.jobId, options.baseUrl)
  expect(ended.body.data).toMatchObject({ status: 'completed', response: 'echo: killed second', attempts: 1 })
  expect(app.model.calls('killed second')[0]!.messages.map(({ content }) => content)).toEqual([
    first,
    'one',
    'killed second',
  ])
  await expectAnsweredOnce(db, jobId, 'one')
})

it('stores no answer of an attempt whose lease ran out, but keeps its tokens in the ledger', async () => {
  const message = script('late', { answer: 'too late', held: true }, { answer: 'in time' })
  const { jobId } = (await chat({ userId: newUser(), message, wait: 0 }, options)).body.data
  await expect.poll(() => app.model.calls(message).length).toBe(1)
  await endLease(app, db, jobId)
  const ended = await jobEnd(jobId, options.baseUrl)
  expect(ended.body.data).toMatchObject({ status: 'completed', response: 'in time', attempts: 2 })
  app.model.release(message)

  const ledger = async () =>
    (await db.query('select attempt from usage_ledger where job_id = $1 order by attempt', [jobId])).rows
  await expect.poll(ledger).toEqual([{ attempt: 1 }, { attempt: 2 }])
  const messages = await db.query('select content from messages where job_id = $1', [jobId])
  expect(messages.rows).toEqual([{ content: 'in time' }])
  expect((await call('GET', `/api/jobs/${jobId}`, options)).body.data.response).toBe('in time')
})
