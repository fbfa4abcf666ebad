import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { setBudget } from '#lib/budgets/store'
import { newId } from '#lib/ids'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { cancel } from '#lib/jobs/end'
import { reviveJobs } from '#lib/jobs/store'
import { tunables } from '#lib/tunables'
import { deliverWebhook } from '#lib/webhooks/deliver'
import { type EndpointView, endpointEvents } from '#lib/webhooks/endpoint-schema'
import {
  deleteEndpoint,
  findEndpoint,
  insertEndpoint,
  replaceSecret,
  updateEndpoint,
} from '#lib/webhooks/endpoint-store'
import { newWebhookSecret, sealSecret } from '#lib/webhooks/secret'
import { accept, answerJob, claim, completedWith, spent } from '#tests/lib/jobs/support'
import { type Services, useServices } from '#tests/lib/support'
import { newUser } from '#tests/support/api'
import { type Receiver, startReceiver } from '#tests/support/receiver'
import { view } from '#tests/workers/support'

let services: Services
let receiver: Receiver
beforeAll(async () => {
  services = await useServices()
  receiver = await startReceiver()
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => {})
})
afterAll(() => receiver.close())

const query = async (text: string, values: unknown[]) => (await services.database.query(text, values)).rows

type Given = Partial<EndpointView> & { userId?: string | null }

/** A new endpoint of a user, or with null of the server, with its secret. */
async function newEndpoint(given: Given = {}) {
  const [id, secret] = [newId('we'), newWebhookSecret()]
  const { userId = null, events = [...endpointEvents], url = receiver.url(), enabled = true } = given
  const sealedSecret = await sealSecret(id, secret)
  const endpoint = { id, userId, events, url, enabled, description: null, keyId: null, sealedSecret }
  expect(await insertEndpoint(endpoint)).toBe('created')
  return { id, secret, url }
}

/** What is to be sent to an endpoint, or was, oldest first. */
const deliveries = (endpointId: string) =>
  query(
    `select id, job_id, event, status, user_id, url from webhook_deliveries where endpoint_id = $1
     order by created_at, event`,
    [endpointId],
  )
const eventsOf = async (id: string) => (await deliveries(id)).map(({ event }) => event)
const send = (deliveryId: string) => deliverWebhook({ deliveryId })
const stateOf = async (id: string) => (await findEndpoint(id, null))!

/** Lets everything that an endpoint holds of times become older. */
const ageEndpoint = (id: string, days: number) =>
  query(
    `update webhook_endpoints set failing_since = failing_since - make_interval(days => $2),
                                  previous_secret_until = previous_secret_until - make_interval(days => $2)
     where id = $1`,
    [id, days],
  )

function verified(url: string, secret: string, call = 0) {
  const { body, headers } = receiver.received(url)[call]!
  return new Webhook(secret).verify(body, headers as Record<string, string>)
}

/** A job of a user that was claimed, with the user. */
async function running(userId = newUser()) {
  const accepted = await accept({ userId })
  return { userId, ...accepted, job: (await claim(accepted.job_id)).job }
}

const failure = { code: 'model_refused', message: 'It refused.' }

