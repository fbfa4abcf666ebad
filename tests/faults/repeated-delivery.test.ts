import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomPortBase } from '#local/ports'
import { chat, jobEnd } from '#tests/support/api'
import { createDatabase } from '#tests/support/database'
import { deliver, expectAnsweredOnce, openDatabase, untilDelivered } from '#tests/support/faults'
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

describe('deliveries of one job', () => {
  it('make one model call and one answer, however many arrive at once', async () => {
    const message = script('five at once', { answer: 'once', delayMs: 300 })
    const accepted = await chat({ userId: newUser(), message, wait: 0 }, options)
    const { jobId, conversationId } = accepted.body.data
    const delivery = () => deliver(app, 'completion', { jobId, conversationId })
    const deliveries = await Promise.all(times(5, delivery))
    const ended = await jobEnd(jobId, app.server.url)
    expect(ended.body.data).toMatchObject({ status: 'completed', response: 'once', attempts: 1 })

    deliveries.push(await delivery())
    const states = await Promise.all(deliveries.map((id) => untilDelivered(app, id)))
    expect(states).toEqual(times(6, () => 'DELIVERED'))
    expect(app.model.calls(message)).toHaveLength(1)
    await expectAnsweredOnce(db, jobId, 'once')
  })

  it('for an unknown job are acknowledged, and malformed ones become dead letters', async () => {
    const unknown = { jobId: `job_${'0'.repeat(32)}`, conversationId: 1 }
    const sent = [await deliver(app, 'completion', unknown), await deliver(app, 'completion', { jobId: 7 })]
    sent.push(await deliver(app, 'nobody'))
    const states = await Promise.all(sent.map((id) => untilDelivered(app, id)))
    expect(states).toEqual(['DELIVERED', 'FAILED', 'FAILED'])
  })
})
