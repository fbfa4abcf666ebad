import { Client } from 'pg'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { api, ask, begin, call, chat, dataOf, jobOf } from '#tests/support/api'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { type Receiver, startReceiver } from '#tests/support/receiver'
import { secrets } from '#tests/support/secrets'

let database: Client
let receiver: Receiver
beforeAll(async () => {
  database = new Client({ connectionString: inject('appVars').DATABASE_URL })
  await database.connect()
  receiver = await startReceiver()
})
afterAll(async () => {
  await receiver.close()
  await database.end()
})

const answeredJob = async () => (await ask({ userId: newUser(), message: 'call me back' })).jobId
const deliveriesOf = (jobId: string, more = {}) =>
  dataOf(api.GET('/api/webhooks', { params: { query: { jobId, total: true, ...more } } }))

/** The id of a new delivery in a state. If it has ended, it has one failed attempt. */
async function newDelivery(jobId: string, status: string, url = receiver.url()): Promise<string> {
  const { rows } = await database.query(
    `with delivery as (
       insert into webhook_deliveries (job_id, event, url, status, attempt, next_attempt_at, finished_at)
       select $1, 'job.completed', $2, $3::text, case when $3 = 'pending' then 0 else 1 end,
              now() + interval '1 hour',
              case when $3 <> 'pending' then now() end
       returning id, attempt
     ), log as (
       insert into webhook_attempts (delivery_id, attempt, status_code, latency_ms)
       select id, 1, 500, 12 from delivery where attempt = 1
     )
     select id from delivery`,
    [jobId, url, status],
  )
  return rows[0].id
}

const list = async (query: string) => call('GET', `/api/webhooks?total=true&${query}`)
const redeliver = (id: string) => call('POST', `/api/webhooks/${id}/redeliver`)

/** Reads a job's only delivery until it has ended. */
async function ended(jobId: string) {
  return untilEnded(async () => (await deliveriesOf(jobId)).deliveries[0])
}

/** Waits between its reads: they count toward the rate limit, and a busy loop would slow down the delivery. */
const untilEnded = <Delivery extends { status: string }>(look: () => Promise<Delivery | undefined>) =>
  vi.waitFor(
    async () => {
      const delivery = await look()
      if (!delivery || delivery.status === 'pending') throw new Error('The delivery has not ended.')
      return delivery
    },
    { timeout: 60_000, interval: 100 },
  )

describe('GET /api/webhooks', () => {
  it('lists the deliveries of a job, newest first, with the result of each attempt', async () => {
    const jobId = await answeredJob()
    const url = receiver.url()
    const [failed, pending] = [
      await newDelivery(jobId, 'failed', url),
      await newDelivery(jobId, 'pending', url),
    ]
    const answer = await list(`jobId=${jobId}`)
    expect(answer.status).toBe(200)
    const common = { jobId, event: 'job.completed', url, createdAt: expect.any(String) }
    expect(answer.body).toEqual({
      success: true,
      message: '2 of 2 deliveries.',
      data: {
        deliveries: [
          {
            ...common,
            deliveryId: pending,
            status: 'pending',
            attempts: 0,
            log: [],
            nextAttemptAt: expect.any(String),
          },
          {
            ...common,
            deliveryId: failed,
            status: 'failed',
            attempts: 1,
            log: [{ attempt: 1, statusCode: 500, latencyMs: 12, at: expect.any(String) }],
            finishedAt: expect.any(String),
          },
        ],
        total: 2,
        limit: 50,
        offset: 0,
        nextOffset: null,
      },
    })
    const filtered = await deliveriesOf(jobId, { status: 'failed' })
    expect(filtered).toMatchObject({ total: 1, deliveries: [{ deliveryId: failed }] })
  })

  it('has pages that GPT Actions accept, however long the URLs are', async () => {
    const jobId = await answeredJob()
    await database.query(
      `insert into webhook_deliveries (job_id, event, url)
       select $1, 'job.completed', 'https://a.example/' || repeat('x', 2000) from generate_series(1, 90)`,
      [jobId],
    )
    const seen = new Set<string>()
    for (let offset: number | null = 0; offset !== null; ) {
      const answer = await list(`jobId=${jobId}&limit=100&offset=${offset}`)
      expect(JSON.stringify(answer.body).length).toBeLessThan(90_000)
      for (const { deliveryId } of answer.body.data.deliveries) seen.add(deliveryId)
      offset = answer.body.data.nextOffset
    }
    expect(seen.size).toBe(90)
  })

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['offset=-1', 'offset'],
    ['status=done', 'status'],
    ['jobId=7', 'jobId'],
  ])('refuses %s', async (query, path) => {
    const answer = await list(query)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'invalid_input', errors: [{ path }] })
  })
})

