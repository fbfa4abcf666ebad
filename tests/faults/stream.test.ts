import type { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort, randomPortBase } from '#local/ports'
import { type AppServer, startServer } from '#local/server'
import { call } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { textOf } from '#tests/support/event-stream'
import { type EventStream, openEvents } from '#tests/support/events'
import { endLease, openDatabase } from '#tests/support/faults'
import { startKv, type TestKv } from '#tests/support/kv'
import { pieces, script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { isHosted } from '#tests/support/profile'
import { secrets } from '#tests/support/secrets'
import { serverMode, startTestApp, type TestApp } from '#tests/support/services'

let app: TestApp
/** Another server on the same services, which runs no jobs. */
let other: AppServer
let kv: TestKv
let kvPort: number
let db: Client
/** The server at the first address. Tests kill it. */
let server: AppServer

beforeAll(async () => {
  kvPort = await freePort(randomPortBase())
  kv = await startKv({ port: kvPort })
  const databaseUrl = await createDatabase()
  app = await startTestApp({ databaseUrl, portBase: randomPortBase(), vars: kv.vars })
  server = app.server
  db = await openDatabase(databaseUrl)
  const port = await freePort(randomPortBase())
  other = await startServer({ mode: serverMode, port, vars: { ...app.vars, WORKER_CONCURRENCY: '0' } })
})

afterAll(async () => {
  await other?.close()
  await server?.close()
  await app?.close()
  await kv?.close()
})

/** Sends a message to the first server, and returns its stream and its job id. */
async function begin(message: string) {
  const stream = await openEvents('/api/chat', {
    baseUrl: app.server.url,
    body: { userId: newUser(), message, stream: true },
  })
  const { jobId } = (await stream.next())!.data as { jobId: string }
  return { stream, jobId }
}
const read = (jobId: string, baseUrl = other.url, after?: string) =>
  openEvents(`/api/jobs/${jobId}`, { baseUrl, headers: after ? { 'last-event-id': after } : {} })

/** Sends a request whose answer streams. Returns a function that reads it to its end, or to where it is cut off. */
async function openText(path: string, body: object, baseUrl: string): Promise<() => Promise<string>> {
  const response = await fetch(baseUrl + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${secrets.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
  return () => response.text().catch(() => '')
}

/** Reads until the text contains this part. */
async function untilText(stream: EventStream, part: string): Promise<void> {
  while (!textOf(stream.events).includes(part)) if (!(await stream.next())) throw new Error('It ended.')
}

async function storedAnswer(jobId: string): Promise<string> {
  const { rows } = await db.query('select content from messages where job_id = $1', [jobId])
  return rows[0].content
}

async function expectWhole(stream: EventStream, jobId: string): Promise<void> {
  await stream.rest()
  const end = stream.events.at(-1)!
  expect(end).toMatchObject({ event: 'completed', id: 'end' })
  const stored = await storedAnswer(jobId)
  expect(textOf(stream.events)).toBe(stored)
  expect(end.data.response).toBe(stored)
}

it('sends a reader on another server the text while it is written, and the stored answer', async () => {
  const all = pieces(20)
  const message = script(newUser(), { pieces: all, everyMs: 100, heldAt: 10 })
  const { stream, jobId } = await begin(message)
  const late = await read(jobId)
  await untilText(late, all[5]!)
  expect(textOf(late.events)).not.toContain(all[19])
  app.model.release(message)
  await Promise.all([expectWhole(late, jobId), expectWhole(stream, jobId)])
  expect(await storedAnswer(jobId)).toBe(all.join(''))
})

it('sends each piece once to a reader that disconnects and resumes many times, on either server', async () => {
  const all = pieces(60)
  const { stream, jobId } = await begin(script(newUser(), { pieces: all, everyMs: 50 }))
  let text = ''
  let last = '0'
  let resumed = 0
  while (last !== 'end') {
    const one = await read(jobId, resumed++ % 2 === 0 ? other.url : app.server.url, last)
    for (let n = resumed % 3; n >= 0 && last !== 'end'; n--) {
      const event = await one.next()
      if (!event) break
      text = textOf([event], text)
      last = event.id ?? last
    }
    one.close()
  }
  // The number depends on the machine. It is always more than one.
  expect(resumed).toBeGreaterThan(1)
  expect(text).toBe(await storedAnswer(jobId))
  await expectWhole(stream, jobId)
  expect((await read(jobId, other.url, 'end')).status).toBe(204)
})

it('reports a cancellation on another server', async () => {
  const { stream, jobId } = await begin(script(newUser(), { pieces: ['so far '], last: 'hang' }))
  await untilText(stream, 'so far')
  const late = await read(jobId)
  await untilText(late, 'so far')
  expect((await call('POST', `/api/jobs/${jobId}/cancel`, { baseUrl: other.url })).status).toBe(200)
  for (const reader of [stream, late]) {
    await reader.rest()
    expect(reader.events.at(-1)).toMatchObject({ event: 'cancelled', data: { jobId, status: 'cancelled' } })
  }
  // The part of the call that arrived is charged, as an estimate.
  const tokens = async () =>
    (await db.query('select completion_tokens, estimated from usage_ledger where job_id = $1', [jobId])).rows
  await expect.poll(tokens).toEqual([{ completion_tokens: expect.any(Number), estimated: true }])
  expect((await tokens())[0].completion_tokens).toBeGreaterThan(0)
})

it('ends with the stored answer when KV stops in the middle, on every server', async () => {
  const all = pieces(30)
  const message = script(newUser(), { pieces: all, everyMs: 100, heldAt: 10 })
  const { stream, jobId } = await begin(message)
  const late = await read(jobId)
  await untilText(late, all[3]!)
  await kv.close()
  app.model.release(message)
  await Promise.all([expectWhole(late, jobId), expectWhole(stream, jobId)])
  expect(await storedAnswer(jobId)).toBe(all.join(''))

  const without = await begin(script(newUser(), { pieces: all.slice(0, 3), everyMs: 100 }))
  await expectWhole(without.stream, without.jobId)
  kv = await startKv({ port: kvPort })
})

it('reports to a reader on another server that the worker was killed, and sends the answer of the next attempt', async () => {
  const message = script(
    newUser(),
    { pieces: pieces(3), last: 'hang' },
    { pieces: ['after ', 'all'], everyMs: 50 },
  )
  const { stream, jobId } = await begin(message)
  const late = await read(jobId)
  await untilText(late, pieces(3)[2]!)
  const [cut] = await Promise.all([stream.rest(), server.kill()])
  expect(cut.at(-1)?.id).not.toBe('end')
  const port = Number(new URL(app.server.url).port)
  server = await startServer({ mode: serverMode, port, vars: app.vars })
  if (isHosted) await endLease(app, db, jobId)
  await expectWhole(late, jobId)
  expect(late.events.find(({ event }) => event === 'restarted')).toMatchObject({
    data: { attempt: 2, reason: { code: expect.any(String) } },
  })
  const resumed = await read(jobId, app.server.url, stream.events.at(-1)!.id)
  await resumed.rest()
  expect(resumed.events[0]).toMatchObject({ event: 'restarted' })
  expect(textOf(resumed.events)).toBe('after all')
})

it('tells readers to reconnect when a server stops, and stops at once', async () => {
  const { stream, jobId } = await begin(script(newUser(), { pieces: ['one '], last: 'hang' }))
  const late = await read(jobId)
  await untilText(late, 'one')
  const hangs = () => script(newUser(), { pieces: ['one '], last: 'hang' })
  const ask = (path: string, body: object) =>
    openText(path, { ...body, user: newUser(), stream: true }, other.url)
  const [completion, response] = await Promise.all([
    ask('/v1/chat/completions', { messages: [{ role: 'user', content: hangs() }] }),
    ask('/v1/responses', { input: hangs() }),
  ])
  const [, chunks, events] = await Promise.all([late.rest(), completion(), response(), other.close()])
  if (!isHosted) {
    expect(late.events.at(-1)).toEqual({ event: 'reconnect', data: {} })
    expect(chunks).toMatch(/"code":"stream_interrupted"\}\}\n\ndata: \[DONE\]\n\n$/)
    expect(events).toMatch(/^event: error\ndata: .*"code":"response_in_progress".*\n\n$/m)
  }
  await call('POST', `/api/jobs/${jobId}/cancel`, { baseUrl: app.server.url })
  expect((await stream.rest()).at(-1)).toMatchObject({ event: 'cancelled' })
})
