import type { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type QStashServer, startQStash } from '#emulators/qstash/server'
import { freePort, randomPortBase } from '#local/ports'
import { call, chat, jobEnd } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { deliver, expectAnsweredOnce, letTimePass, openDatabase, startSilence } from '#tests/support/faults'
import { newUser } from '#tests/support/names'
import { secrets } from '#tests/support/secrets'
import { startTestApp, type TestApp } from '#tests/support/services'

let port: number
let queue: QStashServer
let app: TestApp
let db: Client
let options: { baseUrl: string }

const startQueue = () =>
  startQStash({
    port,
    token: secrets.qstashToken,
    currentSigningKey: secrets.qstashCurrentSigningKey,
    nextSigningKey: secrets.qstashNextSigningKey,
  })

beforeAll(async () => {
  port = await freePort(randomPortBase())
  queue = await startQueue()
  const databaseUrl = await createDatabase()
  app = await startTestApp({ databaseUrl, portBase: randomPortBase(), vars: { QSTASH_URL: queue.url } })
  db = await openDatabase(databaseUrl)
  options = { baseUrl: app.server.url }
})

afterAll(async () => {
  await app?.close()
  await queue?.close()
})

/** Sends a message while the queue is down, restarts the queue, and returns the job whose delivery was lost. */
async function lostJob(message: string, wait: number): Promise<string> {
  await queue.close()
  const accepted = await chat({ userId: newUser(), message, wait }, options)
  const { jobId } = accepted.body.data
  expect(accepted).toMatchObject({
    status: 202,
    body: { success: true, data: { jobId: expect.any(String), status: 'queued' } },
  })
  expect(accepted.headers.get('location')).toBe(`/api/jobs/${jobId}`)
  expect(accepted.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  const { rows } = await db.query(
    `select j.status, m.content from jobs j
     join messages m on m.conversation_id = j.conversation_id and m.turn = j.turn where j.id = $1`,
    [jobId],
  )
  expect(rows).toEqual([{ status: 'queued', content: message }])
  await expect.poll(() => app.server.output()).toContain('"queue.unavailable"')
  // The server caches the state of a service for two seconds.
  await expect
    .poll(() => call('GET', '/api/health', options))
    .toMatchObject({
      status: 200,
      body: { data: { status: 'degraded', checks: { queue: { status: 'down' }, kv: { status: 'ok' } } } },
    })
  queue = await startQueue()
  expect(queue.messages()).toEqual([])
  return jobId
}

it('accepts a message while the queue is down, and the sweep publishes it again', async () => {
  const jobId = await lostJob('for the sweep', 1)
  await letTimePass(db, jobId)
  await deliver(app, 'sweep')
  const ended = await jobEnd(jobId, app.server.url)
  expect(ended.body.data).toMatchObject({ status: 'completed', response: 'echo: for the sweep', attempts: 1 })
  expect(app.model.calls('for the sweep')).toHaveLength(1)
  await expectAnsweredOnce(db, jobId, 'echo: for the sweep')
})

it('publishes a lost job again when a caller reads it', async () => {
  const jobId = await lostJob('for the reader', 0)
  await letTimePass(db, jobId)
  const asked = await call('GET', `/api/jobs/${jobId}`, options)
  expect(asked.body.data.status).toBe('queued')
  const ended = await jobEnd(jobId, app.server.url)
  expect(ended.body.data).toMatchObject({ status: 'completed', response: 'echo: for the reader' })
  expect(app.model.calls('for the reader')).toHaveLength(1)
  await expectAnsweredOnce(db, jobId, 'echo: for the reader')
})

it('publishes a lost job once, however many callers read it and sweeps run at once', async () => {
  const jobId = await lostJob('for many', 0)
  await letTimePass(db, jobId)
  await Promise.all([
    ...Array.from({ length: 5 }, () => call('GET', `/api/jobs/${jobId}`, options)),
    ...Array.from({ length: 3 }, () => deliver(app, 'sweep')),
  ])
  await jobEnd(jobId, app.server.url)
  const sent = queue.logs().filter(({ url, state }) => url.endsWith('/completion') && state === 'CREATED')
  expect(sent).toHaveLength(1)
  await expectAnsweredOnce(db, jobId, 'echo: for many')
})

it('accepts a message while the queue accepts connections and never responds', async () => {
  await queue.close()
  const silence = await startSilence(port)
  const accepted = await chat({ userId: newUser(), message: 'no echo', wait: 0 }, options)
  expect(accepted).toMatchObject({ status: 202, body: { data: { status: 'queued' } } })
  await silence.close()
  queue = await startQueue()

  const { jobId } = accepted.body.data
  await letTimePass(db, jobId)
  await deliver(app, 'sweep')
  await jobEnd(jobId, app.server.url)
  await expectAnsweredOnce(db, jobId, 'echo: no echo')
})
