import { describe, expect, it } from 'vitest'
import { owner } from '#lib/auth/caller'
import { newId } from '#lib/ids'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { cancel } from '#lib/jobs/end'
import { reviveJobs } from '#lib/jobs/store'
import { tunables } from '#lib/tunables'
import type { EndpointState } from '#lib/webhooks/endpoint-schema'
import {
  deleteEndpoint,
  findEndpoints,
  insertEndpoint,
  replaceSecret,
  updateEndpoint,
} from '#lib/webhooks/endpoint-store'
import { restartDelivery } from '#lib/webhooks/redelivery-store'
import { webhookAttemptsMax } from '#lib/webhooks/schedule'
import { newWebhookSecret, sealSecret } from '#lib/webhooks/secret'
import { issue } from '#tests/lib/keys/support'
import { accept, answerJob, claim, completedWith, running } from '#tests/support/jobs'
import { newUser } from '#tests/support/names'
import { page as pageOf } from '#tests/support/paging'
import { query, receiver, send, services, setUpReceiver, verified } from '#tests/support/receiving'
import { view } from '#tests/support/worker'
import { ageEndpoint, deliveries, eventsOf, newEndpoint, stateOf, withDelivery } from './endpoint-support.ts'

setUpReceiver()

const failure = { code: 'model_refused', message: 'It refused.' }

describe('the end of a job', () => {
  it('is delivered once to each endpoint of the server and of its user, and to no others', async () => {
    const [mine, other] = [await running(), await running()]
    const own = await newEndpoint({ userId: mine.userId })
    const [all, others] = [await newEndpoint(), await newEndpoint({ userId: other.userId })]
    const ended = await settleAttempt(mine.job, completedWith('done'))
    expect(await settleAttempt(mine.job, completedWith('again'))).toBeUndefined()
    expect(ended!.deliveryIds).toHaveLength(2)
    for (const { id, url } of [own, all])
      expect(await deliveries(id)).toMatchObject([
        { job_id: mine.job.id, event: 'job.completed', status: 'pending', url },
      ])
    expect(await deliveries(others.id)).toEqual([])
    await deleteEndpoint(all.id, null)
  })

  it('is delivered to endpoints that have its event, and never to a disabled one', async () => {
    const userId = newUser()
    const first = await running(userId)
    const failed = await newEndpoint({ userId, events: ['job.failed'] })
    const cancelled = await newEndpoint({ userId, events: ['job.cancelled'] })
    const disabled = await newEndpoint({ userId, enabled: false })
    await settleAttempt(first.job, { status: 'queued' })
    expect(await eventsOf(failed.id)).toEqual([])
    await settleAttempt((await claim(first.job_id)).job, { status: 'failed', failure })
    await cancel({ jobId: (await accept({ userId })).job_id }, 'Enough.')
    expect(await eventsOf(failed.id)).toEqual(['job.failed'])
    expect(await eventsOf(cancelled.id)).toEqual(['job.cancelled'])
    expect(await eventsOf(disabled.id)).toEqual([])
    // After a redrive, the job ends once more.
    await reviveJobs({ jobIds: [first.job_id], limit: 1 })
    await settleAttempt((await claim(first.job_id)).job, { status: 'failed', failure })
    expect(await eventsOf(failed.id)).toEqual(['job.failed', 'job.failed'])
  })

  it('is published to the queue at once, also for a cancelled job', async () => {
    const { userId, job } = await running()
    const { id } = await newEndpoint({ userId })
    await cancel({ jobId: job.id }, 'Enough.')
    const [delivery] = await deliveries(id)
    expect(services.queue.sent()).toContainEqual({
      worker: 'webhook',
      payload: { deliveryId: delivery!.id },
    })
  })

  it('is stored although an endpoint is deleted at the same moment', async () => {
    for (let i = 0; i < 20; i++) {
      const { userId, job } = await running()
      const { id } = await newEndpoint({ userId })
      const [ended] = await Promise.all([
        settleAttempt(job, completedWith('done')),
        deleteEndpoint(id, userId),
      ])
      expect(ended!.row.status).toBe('completed')
      expect(await deliveries(id)).toEqual([])
    }
  })

  it('is delivered with the job and its user, signed with the secret of the endpoint', async () => {
    const { userId, job } = await running()
    const { id, secret, url } = await newEndpoint({ userId })
    await settleAttempt(job, completedWith('done'))
    expect(await send((await deliveries(id))[0]!.id)).toEqual({ kind: 'done' })
    expect(verified(url, secret)).toMatchObject({
      type: 'job.completed',
      data: { ...(await view(job.id)), userId },
    })
    expect(() => verified(url, newWebhookSecret())).toThrow('No matching signature')
    expect(await stateOf(id)).toMatchObject({ lastDeliveredAt: expect.any(String), failingSince: null })
  })
})

