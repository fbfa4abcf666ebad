import type { Client } from '@modelcontextprotocol/client'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isObject } from '#lib/json'
import { newWebhookSecret } from '#lib/webhooks/secret'
import { call, chat, jobEnd } from '#tests/support/api'
import { boundKey, newKey } from '#tests/support/keys'
import { anything, connect, type Era, eras, subscribe } from '#tests/support/mcp'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { resource, tokensFor } from '#tests/support/oauth'
import { type Receiver, startReceiver } from '#tests/support/receiver'
import { checker, closed } from '#tests/support/schemas'

let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
})
afterAll(() => receiver.close())

const confirming = () => ({ url: receiver.url('confirm') })

const list = (client: Client) => client.request({ method: 'events/list', params: {} }, anything)
const unsubscribe = (client: Client, params: Record<string, unknown>) =>
  client.request({ method: 'events/unsubscribe', params }, anything)

async function connected(era: Era) {
  const { key, userId } = await boundKey()
  return { client: await connect(era, key), key, userId }
}

/** The SDK's client drops capabilities that it does not know. */
it('events are a capability in initialize and in server/discover', async () => {
  const about = { clientInfo: { name: 'tests', version: '1.0.0' }, capabilities: {} }
  const initialize = { protocolVersion: '2025-11-25', ...about }
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': about.clientInfo,
    'io.modelcontextprotocol/clientCapabilities': about.capabilities,
  }
  const capabilitiesBy = async (method: string, params: object, headers: Record<string, string>) => {
    const body = { jsonrpc: '2.0', id: 1, method, params }
    const answer = await call('POST', '/mcp', { headers: { accept: 'application/json', ...headers }, body })
    return answer.body.result.capabilities
  }
  expect(await capabilitiesBy('initialize', initialize, {})).toHaveProperty('events', {})
  const now = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'server/discover' }
  expect(await capabilitiesBy('server/discover', { _meta: meta }, now)).toHaveProperty('events', {})
})

describe.each(eras)('events, for a client of %s,', (_, era) => {
  it('each have a definition', async () => {
    const { client } = await connected(era)
    const { events } = await list(client)
    expect(events).toMatchObject([
      { name: 'job.completed', delivery: ['webhook'], description: expect.any(String) },
      { name: 'job.failed', delivery: ['webhook'], description: expect.any(String) },
    ])
    const { inputSchema, payloadSchema } = events[0]
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false })
    expect(Object.keys(inputSchema.properties)).toEqual(['jobId', 'conversationId'])
    expect(payloadSchema.required).toEqual(expect.arrayContaining(['jobId', 'status', 'conversationId']))
    const next = client.request({ method: 'events/list', params: { cursor: 'x' } }, anything)
    await expect(next).rejects.toThrow(/cursor/)
    const ofAll = (await list(await connect(era))).events[0].inputSchema.properties
    expect(Object.keys(ofAll)).toEqual(['jobId', 'conversationId', 'userId'])
  })

  it('are sent according to the subscription, until the client unsubscribes', async () => {
    const { client, userId } = await connected(era)
    const [url, secret] = [receiver.url('confirm', 200), newWebhookSecret()]
    const before = Date.now()
    const granted = await subscribe(client, { url, secret })
    expect(granted).toMatchObject({ id: expect.stringMatching(/^sub_/), cursor: null, truncated: false })
    expect(Date.parse(granted.refreshBefore)).toBeGreaterThan(before)

    const { jobId } = (await chat({ userId, message: 'tell me', wait: 20 })).body.data
    await chat({ userId: newUser(), message: 'not this', wait: 20 })
    await receiver.until(url, 2)
    const [, { body, headers }] = receiver.received(url) as [unknown, { body: string; headers: object }]
    const event = new Webhook(secret).verify(body, headers as Record<string, string>) as never
    expect(event).toMatchObject({
      name: 'job.completed',
      data: { jobId, userId, status: 'completed', response: 'echo: tell me' },
    })
    const { payloadSchema } = (await list(client)).events[0]
    expect(checker(closed(payloadSchema))((event as { data: unknown }).data)).toEqual([])
    const { deliveries } = (await call('GET', `/api/webhooks?jobId=${jobId}`)).body.data
    expect(deliveries).toMatchObject([{ subscriptionId: granted.id, event: 'job.completed', url }])

    const same = { name: 'job.completed', arguments: {}, delivery: { mode: 'webhook', url } }
    expect(await unsubscribe(client, same)).not.toHaveProperty('id')
    await unsubscribe(client, same)
    const late = (await chat({ userId, message: 'too late', wait: 20 })).body.data
    expect((await call('GET', `/api/webhooks?jobId=${late.jobId}`)).body.data.deliveries).toEqual([])
  })

  it('report a job that failed, even before the subscription', async () => {
    const { client, userId } = await connected(era)
    const message = script(userId, { status: 401 })
    const { jobId } = (await chat({ userId, message, wait: 0 })).body.data
    await jobEnd(jobId)
    const url = receiver.url('confirm', 200)
    await subscribe(client, { url }, { name: 'job.failed', arguments: { jobId } })
    await receiver.until(url, 2)
    expect(JSON.parse(receiver.received(url)[1]!.body)).toMatchObject({
      name: 'job.failed',
      data: { jobId, error: { code: expect.any(String) } },
    })
  })

  it('are refused with the error codes of the draft', async () => {
    const { client } = await connected(era)
    const other = newUser()
    const { jobId } = (await chat({ userId: other, message: 'mine', wait: 20 })).body.data
    const refused = (given: Record<string, unknown>, delivery = {}) =>
      subscribe(client, { ...confirming(), ...delivery }, given).then(
        () => 'subscribed',
        ({ code, data }) => ({ code, ...(isObject(data) && { data }) }),
      )
    expect(await refused({ name: 'job.cancelled' })).toEqual({ code: -32_011, data: { kind: 'event' } })
    expect(await refused({ arguments: { jobId } })).toEqual({ code: -32_011, data: { kind: 'job' } })
    expect(await refused({ arguments: { conversationId: 2 ** 31 - 1 } })).toMatchObject({ code: -32_011 })
    expect(await refused({ arguments: { userId: other } })).toMatchObject({ code: -32_602 })
    expect(await refused({ arguments: { jobId: 'x' } })).toMatchObject({ code: -32_602 })
    expect(await refused({ ttlMs: 'long' })).toMatchObject({ code: -32_602 })
    expect(await refused({}, { secret: 'short' })).toMatchObject({ code: -32_602 })
    expect(await refused({}, { url: 'ftp://example.com/' })).toMatchObject({ code: -32_602 })
    expect(await refused({}, { url: 'https://me:secret@example.com/' })).toMatchObject({ code: -32_602 })
    expect(await refused({}, { mode: 'push' })).toEqual({
      code: -32_014,
      data: { feature: 'deliveryMode', value: 'push' },
    })
    expect(await refused({}, { url: receiver.url(200) })).toEqual({
      code: -32_015,
      data: { reason: 'challenge_failed' },
    })
    const forAll = await connect(era, (await newKey({ scopes: ['chat', 'read'] })).key)
    await expect(subscribe(forAll, confirming())).rejects.toMatchObject({ code: -32_012 })
    await expect(subscribe(forAll, confirming(), { arguments: { userId: newUser() } })).rejects.toMatchObject(
      {
        code: -32_011,
        data: { kind: 'user' },
      },
    )
  })

  it('are not offered to a key that may not read jobs', async () => {
    const client = await connect(era, (await boundKey({ scopes: ['usage'] })).key)
    expect((await list(client)).events).toEqual([])
    await expect(subscribe(client, confirming())).rejects.toMatchObject({ code: -32_012 })
  })
})

