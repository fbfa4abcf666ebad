import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { ask, call } from '#tests/support/api'
import { boundKey, newKey } from '#tests/support/keys'
import { newUser } from '#tests/support/names'
import { tokensFor } from '#tests/support/oauth'
import { type Receiver, startReceiver } from '#tests/support/receiver'
import { ownPage, sessionCookie } from '#tests/support/sessions'

let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
})
afterAll(() => receiver.close())

const path = '/api/webhook-endpoints'
const url = 'https://example.com/hook'
const create = (body: object, key?: string) => call('POST', path, { body, key })

async function existingUser(): Promise<string> {
  const userId = newUser()
  await call('POST', '/api/users', { body: { userId } })
  return userId
}

describe('the owner', () => {
  it('creates, reads, changes, rotates and deletes an endpoint; only creating and rotating show the secret', async () => {
    const userId = await existingUser()
    const created = await create({ userId, url, events: ['job.failed'], description: 'a board' })
    expect(created.status).toBe(201)
    const { secret, ...endpoint } = created.body.data
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(endpoint).toMatchObject({ userId, url, events: ['job.failed'], enabled: true, keyId: null })
    const own = `${path}/${endpoint.endpointId}`
    expect((await call('GET', own)).body.data).toEqual(endpoint)
    expect((await call('GET', `${path}?userId=${userId}`)).body.data.endpoints).toEqual([endpoint])
    const changed = await call('PATCH', own, { body: { enabled: false, description: null } })
    expect(changed.body.data).toMatchObject({ enabled: false, description: null, events: ['job.failed'] })
    const rotated = await call('POST', `${own}/rotate-secret`)
    expect(rotated.body.data.secret).not.toBe(secret)
    expect(rotated.body.data.previousSecretUntil).toEqual(expect.any(String))
    expect((await call('DELETE', own)).status).toBe(200)
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { enabled: true }],
      ['DELETE', undefined],
    ] as const)
      expect((await call(method, own, { body })).status).toBe(404)
  })

  it('tests an endpoint, and sees its deliveries', async () => {
    const target = receiver.url()
    const { endpointId, secret } = (await create({ userId: await existingUser(), url: target })).body.data
    const tested = await call('POST', '/api/webhooks/test', { body: { endpointId } })
    expect([tested.status, tested.body.data.endpointId]).toEqual([202, endpointId])
    await receiver.until(target, 1)
    const { body, headers } = receiver.received(target)[0]!
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'webhook.test',
    })
    const { deliveries } = (await call('GET', `/api/webhooks?endpointId=${endpointId}`)).body.data
    expect(deliveries).toMatchObject([{ event: 'webhook.test', endpointId }])
  })

  it('sends all that an endpoint missed again, after it is enabled', async () => {
    const target = receiver.url(410, 200)
    const userId = await existingUser()
    const { endpointId } = (await create({ userId, url: target })).body.data
    await ask({ userId, message: 'missed' })
    const sent = async () =>
      (await call('GET', `/api/webhooks?endpointId=${endpointId}`)).body.data.deliveries
    await vi.waitFor(async () => expect(await sent()).toMatchObject([{ status: 'failed' }]), {
      timeout: 60_000,
    })
    const again = () => call('POST', '/api/webhooks/redeliver', { body: { endpointId } })
    const [missed] = await sent()
    expect((await call('GET', `${path}/${endpointId}`)).body.data).toMatchObject({ disabledReason: 'gone' })
    for (const answer of [await again(), await call('POST', `/api/webhooks/${missed.deliveryId}/redeliver`)])
      expect(answer).toMatchObject({ status: 409, body: { code: 'endpoint_disabled' } })
    await call('PATCH', `${path}/${endpointId}`, { body: { enabled: true } })
    const { status, body } = await again()
    expect([status, body.data]).toEqual([202, { deliveryIds: [missed.deliveryId], hasMore: false }])
    await receiver.until(target, 2)
    const ids = receiver.received(target).map(({ headers }) => headers['webhook-id'])
    expect(ids).toEqual([missed.deliveryId, missed.deliveryId])
    const unknown = { endpointId: `we_${'0'.repeat(32)}` }
    expect((await call('POST', '/api/webhooks/redeliver', { body: unknown })).status).toBe(404)
  })

  it('gets an error for an invalid endpoint, and for an unknown user', async () => {
    expect((await create({ url, userId: newUser() })).status).toBe(404)
    for (const wrong of [
      { url: 'ftp://a.b' },
      { url: `https://a.b/${'x'.repeat(2048)}` },
      { url, events: [] },
    ])
      expect(await create(wrong)).toMatchObject({ status: 400, body: { code: 'invalid_input' } })
    for (const events of [['job.nope'], ['job.failed', 'job.failed']])
      expect((await create({ url, events })).status).toBe(400)
    const both = { url, endpointId: `we_${'0'.repeat(32)}` }
    for (const body of [{}, both])
      expect((await call('POST', '/api/webhooks/test', { body })).status).toBe(400)
  })
})

