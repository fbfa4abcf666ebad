import { describe, expect, it } from 'vitest'
import { call, startServer, startWorker, until } from './support.ts'

describe('publish', () => {
  it('answers 201 with the id of the message, which waits for its delay', async () => {
    const { server } = await startServer()
    const headers = {
      'content-type': 'application/json',
      'upstash-delay': '1h',
      'upstash-retry-delay': '1000 * retried',
    }
    const path = '/v2/publish/https://example.com/a?b=c'
    const response = await call(server, 'POST', path, { body: '{"a":1}', headers })
    expect(response.status).toBe(201)
    const { messageId } = await response.json()
    const [message] = server.messages()
    expect(message).toMatchObject({
      messageId,
      url: 'https://example.com/a?b=c',
      body: '{"a":1}',
      contentType: 'application/json',
      retryDelayExpression: '1000 * retried',
      maxRetries: 3,
    })
    expect(message!.notBefore - message!.createdAt).toBe(3_600_000)
  })

  it.each([
    ['upstash-retry-delay', 'process.exit(1)', 'invalid Upstash-Retry-Delay: '],
    ['upstash-retries', '-1', 'invalid Upstash-Retries: -1'],
    ['upstash-delay', 'soon', 'invalid Upstash-Delay: soon'],
  ])('rejects %s: %s with 400 and the reason', async (name, value, reason) => {
    const { server } = await startServer()
    const response = await call(server, 'POST', '/v2/publish/https://example.com', {
      headers: { [name]: value },
    })
    expect(response.status).toBe(400)
    expect((await response.json()).error).toContain(reason)
    expect(server.messages()).toEqual([])
  })

  it('rejects a destination that is not a URL', async () => {
    const { client } = await startServer()
    await expect(client.publish({ url: 'nobody' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('endpoint has invalid scheme, add http:// or https://'),
    })
  })

  it("answers 401 to a wrong or missing token, with QStash's message", async () => {
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

  it('answers 404 to unknown paths', async () => {
    const { server } = await startServer()
    for (const path of [
      '/',
      '/v1/publish/https://example.com',
      '/v2/nothing',
      '/v2/publish/https://example.com',
    ]) {
      const response = await call(server, 'GET', path)
      expect(response.status).toBe(404)
      expect(await response.json()).toEqual({ error: 'not found' })
    }
  })

  it('rejects a body over 10 MB with 413', async () => {
    const { server } = await startServer()
    const body = 'x'.repeat(10 * 1024 * 1024 + 1)
    const response = await call(server, 'POST', '/v2/publish/https://example.com', { body })
    expect(response.status).toBe(413)
  })
})

describe('batch', () => {
  it('answers with one result per item, in order', async () => {
    const { client } = await startServer()
    const worker = await startWorker()
    const results = await client.batchJSON([1, 2, 3].map((n) => ({ url: `${worker.url}/${n}`, body: { n } })))
    expect(results.map(({ messageId }) => messageId)).toEqual(Array(3).fill(expect.stringMatching(/^msg_/)))
    await until(() => worker.received.length === 3)
    const bodies = worker.received.map(({ url, body }) => [url, body]).sort()
    expect(bodies).toEqual([1, 2, 3].map((n) => [`/${n}`, JSON.stringify({ n })]))
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
