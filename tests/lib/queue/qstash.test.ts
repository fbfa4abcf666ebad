import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { type QStashServer, startQStash } from '#emulators/qstash/server'
import { signDelivery } from '#emulators/qstash/signature'
import { closeKv } from '#lib/kv/index'
import { dispatch } from '#lib/queue/dispatch'
import { qstash, rejectionReason, workerUrl } from '#lib/queue/qstash'
import { tunables } from '#lib/tunables'
import { startUpstashKv, type TestKv } from '#tests/support/kv'
import { listenLocally } from '#tests/support/listen'
import { secrets } from '#tests/support/secrets'

type Delivery = { path: string; body: string; signature: string }

const deliveries: Delivery[] = []
/** Replaces the workers: accepts every delivery and does nothing. */
const workers = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const signature = String(request.headers['upstash-signature'])
    deliveries.push({ path: request.url ?? '', body: Buffer.concat(chunks).toString(), signature })
    response.end('{}')
  })
})
const keys = {
  token: secrets.qstashToken,
  currentSigningKey: secrets.qstashCurrentSigningKey,
  nextSigningKey: secrets.qstashNextSigningKey,
}
let queue: QStashServer
/** A separate KV, because rejected messages are recorded there for the health check of every process. */
let kv: TestKv
beforeAll(async () => {
  const port = await listenLocally(workers)
  queue = await startQStash({ port: 0, ...keys })
  kv = await startUpstashKv()
  const PUBLIC_URL = `http://127.0.0.1:${port}`
  Object.assign(process.env, inject('appVars'), kv.vars, { PUBLIC_URL, QSTASH_URL: queue.url })
})
afterAll(async () => {
  await queue?.close()
  await closeKv()
  await kv?.close()
  workers.closeAllConnections()
  workers.close()
})

const message = () => ({
  worker: 'completion' as const,
  payload: { jobId: `job_${crypto.randomUUID()}`, conversationId: 7 },
})
const delivered = (text: string) =>
  vi.waitFor(() => {
    const found = deliveries.find(({ body }) => body.includes(text))
    if (!found) throw new Error('It was not delivered.')
    return found
  }, 60_000)

/** One delivery by a queue that signs with this key. */
async function deliverySignedWith(currentSigningKey: string): Promise<Delivery> {
  const other = await startQStash({ port: 0, ...keys, currentSigningKey })
  onTestFinished(() => other.close())
  const { jobId } = message().payload
  await fetch(`${other.url}/v2/publish/${workerUrl('completion')}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.token}` },
    body: JSON.stringify({ jobId }),
  })
  return delivered(jobId)
}

