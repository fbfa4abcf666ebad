import { describe, expect, it } from 'vitest'
import { failures, retries, startServer, startWorker, until, untilFailed } from './support.ts'

describe('retries', () => {
  it('continue until the worker succeeds, with their number in a header', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((got, response) => {
      response.writeHead(got.headers['upstash-retried'] === '2' ? 200 : 500).end()
    })
    const { messageId } = await client.publish({
      url: worker.url,
      retries: 3,
      retryDelay: '1 + retried',
    })
    await until(() => server.messages().length === 0)
    expect(worker.received.map(({ headers }) => headers['upstash-retried'])).toEqual(['0', '1', '2'])
    expect(new Set(worker.received.map(({ headers }) => headers['upstash-message-id']))).toEqual(
      new Set([messageId]),
    )
  })

  it('stop after Upstash-Retries', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((_got, response) => response.writeHead(503).end('try later'))
    const { messageId } = await client.publish({ url: worker.url, body: 'b', retries: 2, retryDelay: '10' })
    expect(await untilFailed(server)).toMatchObject({ messageId, responseStatus: 503 })
    expect(worker.received.length).toBe(3)
    expect(server.messages()).toEqual([])
  })

  it('end with an error for an https address, which the emulator does not call', async () => {
    const { server, client } = await startServer()
    const { messageId } = await client.publish({
      url: 'https://worker.example/x',
      retries: 1,
      retryDelay: '10',
    })
    expect(await untilFailed(server)).toMatchObject({
      messageId,
      error: 'the emulator calls only http addresses',
    })
    expect(retries(server).length).toBe(1)
    expect(server.messages()).toEqual([])
  })

  it('wait as long as Retry-After says', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((_got, response) => {
      response.writeHead(503, { 'retry-after': '3600' }).end()
    })
    await client.publish({ url: worker.url, retryDelay: '1' })
    await until(() => retries(server).length === 1)
    const [message] = server.messages()
    expect(message!.notBefore - message!.createdAt).toBeGreaterThanOrEqual(3_600_000)
    expect(worker.received.length).toBe(1)
  })

  it('use the documented backoff by default', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((_got, response) => response.writeHead(500).end())
    const before = Date.now()
    await client.publish({ url: worker.url })
    await until(() => retries(server).length === 1)
    expect(retries(server)[0]?.nextDeliveryTime).toBeGreaterThanOrEqual(before + 12_182)
  })

  it('are skipped only for 489 together with Upstash-NonRetryable-Error: true', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((got, response) => {
      const header = got.url === '/fatal' ? { 'Upstash-NonRetryable-Error': 'true' } : {}
      response.writeHead(489, header).end('no')
    })
    await client.publish({ url: `${worker.url}/fatal`, retries: 5, retryDelay: '1' })
    await until(() => failures(server).length === 1)
    await client.publish({ url: `${worker.url}/plain`, retries: 1, retryDelay: '1' })
    await until(() => failures(server).length === 2)
    expect(worker.received.map(({ url }) => url)).toEqual(['/fatal', '/plain', '/plain'])
  })

  it('also follow a refused connection', async () => {
    const { server, client } = await startServer()
    await client.publish({ url: 'http://127.0.0.1:1/', retries: 1, retryDelay: '1' })
    expect((await untilFailed(server)).error).toContain('ECONNREFUSED')
    expect(retries(server)).toHaveLength(1)
  })
})