describe('an app that a user has signed in to', () => {
  const post = (key: string, method: string, params: object) =>
    call('POST', '/mcp', {
      key,
      headers: { accept: 'application/json' },
      body: { jsonrpc: '2.0', id: 1, method, params },
    })

  it('receives events until the user ends the sign-in', async () => {
    const { key, userId } = await boundKey({ scopes: ['chat', 'read'] })
    const { tokens } = await tokensFor(key, { scope: 'read', resource: resource('mcp') })
    const url = receiver.url('confirm', 200)
    const delivery = { mode: 'webhook', url, secret: newWebhookSecret() }
    // A client lists the events first, and the server then caches its token.
    await post(tokens.access_token, 'events/list', {})
    const granted = await post(tokens.access_token, 'events/subscribe', { name: 'job.completed', delivery })
    expect(granted.body.result).toMatchObject({ id: expect.any(String) })
    await chat({ userId, message: 'one', wait: 20 })
    await receiver.until(url, 2)
    const { signIns } = (await call('GET', `/api/sign-ins?userId=${userId}`)).body.data
    for (const { signInId } of signIns) await call('DELETE', `/api/sign-ins/${signInId}`)
    const { jobId } = (await chat({ userId, message: 'two', wait: 20 })).body.data
    expect((await call('GET', `/api/webhooks?jobId=${jobId}`)).body.data.deliveries).toEqual([])
  })

  it('is named in the list of the user, who can end its subscription, but sees no list itself', async () => {
    const { key, userId } = await boundKey({ scopes: ['chat', 'read'] })
    const { access_token: token } = (await tokensFor(key, { resource: resource('mcp') })).tokens
    const delivery = { mode: 'webhook', url: receiver.url('confirm'), secret: newWebhookSecret() }
    const granted = await post(token, 'events/subscribe', { name: 'job.completed', delivery })
    const { id } = granted.body.result
    const list = () => call('GET', '/api/event-subscriptions', { key })
    expect((await list()).body.data.subscriptions).toMatchObject([
      { subscriptionId: id, userId, url: delivery.url, clientName: 'A test client' },
    ])
    for (const [name, fields] of [
      ['listEventSubscriptions', {}],
      ['endEventSubscription', { id }],
    ]) {
      const called = await post(token, 'tools/call', { name, arguments: fields })
      expect(JSON.stringify(called.body)).toContain('insufficient_scope')
    }
    expect((await call('DELETE', `/api/event-subscriptions/${id}`, { key })).status).toBe(200)
    expect((await list()).body.data.subscriptions).toEqual([])
  })

  it('without the scope gets a challenge that asks the user for it', async () => {
    const { key } = await boundKey({ scopes: ['chat', 'read', 'usage'] })
    const { tokens } = await tokensFor(key, { scope: 'usage', resource: resource('mcp') })
    const delivery = { mode: 'webhook', url: receiver.url('confirm'), secret: newWebhookSecret() }
    const refused = await post(tokens.access_token, 'events/subscribe', { name: 'job.completed', delivery })
    expect(refused.status).toBe(403)
    expect(refused.body.error.code).toBe(-32_012)
    expect(refused.headers.get('www-authenticate')).toContain('scope="usage chat"')
    expect(receiver.received(delivery.url)).toEqual([])
  })
})
