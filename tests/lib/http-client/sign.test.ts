import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import { signedHeaders } from '#lib/http-client/sign'
import { newWebhookSecret } from '#lib/webhooks/secret'

const body = JSON.stringify({ type: 'job.completed', data: { response: '안녕 👋' } })

it('a signature is verified by the library of Standard Webhooks', () => {
  const secret = newWebhookSecret()
  const headers = signedHeaders('msg_1', new Date(), body, [secret])
  expect(headers['webhook-signature']).toMatch(/^v1,\S+$/)
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
})

it('a signature is verified with either secret during a rotation, and with no other', () => {
  const [current, previous] = [newWebhookSecret(), newWebhookSecret()]
  const headers = signedHeaders('msg_1', new Date(), body, [current, previous])
  expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/)
  for (const secret of [current, previous])
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
  expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow('No matching signature')
})

it('a signature covers the id, the time and the body', () => {
  const secret = newWebhookSecret()
  const headers = signedHeaders('msg_1', new Date(), body, [secret])
  const later = String(Number(headers['webhook-timestamp']) + 1)
  const verify = (text: string, changed: Record<string, string>) => () =>
    new Webhook(secret).verify(text, { ...headers, ...changed })
  expect(verify(`${body} `, {})).toThrow('No matching signature')
  expect(verify(body, { 'webhook-id': 'msg_2' })).toThrow('No matching signature')
  expect(verify(body, { 'webhook-timestamp': later })).toThrow('No matching signature')
})
