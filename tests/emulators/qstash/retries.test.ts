import { describe, expect, it } from 'vitest'
import { call, startServer, startWorker, until } from './support.ts'

const fast = { timeScale: 0.001 }

describe('retries', () => {
  it('go on until the worker succeeds, and say how many there were', async () => {
    const { server, client } = await startServer(fast)
    const worker = await startWorker((got, response) => {
      response.writeHead(got.headers['upstash-retried'] === '2' ? 200 : 500).end()
    })
    const { messageId } = await client.publish({
      url: worker.url,
      retries: 3,
      retryDelay: '1000 * (1 + retried)',
    })
    await until(() => server.messages().length === 0)
    expect(worker.received.map(({ headers }) => headers['upstash-retried'])).toEqual(['0', '1', '2'])
    expect(new Set(worker.received.map(({ headers }) => headers['upstash-message-id']))).toEqual(
      new Set([messageId]),
    )
    expect(server.dlq()).toEqual([])
  })

  it('end in the dead-letter queue after Upstash-Retries', async () => {
    const { server, client } = await startServer(fast)
    const worker = await startWorker((_got, response) => {
      response.writeHead(503, { 'x-reason': 'busy' }).end('try later')
    })
    const { messageId } = await client.publish({ url: worker.url, body: 'b', retries: 2, retryDelay: '10' })
    await until(() => server.dlq().length === 1)
    expect(worker.received.length).toBe(3)
    const { messages } = await client.dlq.listMessages()
    expect(messages[0]).toMatchObject({
      messageId,
      body: 'b',
      responseStatus: 503,
      responseBody: 'try later',
      maxRetries: 2,
    })
    expect(messages[0]?.responseHeader?.['X-Reason']).toEqual(['busy'])
  })

  it('wait as long as Retry-After says', async () => {
    const { client } = await startServer()
    const worker = await startWorker((_got, response) => {
      response.writeHead(503, { 'retry-after': '3600' }).end()
    })
    const { messageId } = await client.publish({ url: worker.url, retryDelay: '1' })
    await until(async () => (await client.logs({ filter: { state: 'RETRY' } })).logs.length === 1)
    const { notBefore = 0, ...message } = await client.messages.get(messageId)
    expect(notBefore - message.createdAt).toBeGreaterThanOrEqual(3_600_000)
    expect(worker.received.length).toBe(1)
  })

  it('default to the documented backoff', async () => {
    const { client } = await startServer()
    const worker = await startWorker((_got, response) => response.writeHead(500).end())
    const before = Date.now()
    await client.publish({ url: worker.url })
    await until(async () => (await client.logs({ filter: { state: 'RETRY' } })).logs.length === 1)
    const { logs } = await client.logs({ filter: { state: 'RETRY' } })
    expect(logs[0]?.nextDeliveryTime).toBeGreaterThanOrEqual(before + 12_182)
  })

  it('are skipped by 489 with Upstash-NonRetryable-Error: true, and only by both together', async () => {
    const { server, client } = await startServer(fast)
    const worker = await startWorker((got, response) => {
      const header = got.url === '/fatal' ? { 'Upstash-NonRetryable-Error': 'true' } : {}
      response.writeHead(489, header).end('no')
    })
    await client.publish({ url: `${worker.url}/fatal`, retries: 5, retryDelay: '1' })
    await until(() => server.dlq().length === 1)
    await client.publish({ url: `${worker.url}/plain`, retries: 1, retryDelay: '1' })
    await until(() => server.dlq().length === 2)
    expect(worker.received.map(({ url }) => url)).toEqual(['/fatal', '/plain', '/plain'])
  })

  it('also follow a refused connection', async () => {
    const { server, client } = await startServer(fast)
    await client.publish({ url: 'http://127.0.0.1:1/', retries: 1, retryDelay: '1' })
    await until(() => server.dlq().length === 1)
    expect(server.dlq()[0]).toMatchObject({ responseStatus: 0, retried: 1 })
    const { logs } = await client.logs({ filter: { state: 'FAILED' } })
    expect(logs[0]?.error).toContain('ECONNREFUSED')
  })

  it('can be brought forward', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((got, response) => {
      response.writeHead(got.headers['upstash-retried'] === '1' ? 200 : 500).end()
    })
    const { messageId } = await client.publish({ url: worker.url, retryDelay: '3600000' })
    await until(async () => (await client.logs({ filter: { state: 'RETRY' } })).logs.length === 1)
    expect((await call(server, 'POST', `/v2/messages/${messageId}/retry`)).status).toBe(200)
    await until(() => server.messages().length === 0)
    expect((await call(server, 'POST', `/v2/messages/${messageId}/retry`)).status).toBe(404)
  })
})