describe('POST /api/webhooks/{id}/redeliver', () => {
  it.each(['failed', 'delivered'])('sends a %s webhook again, with the same id and signed', async (state) => {
    const jobId = await answeredJob()
    const url = receiver.url(204)
    const id = await newDelivery(jobId, state, url)
    const answer = await redeliver(id)
    expect(answer.status).toBe(202)
    expect(answer.body).toMatchObject({
      success: true,
      data: { deliveryId: id, jobId, status: 'pending', attempts: 1 },
    })
    await receiver.until(url, 1)
    const { headers, body } = receiver.received(url)[0]!
    expect(headers['webhook-id']).toBe(id)
    const job = await jobOf(jobId)
    expect(new Webhook(secrets.webhookSecret).verify(body, headers as Record<string, string>)).toEqual({
      type: 'job.completed',
      timestamp: expect.any(String),
      data: job,
    })
    expect(await ended(jobId)).toMatchObject({
      status: 'delivered',
      attempts: 2,
      log: [
        { attempt: 2, statusCode: 204 },
        { attempt: 1, statusCode: 500 },
      ],
    })
  })

  it('starts a new retry schedule, whose retries come through the queue', async () => {
    const jobId = await answeredJob()
    const url = receiver.url(500, 200)
    const id = await newDelivery(jobId, 'failed', url)
    await database.query('update webhook_deliveries set attempt = 100 where id = $1', [id])
    expect((await redeliver(id)).status).toBe(202)
    await receiver.until(url, 2)
    expect(await ended(jobId)).toMatchObject({ status: 'delivered', attempts: 102 })
  })

  it('refuses a delivery that is still pending', async () => {
    const url = receiver.url()
    const id = await newDelivery(await answeredJob(), 'pending', url)
    const answer = await redeliver(id)
    expect(answer.status).toBe(409)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({ success: false, code: 'delivery_pending' })
    expect(receiver.received(url)).toEqual([])
  })

  it('answers 404 for an unknown delivery', async () => {
    const answer = await redeliver(`msg_${'0'.repeat(32)}`)
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
  })

  it('refuses an invalid delivery id', async () => {
    for (const id of ['1', 'msg_', `job_${'0'.repeat(32)}`, `msg_${'G'.repeat(32)}`]) {
      const answer = await redeliver(id)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ code: 'invalid_input', errors: [{ path: 'id' }] })
    }
  })
})

describe('a chat with a callbackUrl', () => {
  const verified = (url: string) => {
    const { headers, body } = receiver.received(url)[0]!
    return new Webhook(secrets.webhookSecret).verify(body, headers as Record<string, string>) as {
      type: string
      data: { jobId: string }
    }
  }

  it('gets one signed webhook, with the job as it ended', async () => {
    const url = receiver.url()
    const { jobId } = await ask({ userId: newUser(), message: 'call me back', callbackUrl: url })
    await receiver.until(url, 1)
    expect(verified(url)).toMatchObject({ type: 'job.completed', data: await jobOf(jobId) })
    expect(await ended(jobId)).toMatchObject({ status: 'delivered', attempts: 1 })
    expect(receiver.received(url)).toHaveLength(1)
  })

  it('gets a webhook too when the job fails or is cancelled', async () => {
    const refused = receiver.url()
    const message = script('refused', { status: 401 })
    await chat({ userId: newUser(), message, callbackUrl: refused, model: 'refusing' })
    await receiver.until(refused, 1)
    expect(verified(refused)).toMatchObject({
      type: 'job.failed',
      data: { error: { code: 'model_unauthorized' } },
    })

    const cancelled = receiver.url()
    const hanging = script(newUser(), { broken: 'hang' })
    const { jobId: id } = await begin({ userId: newUser(), message: hanging, callbackUrl: cancelled })
    await api.POST('/api/jobs/{id}/cancel', { params: { path: { id } } })
    await receiver.until(cancelled, 1)
    expect(verified(cancelled)).toMatchObject({ type: 'job.cancelled', data: { status: 'cancelled' } })
  })

  it.each(['ftp://example.com', 'https://user:password@example.com', 'nothing'])(
    'is refused for %s, and nothing is stored',
    async (callbackUrl) => {
      const userId = newUser()
      const answer = await chat({ userId, message: 'call me back', callbackUrl })
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'callbackUrl' }] } })
      expect((await call('GET', `/api/users?userId=${userId}`)).status).toBe(404)
    },
  )
})

describe('POST /api/webhooks/test', () => {
  const test = (url: string, key?: string) => call('POST', '/api/webhooks/test', { body: { url }, key })
  const outcome = (id: string) =>
    untilEnded(async () => {
      const { deliveries } = await dataOf(api.GET('/api/webhooks', { params: { query: { limit: 100 } } }))
      return deliveries.find(({ deliveryId }) => deliveryId === id)
    })

  it("sends one signed webhook, and the list shows the receiver's response", async () => {
    const { status, body } = await test(receiver.url())
    expect([status, body.data.event]).toEqual([202, 'webhook.test'])
    expect(await outcome(body.data.deliveryId)).toMatchObject({
      status: 'delivered',
      attempts: 1,
      log: [{ statusCode: 200 }],
    })
  })

  it('is not retried automatically when it fails, only by hand', async () => {
    const { body } = await test('http://127.0.0.1:9/nobody')
    expect(await outcome(body.data.deliveryId)).toMatchObject({ status: 'failed', attempts: 1 })
    expect((await redeliver(body.data.deliveryId)).status).toBe(202)
    expect(await outcome(body.data.deliveryId)).toMatchObject({ status: 'failed', attempts: 2 })
  })

  it('refuses an invalid receiver URL', async () => {
    for (const url of ['nope', 'ftp://example.com', 'https://a:b@example.com'])
      expect((await test(url)).body.errors).toMatchObject([{ path: 'url' }])
  })
})
