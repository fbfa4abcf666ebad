import { expect, inject, it } from 'vitest'
import { signDelivery } from '#emulators/qstash/signature'
import { call } from '#tests/support/api'
import { secrets } from '#tests/support/secrets'

it.each(['/api/workers/completion', '/api/workers/sweep'])(
  '%s answers 404 while the queue is PostgreSQL, for any signature',
  async (path) => {
    const body = '{}'
    const signature = signDelivery(secrets.qstashCurrentSigningKey, inject('appUrl') + path, body)
    const answer = await call('POST', path, { key: null, body, headers: { 'upstash-signature': signature } })
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
  },
)

it('the path of Inngest answers 404 while the queue is PostgreSQL, for any signature', async () => {
  const headers = { 'x-inngest-signature': `t=${Math.floor(Date.now() / 1000)}&s=${'0'.repeat(64)}` }
  for (const method of ['GET', 'POST', 'PUT']) {
    const answer = await call(method, '/api/inngest', { headers, body: method === 'GET' ? undefined : '{}' })
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
  }
})
