import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { operations } from '#lib/operations'
import { freePort, randomPortBase } from '#local/ports'
import { type LocalPostgres, startPostgres } from '#local/postgres'
import { startServer } from '#local/server'
import { migrate } from '#sql/migrate'
import { call, chat, jobEnd } from '#tests/support/api'
import { chatToEnd, endLease, expectAnsweredOnce, openDatabase } from '#tests/support/faults'
import { newFolder } from '#tests/support/folder'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { exampleOf, type RestRequest } from '#tests/support/requests'
import { serverMode, startTestApp, type TestApp } from '#tests/support/services'

let folder: string
let port: number
let postgres: LocalPostgres
let app: TestApp
let options: { baseUrl: string }

const startDatabase = () => startPostgres({ dataDir: join(folder, 'postgres'), port })

beforeAll(async () => {
  folder = await newFolder()
  port = await freePort(randomPortBase())
  postgres = await startDatabase()
  await postgres.createDatabase('app')
  await migrate(postgres.url('app'))
  app = await startTestApp({ databaseUrl: postgres.url('app'), portBase: randomPortBase() })
  options = { baseUrl: app.server.url }
})

afterAll(async () => {
  await app?.close()
  await postgres?.close()
})

// Attaches to the running PostgreSQL, or starts one if the previous test failed and left none.
beforeEach(async () => {
  postgres = await startDatabase()
})

/** The operations that need no database, and the health check, whose 503 has data. */
const withoutDatabase = ['listModels', 'getHealth']

/** A request to each of the other operations, and one that waits. */
const requests = [
  ...operations.filter(({ id }) => !withoutDatabase.includes(id)).map(exampleOf),
  { method: 'GET', path: `/api/jobs/job_${'0'.repeat(32)}?wait=5`, body: undefined },
]

it('answers 503 everywhere while the database is down, and recovers by itself when it is back', async () => {
  const userId = newUser()
  const first = await chat({ userId, message: 'before' }, options)
  expect(first.status).toBe(200)
  await postgres.kill()

  const ask = async ({ method, path, body }: RestRequest) => {
    const answer = await call(method, path, { ...options, body })
    return { method, path, answer }
  }
  for (const { method, path, answer } of await Promise.all(requests.map(ask))) {
    expect({ method, path, status: answer.status, code: answer.body.code }).toEqual({
      method,
      path,
      status: 503,
      code: 'database_unavailable',
    })
    expect(answer.body).toMatchObject({ success: false, status: 503, title: expect.any(String) })
    expect(answer.body.error).toBe(answer.body.detail)
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'))
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  }
  // The server caches the state of a service for two seconds.
  await expect
    .poll(() => call('GET', '/api/health', { ...options, key: null }))
    .toMatchObject({
      status: 503,
      body: {
        success: false,
        code: 'database_unavailable',
        data: { status: 'down', checks: { database: { status: 'down' }, kv: { status: 'ok' } } },
      },
    })

  postgres = await startDatabase()
  const { conversationId } = first.body.data
  const second = await chat({ userId, conversationId, message: 'after' }, options)
  expect(second).toMatchObject({ status: 200, body: { data: { response: 'echo: after' } } })
  const messages = await call('GET', `/api/conversations/${conversationId}/messages`, options)
  expect(messages.body.data.messages.map(({ content }: { content: string }) => content)).toEqual([
    'before',
    'echo: before',
    'after',
    'echo: after',
  ])
  await expect.poll(async () => (await call('GET', '/api/health', options)).body.data.status).toBe('ok')
})

it('keeps an answer that arrives while the database is down, and calls the model only once', async () => {
  const message = script('crash', { answer: 'paid for', held: true }, { answer: 'again' })
  const accepted = await chat({ userId: newUser(), message, wait: 0 }, options)
  expect(accepted.status).toBe(202)
  const { jobId } = accepted.body.data
  await expect.poll(() => app.model.calls(message).length).toBe(1)
  await postgres.kill()
  app.model.release(message)
  await expect.poll(() => app.server.output()).toContain('attempt.not_stored')

  postgres = await startDatabase()
  const ended = await jobEnd(jobId, app.server.url)
  expect(ended.body.data).toMatchObject({ status: 'completed', response: 'paid for', attempts: 1 })
  expect(app.model.calls(message)).toHaveLength(1)
  await expectAnsweredOnce(await openDatabase(postgres.url('app')), jobId, 'paid for')
})

it('keeps a caller waiting through a database crash shorter than the wait', async () => {
  const message = script('short crash', { broken: 'hang' }, { answer: 'in time' })
  const waiting = chatToEnd({ userId: newUser(), message }, options.baseUrl)
  // After a long outage the server claims jobs again at its next heartbeat.
  await expect.poll(() => app.model.calls(message).length).toBe(1)
  await postgres.kill()
  postgres = await startDatabase()

  const db = await openDatabase(postgres.url('app'))
  const { rows } = await db.query("select id from jobs where status = 'running'")
  expect(rows).toHaveLength(1)
  await endLease(app, db, rows[0].id)
  expect(await waiting).toMatchObject({ status: 200, body: { data: { response: 'in time' } } })
  await expectAnsweredOnce(db, rows[0].id, 'in time')
})

it('answers 503 when the database hangs, and stores nothing', async () => {
  const db = await openDatabase(postgres.url('app'))
  await db.query('begin; lock table conversations in access exclusive mode')
  const message = 'never stored'
  const refused = await chat({ userId: newUser(), message }, options)
  expect(refused).toMatchObject({ status: 503, body: { code: 'database_unavailable' } })
  await db.query('commit')
  const { rows } = await db.query('select content from messages where content = $1', [message])
  expect(rows).toEqual([])
  expect((await chat({ userId: newUser(), message: 'stored' }, options)).status).toBe(200)
})

it('leaves an answer in KV for the next attempt when its process dies while the database is down', async () => {
  const message = script('both gone', { answer: 'paid for', held: true }, { answer: 'again' })
  const { jobId } = (await chat({ userId: newUser(), message, wait: 0 }, options)).body.data
  await expect.poll(() => app.model.calls(message).length).toBe(1)
  const from = app.server.output().length
  await postgres.kill()
  app.model.release(message)
  await expect.poll(() => app.server.output().slice(from), { timeout: 90_000 }).toContain('attempt.spilled')
  await app.server.kill()

  postgres = await startDatabase()
  const server = await startServer({
    mode: serverMode,
    port: Number(new URL(app.server.url).port),
    vars: app.vars,
  })
  onTestFinished(() => server.close())
  const db = await openDatabase(postgres.url('app'))
  if (app.queue !== 'postgres') await endLease(app, db, jobId)
  const ended = await jobEnd(jobId, server.url)
  expect(ended.body.data).toMatchObject({ status: 'completed', response: 'paid for' })
  expect(app.model.calls(message)).toHaveLength(1)
  const { rows } = await db.query('select attempt, estimated from usage_ledger where job_id = $1', [jobId])
  expect(rows).toEqual([{ attempt: 1, estimated: false }])
})
