import { describe, expect, it } from 'vitest'
import { call, startServer, startWorker, until } from './support.ts'

describe('publish', () => {
  it('answers 201 with the message id, and the message can be read while it is pending', async () => {
    const { server, client } = await startServer()
    const response = await call(server, 'POST', '/v2/publish/https://example.com/a?b=c', {
      body: '{"a":1}',
      headers: {
        'content-type': 'application/json',
        'upstash-delay': '1h',
        'upstash-forward-test-header': 'v',
        'upstash-callback': 'https://example.com/callback',
        'upstash-retry-delay': '1000 * retried',
        'upstash-flow-control-key': 'k',
        'upstash-flow-control-value': 'Parallelism=3,Rate=5,Period=1d',
        'upstash-label': 'x, y',
      },
    })
    expect(response.status).toBe(201)
    const { messageId } = await response.json()
    const message = await client.messages.get(messageId)
    expect(message).toMatchObject({
      messageId,
      url: 'https://example.com/a?b=c',
      method: 'POST',
      body: '{"a":1}',
      header: { 'Content-Type': ['application/json'], 'Test-Header': ['v'] },
      callback: 'https://example.com/callback',
      retryDelayExpression: '1000 * retried',
      maxRetries: 3,
      flowControlKey: 'k',
      parallelism: 3,
      rate: 5,
      ratePerSecond: 5,
      period: 86_400,
      label: 'x',
      labels: ['x', 'y'],
    })
    expect((message.notBefore ?? 0) - message.createdAt).toBeGreaterThanOrEqual(3_600_000)
  })

  it('lets Upstash-Not-Before outrank Upstash-Delay', async () => {
    const { client } = await startServer()
    const notBefore = Math.floor(Date.now() / 1000) + 500
    const { messageId } = await client.publish({ url: 'https://example.com', delay: '9d', notBefore })
    expect((await client.messages.get(messageId)).notBefore).toBe(notBefore * 1000)
  })

  it.each([
    ['upstash-retry-delay', 'process.exit(1)', 'invalid Upstash-Retry-Delay: '],
    ['upstash-retries', '-1', 'invalid Upstash-Retries: -1'],
    ['upstash-delay', 'soon', 'invalid Upstash-Delay: soon'],
    ['upstash-not-before', 'tomorrow', 'invalid Upstash-Not-Before: tomorrow'],
    ['upstash-timeout', '0s', 'invalid Upstash-Timeout: 0s'],
    ['upstash-method', 'BREW', 'invalid Upstash-Method: BREW'],
    ['upstash-callback', 'ftp://x', 'invalid Upstash-Callback: '],
    ['upstash-failure-callback', 'x', 'invalid Upstash-Failure-Callback: '],
    ['upstash-flow-control-key', 'k', 'invalid Upstash-Flow-Control-Value: '],
    ['upstash-redact-fields', 'url', 'invalid Upstash-Redact-Fields: url'],
  ])('refuses %s: %s with 400 and the reason', async (name, value, reason) => {
    const { server } = await startServer()
    const response = await call(server, 'POST', '/v2/publish/https://example.com', {
      headers: { [name]: value },
    })
    expect(response.status).toBe(400)
    expect((await response.json()).error).toContain(reason)
    expect(server.messages()).toEqual([])
  })

  it('refuses a destination that is neither a URL nor a known URL group', async () => {
    const { client } = await startServer()
    await expect(client.publish({ urlGroup: 'nobody' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('endpoint has invalid scheme, add http:// or https://'),
    })
  })

  it('accepts an encoded destination and one whose slashes were merged', async () => {
    const { server } = await startServer()
    const worker = await startWorker()
    const merged = worker.url.replace('//', '/')
    await call(server, 'POST', `/v2/publish/${encodeURIComponent(`${worker.url}/encoded?a=1`)}`)
    await call(server, 'POST', `/v2/publish/${merged}/merged`)
    await until(() => worker.received.length === 2)
    expect(worker.received.map(({ url }) => url).sort()).toEqual(['/encoded?a=1', '/merged'])
  })

  it('answers 401 to a wrong or missing token, in QStash words', async () => {
    const { server } = await startServer()
    for (const authorization of ['Bearer wrong', '']) {
      const response = await call(server, 'POST', '/v2/publish/https://example.com', {
        headers: { authorization },
      })
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({ error: 'unable to authenticate: invalid token' })
    }
    expect(server.messages()).toEqual([])
  })

  it('answers 404 to paths it does not know', async () => {
    const { server } = await startServer()
    for (const path of ['/', '/v1/publish/https://example.com', '/v2/nothing', '/v2/queues/a/b/c']) {
      const response = await call(server, 'GET', path)
      expect(response.status).toBe(404)
      expect(await response.json()).toEqual({ error: 'not found' })
    }
  })

  it('refuses a body over 10 MB with 413', async () => {
    const { server } = await startServer()
    const body = 'x'.repeat(10 * 1024 * 1024 + 1)
    const response = await call(server, 'POST', '/v2/publish/https://example.com', { body })
    expect(response.status).toBe(413)
  })
})

describe('deduplication', () => {
  it('accepts a second message with the same id with 202, names the first, and sends one', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker()
    const first = await client.publish({ url: worker.url, body: '1', deduplicationId: 'same' })
    const response = await call(server, 'POST', `/v2/publish/${worker.url}`, {
      body: '2',
      headers: { 'upstash-deduplication-id': 'same' },
    })
    expect(response.status).toBe(202)
    expect(await response.json()).toMatchObject({ messageId: first.messageId, deduplicated: true })
    await until(() => server.messages().length === 0)
    expect(worker.received.map(({ body }) => body)).toEqual(['1'])
  })

  it('by content tells messages apart by destination, body and forwarded headers', async () => {
    const { client } = await startServer()
    const publish = (path: string, body: string, trace: string) =>
      client.publish({
        url: `https://example.com/${path}`,
        body,
        headers: { 'X-Trace': trace },
        delay: '1h',
        contentBasedDeduplication: true,
      })
    const first = await publish('a', 'b', 'c')
    const others = [await publish('a', 'b', 'd'), await publish('a', 'x', 'c'), await publish('y', 'b', 'c')]
    expect(others.map(({ deduplicated }) => deduplicated)).toEqual([undefined, undefined, undefined])
    expect(await publish('a', 'b', 'c')).toMatchObject({ messageId: first.messageId, deduplicated: true })
  })
})

describe('batch', () => {
  it('answers one result per item, in order, and an array for a URL group', async () => {
    const { client } = await startServer()
    const worker = await startWorker()
    await client.urlGroups.addEndpoints({ name: 'g', endpoints: [{ url: `${worker.url}/g` }] })
    const results = await client.batchJSON([
      { url: `${worker.url}/1`, body: { n: 1 } },
      { urlGroup: 'g', body: { n: 2 } },
      { url: `${worker.url}/3`, body: { n: 3 }, queueName: 'q' },
    ])
    expect(results.map((result) => Array.isArray(result))).toEqual([false, true, false])
    await until(() => worker.received.length === 3)
    const bodies = worker.received.map(({ url, body }) => [url, body]).sort()
    expect(bodies).toEqual([
      ['/1', '{"n":1}'],
      ['/3', '{"n":3}'],
      ['/g', '{"n":2}'],
    ])
  })

  it('sends nothing when one item is invalid', async () => {
    const { server, client } = await startServer()
    const items = [
      { url: 'https://example.com', delay: '1h' as const },
      { url: 'https://example.com', retryDelay: 'nonsense' },
    ]
    await expect(client.batch(items)).rejects.toMatchObject({ status: 400 })
    expect(server.messages()).toEqual([])
  })
})
