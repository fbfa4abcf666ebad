import { lookup } from 'node:dns/promises'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { tunables } from '#lib/tunables'
import { deliverWebhook } from '#lib/webhooks/deliver'
import { webhookAttemptsMax } from '#lib/webhooks/schedule'
import { newWebhookSecret } from '#lib/webhooks/secret'
import { claimDelivery } from '#lib/webhooks/store'
import { ageDelivery, answeredJob, attemptsOf, deliveryRow, newDelivery } from '#tests/support/deliveries'
import { accept, claim } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { type Receiver, startReceiver } from '#tests/support/receiver'
import { secrets } from '#tests/support/secrets'
import { view } from '#tests/support/worker'

const { webhookSecret: secret } = secrets

let services: Services
let receiver: Receiver
beforeAll(async () => {
  services = await useServices()
  receiver = await startReceiver()
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => {})
})
afterAll(() => receiver.close())

const pending = (url: string, given = {}) => newDelivery(services.database, { url, ...given })
const run = (deliveryId: string) => deliverWebhook({ deliveryId })
const row = (id: string) => deliveryRow(services.database, id)
const statusCodes = async (id: string) =>
  (await attemptsOf(services.database, id)).map(({ status_code }) => status_code)

/** The body of a received call, verified by the library of Standard Webhooks. */
function verified(url: string, call = 0, by = secret) {
  const { body, headers } = receiver.received(url)[call]!
  return new Webhook(by).verify(body, headers as Record<string, string>)
}

describe('a webhook', () => {
  it('has the job as getJob returns it, signed by Standard Webhooks', async () => {
    const url = receiver.url()
    const jobId = await answeredJob()
    const id = await pending(url, { jobId })
    expect(await run(id)).toEqual({ kind: 'done' })
    const { created_at } = await row(id)
    expect(verified(url)).toEqual({
      type: 'job.completed',
      timestamp: (created_at as Date).toISOString(),
      data: await view(jobId),
    })
    expect(receiver.received(url)[0]).toMatchObject({
      method: 'POST',
      headers: {
        'webhook-id': id,
        'content-type': 'application/json',
        'user-agent': 'gpts-api-server',
        connection: 'close',
      },
    })
    expect(await row(id)).toMatchObject({ status: 'delivered', attempt: 1 })
    expect(await statusCodes(id)).toEqual([200])
  })

  it('is sent for a failed job too', async () => {
    const url = receiver.url()
    const { job_id: jobId } = await accept()
    const failure = { code: 'model_refused', message: 'It refused.' }
    await settleAttempt((await claim(jobId)).job, { status: 'failed', failure })
    await run(await pending(url, { jobId, event: 'job.failed' }))
    expect(verified(url)).toMatchObject({
      type: 'job.failed',
      data: { jobId, status: 'failed', error: failure },
    })
  })

  it('is sent again after a failure, with the same id and a new time', async () => {
    const url = receiver.url(500, 200)
    const id = await pending(url)
    const first = await run(id)
    expect(first).toEqual({ kind: 'retry', delaySeconds: expect.any(Number) })
    expect(await row(id)).toMatchObject({ status: 'pending', attempt: 1 })
    expect(await run(id)).toMatchObject({ kind: 'retry' })
    expect(receiver.received(url)).toHaveLength(1)

    await ageDelivery(services.database, id, 10)
    expect(await run(id)).toEqual({ kind: 'done' })
    expect(verified(url, 1)).toEqual(verified(url, 0))
    expect(receiver.received(url).map(({ headers }) => headers['webhook-id'])).toEqual([id, id])
    expect(await statusCodes(id)).toEqual([500, 200])
    expect(await run(id)).toEqual({ kind: 'duplicate' })
    expect(receiver.received(url)).toHaveLength(2)
  })

  it('waits as long as the receiver asks', async () => {
    const id = await pending(receiver.url({ status: 429, headers: { 'retry-after': '3600' } }))
    expect(await run(id)).toEqual({ kind: 'retry', delaySeconds: 3600 })
    expect((await row(id)).due_in).toBeGreaterThan(3_590)
  })

  it('treats a redirect as a failure, and does not follow it', async () => {
    const target = receiver.url()
    const id = await pending(receiver.url({ status: 307, headers: { location: target } }))
    expect(await run(id)).toMatchObject({ kind: 'retry' })
    expect(receiver.received(target)).toEqual([])
    expect(await statusCodes(id)).toEqual([307])
  })

  it('fails at once when the receiver is gone', async () => {
    const id = await pending(receiver.url(410))
    expect(await run(id)).toEqual({ kind: 'dead', code: 'webhook_failed' })
    expect(await row(id)).toMatchObject({ status: 'failed', finished_at: expect.any(Date) })
  })

  it('fails after its last attempt failed', async () => {
    const url = receiver.url(503)
    const id = await pending(url)
    for (let attempt = 1; attempt < webhookAttemptsMax; attempt++) {
      expect(await run(id)).toMatchObject({ kind: 'retry' })
      await ageDelivery(services.database, id, 24 * 3600)
    }
    expect(await run(id)).toEqual({ kind: 'dead', code: 'webhook_failed' })
    expect(await row(id)).toMatchObject({ status: 'failed', attempt: webhookAttemptsMax })
    expect(receiver.received(url)).toHaveLength(webhookAttemptsMax)
  })

  it('logs why there was no response', async () => {
    const id = await pending(receiver.url('cut'))
    expect(await run(id)).toMatchObject({ kind: 'retry' })
    expect(await attemptsOf(services.database, id)).toEqual([
      { attempt: 1, status_code: null, error: 'ECONNRESET' },
    ])
  })

  it('is not sent by a second worker while the first one is sending it', async () => {
    const url = receiver.url('hang')
    const id = await pending(url)
    const first = run(id)
    await receiver.until(url, 1)
    expect(await run(id)).toEqual({ kind: 'duplicate' })
    // A worker that lost its lease while it waited may no longer decide about the delivery.
    await ageDelivery(services.database, id, tunables.webhookLeaseSeconds + 1)
    expect(await claimDelivery(id)).toMatchObject({ state: 'claimed', attempt: 2 })
    receiver.hangUp()
    expect(await first).toEqual({ kind: 'duplicate' })
    expect(await row(id)).toMatchObject({ status: 'pending', attempt: 2 })
  })

  it('with an unknown id is a duplicate', async () => {
    expect(await run('msg_none')).toEqual({ kind: 'duplicate' })
  })
})

