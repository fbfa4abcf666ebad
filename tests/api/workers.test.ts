import { describe, expect, inject, it } from 'vitest'
import { signDelivery } from '#emulators/qstash/signature'
import { ask, call, jobEnd } from '#tests/support/api'
import { newUser } from '#tests/support/names'
import { secrets } from '#tests/support/secrets'

const path = '/api/workers/completion'
const body = JSON.stringify({ jobId: `job_${'0'.repeat(32)}`, conversationId: 1 })

function deliver(options: { path?: string; body?: string; signature?: string }) {
  const headers: Record<string, string> = options.signature ? { 'upstash-signature': options.signature } : {}
  return call('POST', options.path ?? path, { key: null, body: options.body ?? body, headers })
}
const signed = (key: string, text = body, at = path) => signDelivery(key, inject('appUrl') + at, text)

describe('a worker', () => {
  it('refuses calls that the queue did not sign, even with the API key', async () => {
    const forged = [
      {},
      { signature: 'nonsense' },
      { signature: signed('sig_of_somebody_else_0123456789') },
      { signature: signed(secrets.qstashCurrentSigningKey), body: body.replace('0', '1') },
      { signature: signed(secrets.qstashCurrentSigningKey, body, '/api/workers/sweep') },
    ]
    for (const attempt of forged) {
      const answer = await deliver(attempt)
      expect([answer.status, answer.body.code]).toEqual([401, 'invalid_signature'])
    }
    expect((await call('POST', path, { body })).status).toBe(401)
  })

  it('accepts calls signed with the current and with the next key', async () => {
    for (const key of [secrets.qstashCurrentSigningKey, secrets.qstashNextSigningKey]) {
      const answer = await deliver({ signature: signed(key) })
      expect([answer.status, answer.body]).toEqual([200, { kind: 'duplicate' }])
    }
  })

  it('tells the queue not to retry a signed call that it cannot process', async () => {
    const key = secrets.qstashCurrentSigningKey
    const unknown = await deliver({
      path: '/api/workers/nope',
      signature: signed(key, body, '/api/workers/nope'),
    })
    const empty = await deliver({ body: '{}', signature: signed(key, '{}') })
    for (const answer of [unknown, empty]) {
      expect(answer.status).toBe(489)
      expect(answer.headers.get('upstash-nonretryable-error')).toBe('true')
    }
  })

  it('acknowledges a job that has already ended, and changes nothing', async () => {
    const { jobId, conversationId } = await ask({ userId: newUser(), message: 'once' })
    const repeated = JSON.stringify({ jobId, conversationId })
    const before = await jobEnd(jobId)
    const answer = await deliver({
      body: repeated,
      signature: signed(secrets.qstashCurrentSigningKey, repeated),
    })
    expect(answer.body).toEqual({ kind: 'duplicate' })
    expect((await jobEnd(jobId)).body.data).toEqual(before.body.data)
  })
})

describe('the path of Inngest', () => {
  it('answers 404 while the queue is QStash, for any signature', async () => {
    const headers = { 'x-inngest-signature': `t=${Math.floor(Date.now() / 1000)}&s=${'0'.repeat(64)}` }
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      const answer = await call(method, '/api/inngest', {
        headers,
        body: method === 'GET' ? undefined : '{}',
      })
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
    }
  })
})
