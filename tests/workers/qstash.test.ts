import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { signDelivery } from '#emulators/qstash/signature'
import { checkHealth } from '#lib/health/check'
import { workerUrl } from '#lib/queue/qstash'
import { tunables } from '#lib/tunables'
import { newDelivery } from '#tests/support/deliveries'
import { accept, age } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { script } from '#tests/support/model'
import { startReceiver } from '#tests/support/receiver'
import { secrets } from '#tests/support/secrets'
import { receive } from '#workers/qstash'

let services: Services
const errorLines = vi.spyOn(console, 'error').mockImplementation(() => {})
beforeAll(async () => {
  services = await useServices('hosted')
  vi.spyOn(console, 'log').mockImplementation(() => {})
})

type Delivery = { worker?: string; body: string; retried?: number; signature?: string | null }

/** Delivers as QStash does: signed for the worker's URL and the body, unless `signature` is given. */
async function deliver({ worker = 'completion', body, retried = 0, signature }: Delivery) {
  const url = workerUrl(worker)
  const signed = signature ?? signDelivery(secrets.qstashCurrentSigningKey, url, body)
  const headers = new Headers({ 'upstash-retried': String(retried) })
  if (signature !== null) headers.set('upstash-signature', signed)
  const request = new Request(url, { method: 'POST', headers, body })
  const response = await receive(request, { params: Promise.resolve({ worker }) })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

const pointer = (accepted: Awaited<ReturnType<typeof accept>>) =>
  JSON.stringify({ jobId: accepted.job_id, conversationId: accepted.conversation_id })

describe('the QStash endpoint', () => {
  it('acknowledges a delivery that succeeded, and its repetition', async () => {
    const body = pointer(await accept())
    expect(await deliver({ body })).toMatchObject({ status: 200, body: { kind: 'done' } })
    expect(await deliver({ body, retried: 1 })).toMatchObject({ status: 200, body: { kind: 'duplicate' } })
  })

  it('asks for a redelivery after whole seconds', async () => {
    const retryAfter = { 'retry-after-ms': '12300' }
    const accepted = await accept({ message: script('busy', { status: 429, headers: retryAfter }) })
    const { status, headers } = await deliver({ body: pointer(accepted) })
    expect(status).toBe(503)
    expect(headers.get('retry-after')).toBe('13')
    expect(headers.get('upstash-nonretryable-error')).toBeNull()
    expect(services.timesSent(accepted.job_id)).toBe(0)
  })

  it('never asks for an immediate redelivery', async () => {
    const accepted = await accept({
      message: script('soon', { status: 429, headers: { 'retry-after': '0' } }),
    })
    expect((await deliver({ body: pointer(accepted) })).headers.get('retry-after')).toBe('1')
  })

  it('sends a new message when the redeliveries of this one are used up', async () => {
    const message = script('long', { status: 500, headers: { 'retry-after': '40' } })
    const accepted = await accept({ message })
    const body = pointer(accepted)
    expect(await deliver({ body, retried: tunables.deliveryRetriesMax - 1 })).toMatchObject({ status: 503 })
    expect(services.timesSent(accepted.job_id)).toBe(0)
    await age(services.database, accepted.job_id, 40)
    expect(await deliver({ body, retried: tunables.deliveryRetriesMax })).toMatchObject({ status: 200 })
    expect(services.timesSent(accepted.job_id)).toBe(1)
    expect(services.queue.delayMs!(accepted.job_id)).toBe(40_000)
  })

  it('sends a new message when the redeliveries of a webhook are used up', async () => {
    const receiver = await startReceiver()
    onTestFinished(() => receiver.close())
    const deliveryId = await newDelivery(services.database, { url: receiver.url(500) })
    const body = JSON.stringify({ deliveryId })
    const answer = await deliver({ worker: 'webhook', body, retried: tunables.deliveryRetriesMax })
    expect(answer).toMatchObject({ status: 200, body: { kind: 'done' } })
    expect(services.queue.sent()).toContainEqual({ worker: 'webhook', payload: { deliveryId } })
    expect(services.queue.delayMs!(deliveryId)).toBeGreaterThanOrEqual(4_000)
  })

  it('sends a job that failed for good to the dead letters', async () => {
    const accepted = await accept({ message: script('refused', { status: 401 }) })
    const { status, headers, body } = await deliver({ body: pointer(accepted) })
    expect(status).toBe(489)
    expect(headers.get('upstash-nonretryable-error')).toBe('true')
    expect(body).toEqual({ kind: 'dead', code: 'model_unauthorized' })
  })

  it.each([
    ['no json', 'completion', 'invalid_payload'],
    ['', 'completion', 'invalid_payload'],
    ['null', 'completion', 'invalid_payload'],
    ['{}', 'completion', 'invalid_payload'],
    ['{"jobId":7,"conversationId":1}', 'completion', 'invalid_payload'],
    ['{}', 'unknown', 'unknown_worker'],
    ['{}', 'constructor', 'unknown_worker'],
    ['{}', '__proto__', 'unknown_worker'],
  ])('sends %j to the worker %s to the dead letters', async (body, worker, code) => {
    expect(await deliver({ worker, body })).toMatchObject({ status: 489, body: { kind: 'dead', code } })
  })

  it('runs the sweep', async () => {
    const { job_id } = await accept()
    await age(services.database, job_id, tunables.redispatchSeconds + 1)
    expect(await deliver({ worker: 'sweep', body: '{}' })).toMatchObject({ status: 200 })
    expect(services.timesSent(job_id)).toBe(1)
  })

  it('refuses all callers but the queue, and does nothing', async () => {
    const accepted = await accept()
    const body = pointer(accepted)
    const forOther = signDelivery(secrets.qstashCurrentSigningKey, workerUrl('sweep'), body)
    const byOther = signDelivery('another key', workerUrl('completion'), body)
    const ofOther = signDelivery(secrets.qstashCurrentSigningKey, workerUrl('completion'), '{}')
    for (const signature of [null, 'x', forOther, byOther, ofOther]) {
      const answer = await deliver({ body, signature })
      expect(answer.status).toBe(401)
      expect(answer.body).toMatchObject({ success: false, code: 'invalid_signature' })
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
    expect(await deliver({ body })).toMatchObject({ body: { kind: 'done' } })
  })

  it("logs a delivery that is refused because of the server's clock, and the health check reports it", async () => {
    const accepted = await accept()
    const body = pointer(accepted)
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] })
    const signature = signDelivery(secrets.qstashCurrentSigningKey, workerUrl('completion'), body)
    vi.useRealTimers()
    expect(await deliver({ body, signature })).toMatchObject({ status: 401 })
    expect(errorLines).toHaveBeenCalledWith(expect.stringContaining('"reason":"not_yet_valid"'))
    expect(await checkHealth()).toMatchObject({
      status: 'degraded',
      checks: {
        queue: {
          status: 'down',
          reason: expect.stringContaining('clock is slow'),
          refusedDelivery: { reason: 'not_yet_valid' },
        },
      },
    })
    expect(await deliver({ body })).toMatchObject({ body: { kind: 'done' } })
  })

  it('asks for a redelivery when the database fails', async () => {
    const accepted = await accept()
    await services.database.query('alter table jobs rename to jobs_away')
    try {
      expect(await deliver({ body: pointer(accepted) })).toMatchObject({
        status: 500,
        body: { code: 'internal_error' },
      })
    } finally {
      await services.database.query('alter table jobs_away rename to jobs')
    }
    expect(await deliver({ body: pointer(accepted) })).toMatchObject({ status: 200, body: { kind: 'done' } })
  })
})