describe('the secrets', () => {
  const deps = { resolve: lookup, allowPrivate: true }

  it('both sign during a rotation', async () => {
    const [current, previous] = [newWebhookSecret(), newWebhookSecret()]
    const url = receiver.url()
    await deliverWebhook({ deliveryId: await pending(url) }, { ...deps, secrets: [current, previous] })
    expect(verified(url, 0, previous)).toEqual(verified(url, 0, current))
    expect(() => verified(url)).toThrow('No matching signature')
  })

  it('are needed: without one, nothing is sent', async () => {
    const url = receiver.url()
    const id = await pending(url)
    expect(await deliverWebhook({ deliveryId: id }, { ...deps, secrets: [] })).toMatchObject({
      kind: 'retry',
    })
    expect(receiver.received(url)).toEqual([])
    expect(await attemptsOf(services.database, id)).toMatchObject([{ error: 'not_configured' }])
  })
})

describe('when private addresses are not allowed', () => {
  const strict = (...addresses: string[]) => ({
    resolve: async () => addresses.map((address) => ({ address, family: 4 })),
    allowPrivate: false,
    secrets: [secret],
  })
  const https = (url: string) => url.replace('http:', 'https:')

  it('sends nothing to them, by an address in the URL or by a host name', async () => {
    const url = receiver.url()
    const byName = https(url).replace('127.0.0.1', 'receiver.example')
    for (const [target, addresses] of [
      [url, []],
      [https(url), []],
      [https(url).replace('127.0.0.1', '[::ffff:7f00:1]'), []],
      [byName, ['127.0.0.1']],
      [byName, ['93.184.215.14', '127.0.0.1']],
    ] as const) {
      const id = await pending(target)
      expect(await deliverWebhook({ deliveryId: id }, strict(...addresses))).toMatchObject({ kind: 'retry' })
      expect(await attemptsOf(services.database, id)).toMatchObject([{ error: 'refused_address' }])
    }
    expect(receiver.received(url)).toEqual([])
  })
})