describe('an endpoint', () => {
  it('is disabled, with the reason, when its receiver answers 410', async () => {
    const { id, deliveryId, userId } = await withDelivery(410)
    expect(await send(deliveryId)).toEqual({ kind: 'dead', code: 'webhook_failed' })
    expect(await stateOf(id)).toMatchObject({ enabled: false, disabledReason: 'gone', lastError: '410' })
    await answerJob((await accept({ userId })).job_id)
    expect(await deliveries(id)).toHaveLength(1)
    await updateEndpoint(id, owner, { enabled: true })
    expect(await stateOf(id)).toMatchObject({ enabled: true, disabledReason: null, failingSince: null })
  })

  it('is disabled when a delivery has no attempts left after days of failures without a success', async () => {
    const { id, deliveryId, userId } = await withDelivery(500, 200, 500)
    await send(deliveryId)
    expect(await stateOf(id)).toMatchObject({
      enabled: true,
      lastError: '500',
      failingSince: expect.any(String),
    })
    await ageEndpoint(id, tunables.webhookFailingDaysMax + 1)
    const next = async ({ isLast = false } = {}) => {
      await answerJob((await accept({ userId })).job_id)
      const { id: newest } = (await deliveries(id)).at(-1)!
      if (isLast)
        await query('update webhook_deliveries set attempt = $2 where id = $1', [
          newest,
          webhookAttemptsMax - 1,
        ])
      await send(newest)
    }
    await next()
    expect(await stateOf(id)).toMatchObject({ enabled: true, failingSince: null, lastError: null })
    await next({ isLast: true })
    await ageEndpoint(id, tunables.webhookFailingDaysMax - 1)
    await next({ isLast: true })
    expect(await stateOf(id)).toMatchObject({ enabled: true })
    await ageEndpoint(id, 2)
    await next()
    expect(await stateOf(id)).toMatchObject({ enabled: true })
    await next({ isLast: true })
    expect(await stateOf(id)).toMatchObject({ enabled: false, disabledReason: 'failing' })
  })

  it('is disabled when the key that set its URL is revoked or has expired', async () => {
    const { id, deliveryId, url, userId } = await withDelivery()
    const { keyId } = await issue({ userId })
    const byKey = { userId, keyId }
    await updateEndpoint(id, byKey, { url })
    expect(await stateOf(id)).toMatchObject({ keyId: null })
    await updateEndpoint(id, byKey, { url: `${url}?moved` })
    expect(await stateOf(id)).toMatchObject({ keyId })
    await query(`update api_keys set expires_at = now() where id = $1`, [keyId])
    expect(await send(deliveryId)).toEqual({ kind: 'dead', code: 'webhook_failed' })
    expect(receiver.received(url)).toEqual([])
    expect(await stateOf(id)).toMatchObject({ enabled: false, disabledReason: 'key_revoked' })
    // From now on, it belongs to the caller that enables it again.
    await updateEndpoint(id, owner, { enabled: true })
    expect(await stateOf(id)).toMatchObject({ enabled: true, disabledReason: null, keyId: null })
    expect(await restartDelivery(deliveryId)).toMatchObject({ outcome: 'restarted' })
    expect(await send(deliveryId)).toEqual({ kind: 'done' })
  })

  it('is listed by its state', async () => {
    const { id: working, userId } = await withDelivery()
    const { id: failing } = await newEndpoint({ userId, url: receiver.url(500) })
    const { id: disabled } = await newEndpoint({ userId, enabled: false })
    await answerJob((await accept({ userId })).job_id)
    await send((await deliveries(failing))[0]!.id)
    const listed = async (state?: EndpointState) =>
      (await findEndpoints({ userId, state }, pageOf(10))).items.map(({ endpointId }) => endpointId).sort()
    expect(await listed()).toEqual([working, failing, disabled].sort())
    expect(await listed('enabled')).toEqual([working, failing].sort())
    expect(await listed('failing')).toEqual([failing])
    expect(await listed('disabled')).toEqual([disabled])
  })

  it('gets no pending delivery when it is disabled', async () => {
    const { id, deliveryId, url } = await withDelivery()
    await updateEndpoint(id, owner, { enabled: false })
    expect(await send(deliveryId)).toEqual({ kind: 'dead', code: 'webhook_failed' })
    expect(receiver.received(url)).toEqual([])
    expect(await query('select error from webhook_attempts where delivery_id = $1', [deliveryId])).toEqual([
      { error: 'endpoint_disabled' },
    ])
  })

  it('gets pending deliveries at its new URL', async () => {
    const { id, secret, deliveryId, url } = await withDelivery()
    const moved = receiver.url()
    await updateEndpoint(id, owner, { url: moved })
    await send(deliveryId)
    expect(receiver.received(url)).toEqual([])
    expect(verified(moved, secret)).toMatchObject({ type: 'job.completed' })
  })

  it('gets calls signed with both secrets for a day after a rotation', async () => {
    const { id, secret, deliveryId, url, userId } = await withDelivery()
    const rotated = newWebhookSecret()
    await replaceSecret(id, null, await sealSecret(id, rotated))
    await send(deliveryId)
    expect(verified(url, secret)).toEqual(verified(url, rotated))
    expect(await stateOf(id)).toMatchObject({ previousSecretUntil: expect.any(String) })
    await ageEndpoint(id, 1)
    await answerJob((await accept({ userId })).job_id)
    await send((await deliveries(id)).at(-1)!.id)
    expect(verified(url, rotated, 1)).toMatchObject({ type: 'job.completed' })
    expect(() => verified(url, secret, 1)).toThrow('No matching signature')
    expect(await stateOf(id)).toMatchObject({ previousSecretUntil: null })
  })

  it('has an encrypted secret, which cannot be used in another row', async () => {
    const [one, other] = [await withDelivery(), await withDelivery()]
    const [{ sealed_secret: sealed }] = (await query(
      'select sealed_secret from webhook_endpoints where id = $1',
      [one.id],
    )) as [{ sealed_secret: string }]
    expect(sealed).not.toContain(one.secret.slice('whsec_'.length))
    await query('update webhook_endpoints set sealed_secret = $2 where id = $1', [other.id, sealed])
    expect(await send(other.deliveryId)).toMatchObject({ kind: 'retry' })
    expect(receiver.received(other.url)).toEqual([])
    expect(await stateOf(other.id)).toMatchObject({ lastError: 'secret_unreadable' })
  })

  it('is limited in number, however many are created at once', async () => {
    const { userId } = await running()
    const created = await Promise.all(
      Array.from({ length: tunables.webhookEndpointsMax + 4 }, async () => {
        const given = { url: 'https://a.example/', events: ['job.failed' as const], description: null }
        return insertEndpoint({
          ...given,
          id: newId('we'),
          enabled: true,
          userId,
          keyId: null,
          sealedSecret: '',
        })
      }),
    )
    expect(created.filter((outcome) => outcome === 'created')).toHaveLength(tunables.webhookEndpointsMax)
    expect(created.filter((outcome) => outcome === 'too_many')).toHaveLength(4)
  })
})
