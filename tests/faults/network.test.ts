import type { Client } from 'pg'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { randomPortBase } from '#local/ports'
import { call, chat, jobEnd } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { expectAnsweredOnce, openDatabase } from '#tests/support/faults'
import { startKv, type TestKv } from '#tests/support/kv'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { startTestApp, type TestApp } from '#tests/support/services'
import { startTcpProxy, type TcpProxy } from '#tests/support/tcp-proxy'

let toDatabase: TcpProxy
let toKv: TcpProxy
let kv: TestKv
let app: TestApp
let db: Client
let options: { baseUrl: string }

const throughProxy = (address: string, { port }: TcpProxy): string => {
  const url = new URL(address)
  url.port = String(port)
  return url.href
}
const targetOf = (address: string) => {
  const { hostname: host, port } = new URL(address)
  return { host, port: Number(port) }
}

beforeAll(async () => {
  const databaseUrl = await createDatabase()
  kv = await startKv()
  toDatabase = await startTcpProxy(targetOf(databaseUrl))
  toKv = await startTcpProxy(targetOf(kv.redisUrl))
  app = await startTestApp({
    databaseUrl: throughProxy(databaseUrl, toDatabase),
    portBase: randomPortBase(),
    vars: { REDIS_URL: throughProxy(kv.redisUrl, toKv) },
  })
  db = await openDatabase(databaseUrl)
  options = { baseUrl: app.server.url }
})

afterEach(async () => {
  for (const proxy of [toDatabase, toKv]) {
    proxy.restore()
    await proxy.accept()
  }
})

afterAll(async () => {
  await app?.close()
  await Promise.all([toDatabase?.close(), toKv?.close()])
  await kv?.close()
})

const ask = (message: string, more: object = {}) => chat({ userId: newUser(), message, ...more }, options)
const untilAnswers = () =>
  expect.poll(async () => (await ask('are you there?', { wait: 10 })).status, { interval: 200 }).toBe(200)

it('answers again after all connections to the database were reset', async () => {
  expect((await ask('before')).status).toBe(200)
  toDatabase.reset()
  await untilAnswers()
})

it('answers 503 while the connections to the database are half open, and recovers with new ones', async () => {
  toDatabase.cut()
  expect(await ask('into the void')).toMatchObject({ status: 503, body: { code: 'database_unavailable' } })
  toDatabase.restore()
  await untilAnswers()
})

it('keeps an answer that arrives while the database refuses connections', async () => {
  const message = script('refused', { answer: 'paid for', held: true }, { answer: 'again' })
  const { jobId } = (await ask(message, { wait: 0 })).body.data
  await expect.poll(() => app.model.calls(message).length).toBe(1)
  await toDatabase.refuse()
  app.model.release(message)
  await expect.poll(() => app.server.output()).toContain('attempt.not_stored')
  await toDatabase.accept()
  const ended = await jobEnd(jobId, app.server.url)
  expect(ended.body.data).toMatchObject({ status: 'completed', response: 'paid for', attempts: 1 })
  expect(app.model.calls(message)).toHaveLength(1)
  await expectAnsweredOnce(db, jobId, 'paid for')
})

/** Three heartbeats in a row: fifteen seconds. */
const outageOver = (from: number) =>
  expect
    .poll(() => app.server.output().slice(from).split('process.no_heartbeat').length - 1, { timeout: 90_000 })
    .toBeGreaterThanOrEqual(3)

it('stores the open answers after fifteen seconds without the database', async () => {
  const messages = Array.from({ length: 10 }, (_, i) =>
    script(`long outage ${i}`, { answer: `paid ${i}`, held: true }, { answer: 'again' }),
  )
  const accepted = await Promise.all(messages.map((message) => ask(message, { wait: 0 })))
  const ids = accepted.map(({ body }) => body.data.jobId)
  await Promise.all(messages.map((message) => expect.poll(() => app.model.calls(message).length).toBe(1)))
  const from = app.server.output().length
  await toDatabase.refuse()
  app.model.release('long outage')
  await outageOver(from)

  await toDatabase.accept()
  const ended = await Promise.all(ids.map((id) => jobEnd(id, app.server.url)))
  expect(ended.map(({ body }) => body.data.response)).toEqual(messages.map((_, i) => `paid ${i}`))
  for (const message of messages) expect(app.model.calls(message)).toHaveLength(1)
})

it('answers chats while the connections to Redis are half open, and limits again afterwards', async () => {
  toKv.cut()
  expect((await ask('without a cache')).status).toBe(200)
  const health = async () => (await call('GET', '/api/health', options)).body.data
  await expect.poll(health).toMatchObject({ status: 'degraded', checks: { kv: { status: 'down' } } })
  toKv.restore()
  const limitHeader = async () => (await ask('counted', { wait: 0 })).headers.get('ratelimit') ?? ''
  await expect.poll(limitHeader).toContain('"chat"')
})
