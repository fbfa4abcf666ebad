import { describe, expect, it } from 'vitest'
import { call, holdAnswers, receiver, startServer, startWorker, until } from './support.ts'

describe('delivery', () => {
  it('is signed for its URL and body, so that the SDK receiver accepts it and nothing else', async () => {
    const { client } = await startServer()
    const worker = await startWorker()
    const url = `${worker.url}/jobs?kind=a%20b`
    await client.publishJSON({ url, body: { text: 'grüße' } })
    await until(() => worker.received.length === 1)
    const [got] = worker.received
    const signature = String(got?.headers['upstash-signature'])
    const body = got?.body ?? ''
    await expect(receiver.verify({ signature, body, url })).resolves.toBe(true)
    await expect(receiver.verify({ signature, body: `${body} `, url })).rejects.toThrow('body hash')
    await expect(receiver.verify({ signature, body, url: `${url}x` })).rejects.toThrow('invalid subject')
    expect(got?.url).toBe('/jobs?kind=a%20b')
  })

  it('is accepted by a receiver that has not rotated yet and by one that has', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker()
    const rotated = await (await call(server, 'POST', '/v2/keys/rotate')).json()
    expect(rotated.current).toBe('sig_next')
    expect(await (await call(server, 'GET', '/v2/keys')).json()).toEqual(rotated)
    await client.publish({ url: worker.url, body: 'x' })
    await until(() => worker.received.length === 1)
    const signature = String(worker.received[0]?.headers['upstash-signature'])
    await expect(receiver.verify({ signature, body: 'x', url: worker.url })).resolves.toBe(true)
  })

  it('keeps the content type, forwards Upstash-Forward-* without the prefix, and adds its own headers', async () => {
    const { client } = await startServer()
    const worker = await startWorker()
    const { messageId } = await client.publish({
      url: worker.url,
      body: '<a/>',
      headers: { 'Content-Type': 'application/xml', Authorization: 'Bearer mine', 'X-Trace': '1' },
      label: ['one', 'two'],
    })
    await until(() => worker.received.length === 1)
    expect(worker.received[0]?.headers).toMatchObject({
      'content-type': 'application/xml',
      authorization: 'Bearer mine',
      'x-trace': '1',
      'upstash-message-id': messageId,
      'upstash-retried': '0',
      'upstash-label': 'one,two',
      'user-agent': 'Upstash-QStash',
    })
    const names = Object.keys(worker.received[0]?.headers ?? {})
    expect(names.filter((name) => name.startsWith('upstash-forward-'))).toEqual([])
  })

  it('carries bodies that are not UTF-8 unchanged', async () => {
    const { server } = await startServer()
    const worker = await startWorker()
    const bytes = Buffer.from([0, 255, 254, 1, 128])
    await call(server, 'POST', `/v2/publish/${worker.url}`, { body: bytes })
    await until(() => worker.received.length === 1)
    expect(worker.received[0]?.raw.equals(bytes)).toBe(true)
  })

  it('uses the method asked for, and sends no body with GET', async () => {
    const { client } = await startServer()
    const worker = await startWorker()
    await client.publish({ url: worker.url, body: 'x', method: 'GET' })
    await client.publish({ url: worker.url, body: 'y', method: 'PUT' })
    await until(() => worker.received.length === 2)
    const seen = worker.received.map(({ method, body }) => [method, body]).sort()
    expect(seen).toEqual([
      ['GET', ''],
      ['PUT', 'y'],
    ])
    const get = worker.received.find(({ method }) => method === 'GET')
    const signature = String(get?.headers['upstash-signature'])
    await expect(receiver.verify({ signature, body: '', url: worker.url })).resolves.toBe(true)
  })

  it('does not follow redirects: they are failures', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((got, response) => {
      response.writeHead(got.url === '/from' ? 307 : 200, { location: '/to' }).end()
    })
    await client.publish({ url: `${worker.url}/from`, retries: 0 })
    await until(() => server.dlq().length === 1)
    expect(server.dlq()[0]?.responseStatus).toBe(307)
    expect(worker.received.map(({ url }) => url)).toEqual(['/from'])
  })

  it('has two hundred deliveries open at once', async () => {
    const { server, client } = await startServer()
    const { answer, held } = holdAnswers()
    const worker = await startWorker(answer)
    await client.batch(Array.from({ length: 200 }, (_, n) => ({ url: worker.url, body: String(n) })))
    await until(() => held.length === 200)
    expect((await client.flowControl.getGlobalParallelism()).parallelismCount).toBe(200)
    for (const response of held) response.end()
    await until(() => server.messages().length === 0)
  })

  it('reuses its connections', async () => {
    const { server, client } = await startServer()
    const ports = new Set<number | undefined>()
    const worker = await startWorker((_got, response) => {
      ports.add(response.socket?.remotePort)
      response.end()
    })
    for (let n = 0; n < 5; n++) {
      await client.publish({ url: worker.url, body: String(n) })
      await until(() => worker.received.length === n + 1 && server.messages().length === 0)
    }
    expect(ports.size).toBe(1)
  })

  it('is sent again at once when a kept-alive connection turns out to be closed', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((got, response) => {
      const { socket } = response
      if (socket && got.body === '2' && served.has(socket)) socket.destroy()
      else {
        served.add(socket)
        response.end()
      }
    })
    const served = new Set<unknown>()
    for (const body of ['1', '2']) {
      await client.publish({ url: worker.url, body })
      await until(() => server.messages().length === 0)
    }
    expect(worker.received.map(({ body }) => body)).toEqual(['1', '2', '2'])
    expect((await client.logs({ filter: { state: 'ERROR' } })).logs).toEqual([])
  })

  it('gives up on an attempt after Upstash-Timeout', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker(() => {})
    await client.publish({ url: worker.url, timeout: '30ms' as '30s', retries: 0 })
    await until(() => server.dlq().length === 1)
    expect(server.dlq()[0]).toMatchObject({ responseStatus: 0, responseBody: 'no response within 30 ms' })
  })

  it('treats an answer that is cut off as a failure', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((_got, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => response.destroy())
    })
    await client.publish({ url: worker.url, retries: 0 })
    await until(() => server.dlq().length === 1)
    expect(server.dlq()[0]?.responseStatus).toBe(0)
  })

  it('fails, rather than stops the server, when a header cannot be sent', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker()
    const item = { destination: worker.url, headers: { 'Upstash-Forward-X': 'a\nb', 'Upstash-Retries': '0' } }
    await call(server, 'POST', '/v2/batch', { body: JSON.stringify([item]) })
    await until(() => server.dlq().length === 1)
    await client.publish({ url: worker.url })
    await until(() => worker.received.length === 1)
  })
})

describe('fault hooks', () => {
  it('can lose, repeat and delay a delivery', async () => {
    const fates = { a: 'drop', b: 'duplicate', c: { delayMs: 5 }, d: 'deliver' } as const
    const { server, client } = await startServer({
      hooks: { beforeDeliver: (message) => fates[message.body as keyof typeof fates] },
    })
    const worker = await startWorker()
    await client.batch(Object.keys(fates).map((body) => ({ url: worker.url, body })))
    await until(() => server.messages().length === 0)
    expect(worker.received.map(({ body }) => body).sort()).toEqual(['b', 'b', 'c', 'd'])
  })
})