describe('the end of a job', () => {
  it('is told to the endpoints of the server and of its user, once each, and to no others', async () => {
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

  it('is told by its event, to whom asked for it, and never to a disabled one', async () => {
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
    // A job that is taken out of the dead letters ends once more.
    await reviveJobs({ jobIds: [first.job_id], limit: 1 })
    await settleAttempt((await claim(first.job_id)).job, { status: 'failed', failure })
    expect(await eventsOf(failed.id)).toEqual(['job.failed', 'job.failed'])
  })

  it('is handed to the queue at once, of a cancelled job too', async () => {
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

  it('brings the job with its user, signed with the secret of the endpoint alone', async () => {
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

describe('a budget', () => {
  const daily = { period: 'day' as const, unit: 'tokens' as const, soft: null }
  const tokens = spent.totalTokens
  const spend = async (userId: string) => answerJob((await accept({ userId })).job_id)

  it('is told of once in its period as it passes its threshold, and once as it is used up', async () => {
    const userId = newUser()
    await spend(userId)
    const { id, secret, url } = await newEndpoint({ userId, events: ['budget.alert', 'budget.exceeded'] })
    await setBudget({ ...daily, userId, hard: String(4 * tokens), alertPercent: 70 })
    await spend(userId)
    expect(await eventsOf(id)).toEqual([])
    const third = await spend(userId)
    expect(await eventsOf(id)).toEqual(['budget.alert'])
    expect(third.deliveryIds).toEqual([(await deliveries(id))[0]!.id])
    await spend(userId)
    expect(await eventsOf(id)).toEqual(['budget.alert', 'budget.exceeded'])

    await send((await deliveries(id))[0]!.id)
    expect(verified(url, secret)).toMatchObject({
      type: 'budget.alert',
      data: {
        userId,
        period: 'day',
        unit: 'tokens',
        soft: null,
        hard: String(4 * tokens),
        alertAt: String(2.8 * tokens),
        spent: String(3 * tokens),
        resetsAt: expect.any(String),
      },
    })
  })

  it('is told of at its soft limit, or at 80 % of its hard one, where it says nothing else', async () => {
    for (const [limits, alertAt] of [
      [{ soft: String(tokens), hard: String(20 * tokens) }, tokens],
      [{ soft: null, hard: String(1.25 * tokens) }, tokens],
    ] as const) {
      const userId = newUser()
      await spend(userId)
      await setBudget({ ...daily, userId, ...limits })
      const { id } = await newEndpoint({ userId })
      await query(`update budgets set spent = $2 where user_id = (select id from users where user_id = $1)`, [
        userId,
        alertAt - tokens,
      ])
      await spend(userId)
      expect(await eventsOf(id)).toEqual(['budget.alert', 'job.completed'])
    }
  })

  it('is told of when it refuses a call that does not fit', async () => {
    const { userId, job } = await running()
    const { id } = await newEndpoint({ userId, events: ['budget.exceeded'] })
    await setBudget({ ...daily, userId, hard: '10' })
    const budget = { period: 'day', unit: 'tokens', limit: '10' }
    const refused = { code: 'budget_exceeded', message: 'Too much.', details: { budget } }
    const ended = await settleAttempt(job, { status: 'failed', failure: refused as never })
    expect(await eventsOf(id)).toEqual(['budget.exceeded'])
    expect(ended!.deliveryIds).toHaveLength(1)
  })

  it('of the server is told to its endpoints alone, and of another user to neither', async () => {
    const [ada, bob] = [newUser(), newUser()]
    await spend(ada)
    await spend(bob)
    const budgets: EndpointView['events'] = ['budget.alert', 'budget.exceeded']
    const all = await newEndpoint({ events: budgets })
    const adas = await newEndpoint({ userId: ada, events: budgets })
    const bobs = await newEndpoint({ userId: bob, events: budgets })
    await setBudget({ ...daily, userId: null, soft: '1', hard: null })
    await setBudget({ ...daily, userId: bob, soft: '1', hard: null })
    for (let i = 0; i < 2; i++) await spend(bob)
    expect(await eventsOf(all.id)).toEqual(['budget.alert', 'budget.alert'])
    expect(await eventsOf(adas.id)).toEqual([])
    expect(await eventsOf(bobs.id)).toEqual(['budget.alert'])
    await setBudget({ ...daily, userId: null, hard: null })
    expect(await eventsOf(all.id)).toEqual(['budget.alert'])
    await deleteEndpoint(all.id, null)
  })

  it('is told of again in its next period', async () => {
    const userId = newUser()
    await spend(userId)
    const { id } = await newEndpoint({ userId, events: ['budget.alert'] })
    await setBudget({ ...daily, userId, soft: '1', hard: null })
    await spend(userId)
    await query(
      `update webhook_deliveries set budget_window = budget_window - interval '1 day'
                 where endpoint_id = $1`,
      [id],
    )
    await spend(userId)
    expect(await eventsOf(id)).toEqual(['budget.alert', 'budget.alert'])
  })
})

describe('an endpoint', () => {
  /** An endpoint whose receiver answers so, with a delivery. */
  async function withDelivery(...steps: Parameters<Receiver['url']>) {
    const { userId, job } = await running()
    const endpoint = await newEndpoint({ userId, url: receiver.url(...steps) })
    await settleAttempt(job, completedWith('done'))
    return { ...endpoint, userId, deliveryId: (await deliveries(endpoint.id))[0]!.id as string }
  }

  it('is disabled, and says why, when its receiver answers 410', async () => {
    const { id, deliveryId, userId } = await withDelivery(410)
    expect(await send(deliveryId)).toEqual({ kind: 'dead', code: 'webhook_failed' })
    expect(await stateOf(id)).toMatchObject({ enabled: false, disabledReason: 'gone', lastError: '410' })
    await answerJob((await accept({ userId })).job_id)
    expect(await deliveries(id)).toHaveLength(1)
    await updateEndpoint(id, null, { enabled: true })
    expect(await stateOf(id)).toMatchObject({ enabled: true, disabledReason: null, failingSince: null })
  })

  it('is disabled once it has failed for days without one success', async () => {
    const { id, deliveryId, userId } = await withDelivery(500, 200, 500)
    await send(deliveryId)
    expect(await stateOf(id)).toMatchObject({
      enabled: true,
      lastError: '500',
      failingSince: expect.any(String),
    })
    await ageEndpoint(id, tunables.webhookFailingDaysMax + 1)
    const next = async () => {
      await answerJob((await accept({ userId })).job_id)
      await send((await deliveries(id)).at(-1)!.id)
    }
    await next()
    expect(await stateOf(id)).toMatchObject({ enabled: true, failingSince: null, lastError: null })
    await next()
    await ageEndpoint(id, tunables.webhookFailingDaysMax - 1)
    await next()
    expect(await stateOf(id)).toMatchObject({ enabled: true })
    await ageEndpoint(id, 2)
    await next()
    expect(await stateOf(id)).toMatchObject({ enabled: false, disabledReason: 'failing' })
  })

  it('that was disabled gets nothing of what was still to be sent', async () => {
    const { id, deliveryId, url } = await withDelivery()
    await updateEndpoint(id, null, { enabled: false })
    expect(await send(deliveryId)).toEqual({ kind: 'dead', code: 'webhook_failed' })
    expect(receiver.received(url)).toEqual([])
    expect(await query('select error from webhook_attempts where delivery_id = $1', [deliveryId])).toEqual([
      { error: 'endpoint_disabled' },
    ])
  })

  it('gets at its new URL what was still to be sent', async () => {
    const { id, secret, deliveryId, url } = await withDelivery()
    const moved = receiver.url()
    await updateEndpoint(id, null, { url: moved })
    await send(deliveryId)
    expect(receiver.received(url)).toEqual([])
    expect(verified(moved, secret)).toMatchObject({ type: 'job.completed' })
  })

  it('is signed for with the old secret too, for a day', async () => {
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

  it('keeps its secret encrypted, and of no use in another row', async () => {
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

  it('is one of so many at most, however many are created at once', async () => {
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