describe('rejectionReason', () => {
  it('accepts the queue’s signature for this worker and this body', async () => {
    const { body, signature } = await deliverySignedWith(keys.currentSigningKey)
    expect(await rejectionReason('completion', body, signature)).toBeNull()
  })

  it('accepts the next key, so keys can be rotated', async () => {
    const { body, signature } = await deliverySignedWith(keys.nextSigningKey)
    expect(await rejectionReason('completion', body, signature)).toBeNull()
  })

  it('rejects another key', async () => {
    const { body, signature } = await deliverySignedWith('sig_of_somebody_else')
    expect(await rejectionReason('completion', body, signature)).toBe('unknown_key')
  })

  it('rejects a delivery for another address', async () => {
    const { body, signature } = await deliverySignedWith(keys.currentSigningKey)
    expect(await rejectionReason('sweep', body, signature)).toBe('other_address')
    const elsewhere = signDelivery(
      keys.currentSigningKey,
      'https://other.example/api/workers/completion',
      body,
    )
    expect(await rejectionReason('completion', body, elsewhere)).toBe('other_address')
  })

  it('rejects a changed body', async () => {
    const { body, signature } = await deliverySignedWith(keys.currentSigningKey)
    expect(await rejectionReason('completion', `${body} `, signature)).toBe('other_body')
    expect(await rejectionReason('completion', '', signature)).toBe('other_body')
  })

  it('rejects an unreadable signature', async () => {
    const { body, signature } = await deliverySignedWith(keys.currentSigningKey)
    const [head, claims, mac] = signature.split('.')
    for (const given of ['', 'x', 'a.b.c', `${head}.${claims}.`, `${head}.${claims}`, `.${claims}.${mac}`])
      expect(await rejectionReason('completion', body, given)).toBe('unknown_key')
  })

  it('rejects a token with the algorithm "none"', async () => {
    const { body, signature } = await deliverySignedWith(keys.currentSigningKey)
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    const [, claims, mac] = signature.split('.')
    expect(await rejectionReason('completion', body, `${none}.${claims}.`)).toBe('unknown_key')
    expect(await rejectionReason('completion', body, `${none}.${claims}.${mac}`)).toBe('unknown_key')
  })

  it.each([
    ['a clock that is half a minute slow', 29, null],
    ['a clock that is a minute slow', 60, 'not_yet_valid'],
    ['a clock that is fast, beyond the lifetime', -329, null],
    ['a clock that is a minute fast, beyond the lifetime', -361, 'expired'],
  ])('tolerates 30 seconds of clock difference: %s', async (_, aheadSeconds, rejection) => {
    const now = Date.now()
    vi.useFakeTimers({ now: now + aheadSeconds * 1000, toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const signature = signDelivery(keys.nextSigningKey, workerUrl('completion'), '{}')
    const current = signDelivery(keys.currentSigningKey, workerUrl('completion'), '{}')
    vi.setSystemTime(now)
    expect(await rejectionReason('completion', '{}', signature)).toBe(rejection)
    expect(await rejectionReason('completion', '{}', current)).toBe(rejection)
  })

  it('rejects a signature that is too old', async () => {
    vi.useFakeTimers({ now: Date.now() - 3_600_000, toFake: ['Date'] })
    const old = signDelivery(keys.currentSigningKey, workerUrl('completion'), '{}')
    vi.useRealTimers()
    expect(await rejectionReason('completion', '{}', old)).toBe('expired')
    const fresh = signDelivery(keys.currentSigningKey, workerUrl('completion'), '{}')
    expect(await rejectionReason('completion', '{}', fresh)).toBeNull()
  })
})

describe('publish', () => {
  it('delivers a pointer to the job, to the worker, signed', async () => {
    const sent = message()
    await qstash().publish([sent])
    const { path, body, signature } = await delivered(sent.payload.jobId)
    expect(path).toBe('/api/workers/completion')
    expect(JSON.parse(body)).toEqual(sent.payload)
    expect(await rejectionReason('completion', body, signature)).toBeNull()
  })

  it('delivers every one of many', async () => {
    const sent = Array.from({ length: tunables.sweepBatch }, () => message())
    await qstash().publish(sent)
    await Promise.all(sent.map(({ payload }) => delivered(payload.jobId)))
  })

  it('delays a message, and requests the retries that the plans allow', async () => {
    const sent = message()
    await qstash().publish([sent], { delaySeconds: 600 })
    const waiting = queue.messages().find(({ body }) => body.includes(sent.payload.jobId))
    expect(JSON.parse(waiting!.body!)).toEqual(sent.payload)
    expect(waiting!.maxRetries).toBe(tunables.deliveryRetriesMax)
    expect(waiting!.notBefore - waiting!.createdAt).toBe(600_000)
  })

  it('does nothing without messages', async () => {
    await expect(qstash().publish([])).resolves.toBeUndefined()
  })
})

describe('a queue that is down', () => {
  it('makes publish and ping reject, and dispatch log it without an error', async () => {
    const down = await startQStash({ port: 0, ...keys })
    await down.close()
    onTestFinished(() => {
      process.env.QSTASH_URL = queue.url
    })
    process.env.QSTASH_URL = down.url
    vi.resetModules()
    const fresh = await import('#lib/queue/qstash')
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => logged.mockRestore())
    await expect(fresh.qstash().publish([message()])).rejects.toThrow()
    await expect(fresh.qstash().ping(AbortSignal.timeout(60_000))).rejects.toThrow()
    const { dispatch: dispatchDown } = await import('#lib/queue/dispatch')
    await expect(dispatchDown([message(), message()])).resolves.toBeUndefined()
    expect(JSON.parse(logged.mock.calls.at(-1)![0])).toMatchObject({
      event: 'queue.unavailable',
      messages: 2,
    })
  })

  it('differs from a running queue, which answers ping and delivers', async () => {
    await expect(qstash().ping(AbortSignal.timeout(60_000))).resolves.toEqual({})
    const sent = message()
    await dispatch([sent])
    await delivered(sent.payload.jobId)
  })
})