describe('a personal key', () => {
  it("manages endpoints of its own user only, and they receive the results of that user's jobs", async () => {
    const { userId, key, keyId } = await boundKey()
    const other = await boundKey()
    const target = receiver.url()
    const created = await create({ url: target }, key)
    expect(created.body.data).toMatchObject({ userId, keyId })
    const { endpointId, secret } = created.body.data
    const { jobId } = await ask({ userId, message: 'tell them' })
    await ask({ userId: other.userId, message: 'not this' })
    await receiver.until(target, 1)
    const { body, headers } = receiver.received(target)[0]!
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'job.completed',
      data: { jobId, userId },
    })
    expect((await create({ url, userId: other.userId }, key)).status).toBe(404)
    const own = `${path}/${endpointId}`
    for (const [method, at, sent] of [
      ['GET', own, undefined],
      ['PATCH', own, { enabled: false }],
      ['DELETE', own, undefined],
      ['POST', `${own}/rotate-secret`, undefined],
      ['POST', '/api/webhooks/test', { endpointId }],
    ] as const)
      expect((await call(method, at, { body: sent, key: other.key })).status).toBe(404)
    expect((await call('GET', path, { key: other.key })).body.data.endpoints).toEqual([])
    const theirs = await call('GET', `/api/webhooks?endpointId=${endpointId}`, { key: other.key })
    expect(theirs.body.data.deliveries).toEqual([])
    const mine = await call('GET', `/api/webhooks?endpointId=${endpointId}`, { key })
    expect(mine.body.data.deliveries).toMatchObject([{ jobId, endpointId }])
  })

  it('disables its endpoints when it is revoked', async () => {
    const { key, keyId } = await boundKey()
    const { endpointId } = (await create({ url }, key)).body.data
    await call('DELETE', `/api/keys/${keyId}`)
    expect((await call('GET', `${path}/${endpointId}`)).body.data).toMatchObject({
      enabled: false,
      disabledReason: 'key_revoked',
    })
  })
})

describe('the scope admin', () => {
  const refused = { status: 403, body: { code: 'insufficient_scope' } }

  it('is required of a key for all users, for endpoints and for tests of any URL', async () => {
    const { key } = await newKey({ scopes: ['chat', 'read'] })
    for (const answer of [
      await create({ url }, key),
      await call('POST', '/api/webhooks/test', { body: { url }, key }),
    ])
      expect(answer).toMatchObject(refused)
  })

  it('is required of an app that a user signed in to, but not of a console session', async () => {
    const { userId, key } = await boundKey({ scopes: ['chat', 'read'] })
    const { tokens } = await tokensFor(key)
    expect(await create({ url }, tokens.access_token)).toMatchObject(refused)
    const { cookie } = await sessionCookie(key)
    const headers = { ...ownPage, cookie }
    const body = JSON.stringify({ url })
    const made = await fetch(`${inject('appUrl')}${path}`, { method: 'POST', headers, body })
    expect(await made.json()).toMatchObject({ data: { userId } })
  })
})
