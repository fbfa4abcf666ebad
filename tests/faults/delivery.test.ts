import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomPortBase } from '#local/ports'
import { call, chat, jobEnd } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { deliver, expectAnsweredOnce, openDatabase } from '#tests/support/faults'
import { script } from '#tests/support/model'
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

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i))

describe('messages of one conversation', () => {
  it('are answered one at a time in the order of acceptance, each with the earlier answers', async () => {
    const userId = newUser()
    await call('POST', '/api/users', { ...options, body: { userId } })
    const created = await call('POST', '/api/conversations', { ...options, body: { userId } })
    const { conversationId } = created.body.data
    const sent = times(5, (i) => script(`at once ${i}`, { answer: `answer ${i}`, delayMs: 200 }))
    const accepted = await Promise.all(
      sent.map((message) => chat({ userId, conversationId, message, wait: 0 }, options)),
    )
    expect(accepted.map(({ status }) => status)).toEqual(times(5, () => 202))
    for (const { body } of accepted) await jobEnd(body.data.jobId, app.server.url)

    const { rows } = await db.query(
      `select m.turn, m.content, j.attempt, j.started_at, j.finished_at
       from messages m join jobs j using (conversation_id, turn)
       where conversation_id = $1 and role = 'user' order by turn`,
      [conversationId],
    )
    expect(rows.map(({ turn, attempt }) => ({ turn, attempt }))).toEqual(
      times(5, (i) => ({ turn: i + 1, attempt: 1 })),
    )
    const said: string[] = []
    for (const [i, { content, started_at }] of rows.entries()) {
      said.push(content)
      const calls = app.model.calls(content)
      expect(calls.map(({ messages }) => messages.map((message) => message.content))).toEqual([said])
      if (i > 0) expect(started_at >= rows[i - 1].finished_at).toBe(true)
      said.push(`answer ${/at once (\d)/.exec(content)![1]}`)
    }
  })

  it('keep their order when their deliveries arrive in reverse', async () => {
    const userId = newUser()
    const first = script('reordered 1', { answer: 'one', delayMs: 500 })
    const opening = (await chat({ userId, message: first, wait: 0 }, options)).body.data
    const { conversationId } = opening
    const jobs = [opening.jobId]
    for (const message of ['reordered 2', 'reordered 3'])
      jobs.push((await chat({ userId, conversationId, message, wait: 0 }, options)).body.data.jobId)
    for (const jobId of jobs.toReversed()) await deliver(app, 'completion', { jobId, conversationId })
    for (const jobId of jobs) await jobEnd(jobId, app.server.url)

    expect(app.model.calls('reordered 3')).toHaveLength(1)
    expect(app.model.calls('reordered 3')[0]!.messages.map(({ content }) => content)).toEqual([
      first,
      'one',
      'reordered 2',
      'echo: reordered 2',
      'reordered 3',
    ])
    await expectAnsweredOnce(db, jobs[2], 'echo: reordered 3')
  })

  it('wait for a retry of the message before them', async () => {
    const userId = newUser()
    const first = script('stumbles', { status: 500 }, { answer: 'got up' })
    const { conversationId } = (await chat({ userId, message: first, wait: 0 }, options)).body.data
    const second = await chat({ userId, conversationId, message: 'after the stumble' }, options)
    expect(second).toMatchObject({ status: 200, body: { data: { response: 'echo: after the stumble' } } })
    expect(app.model.calls('after the stumble')[0]!.messages.map(({ content }) => content)).toEqual([
      first,
      'got up',
      'after the stumble',
    ])
  })

  it('continue without the message before them if it failed for good', async () => {
    const userId = newUser()
    const first = script('refused', { status: 400 })
    const refused = (await chat({ userId, message: first, wait: 0 }, options)).body.data
    const { conversationId } = refused
    const second = await chat({ userId, conversationId, message: 'after the refusal' }, options)
    expect(second).toMatchObject({ status: 200, body: { data: { response: 'echo: after the refusal' } } })
    expect(app.model.calls('after the refusal')[0]!.messages).toHaveLength(1)
  })
})
