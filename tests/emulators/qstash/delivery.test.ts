import { describe, expect, it } from 'vitest'
import { holdAnswers, receiver, startServer, startWorker, until, untilFailed } from './support.ts'

describe('delivery', () => {
  it('is signed for its URL and body: the SDK receiver accepts only these', async () => {
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

  it('keeps the content type, and has the message id', async () => {
    const { client } = await startServer()
    const worker = await startWorker()
    const headers = { 'Content-Type': 'application/xml' }
    const { messageId } = await client.publish({ url: worker.url, body: '<a/>', headers })
    await until(() => worker.received.length === 1)
    expect(worker.received[0]?.headers).toMatchObject({
      'content-type': 'application/xml',
      'upstash-message-id': messageId,
      'upstash-retried': '0',
      'user-agent': 'Upstash-QStash',
    })
  })

  it('runs two hundred deliveries at once', async () => {
    const { server, client } = await startServer()
    const { answer, held } = holdAnswers()
    const worker = await startWorker(answer)
    await client.batch(Array.from({ length: 200 }, (_, n) => ({ url: worker.url, body: String(n) })))
    await until(() => held.length === 200)
    for (const response of held) response.end()
    await until(() => server.messages().length === 0)
  })

  it('does not follow redirects, and counts them as failures', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((got, response) => {
      response.writeHead(got.url === '/from' ? 307 : 200, { location: '/to' }).end()
    })
    await client.publish({ url: `${worker.url}/from`, retries: 0 })
    expect(await untilFailed(server)).toMatchObject({ responseStatus: 307 })
    expect(worker.received.map(({ url }) => url)).toEqual(['/from'])
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

  it('is repeated at once when a kept-alive connection is already closed', async () => {
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
    expect(server.logs().filter(({ state }) => state === 'ERROR')).toEqual([])
  })

  it('counts a truncated response as a failure', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((_got, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => response.destroy())
    })
    await client.publish({ url: worker.url, retries: 0 })
    expect(await untilFailed(server)).not.toHaveProperty('responseStatus')
  })
})

describe('fault hooks', () => {
  it('can drop, repeat and delay a delivery', async () => {
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
