import { describe, expect, it } from 'vitest'
import { receiver, startServer, startWorker, until } from './support.ts'

const decoded = (text: string) => Buffer.from(text, 'base64').toString('utf8')

describe('callbacks', () => {
  it('tell the callback URL about the answer in a signed message of the documented shape', async () => {
    const { client } = await startServer()
    const worker = await startWorker((got, response) => {
      response.writeHead(201, { 'x-model': 'm' }).end(got.url === '/job' ? 'the answer' : '')
    })
    const callback = `${worker.url}/callback?from=job`
    const { messageId } = await client.publish({
      url: `${worker.url}/job`,
      body: 'question',
      retries: 2,
      callback,
      headers: { 'Upstash-Callback-Forward-X-Mine': 'yes', 'Upstash-Callback-Method': 'PUT' },
    })
    await until(() => worker.received.length === 2)
    const got = worker.received[1]
    expect(got).toMatchObject({
      method: 'PUT',
      url: '/callback?from=job',
      headers: { 'content-type': 'application/json', 'x-mine': 'yes' },
    })
    const body = got?.body ?? ''
    const signature = String(got?.headers['upstash-signature'])
    await expect(receiver.verify({ signature, body, url: callback })).resolves.toBe(true)
    const report = JSON.parse(body)
    expect(report).toMatchObject({
      status: 201,
      retried: 0,
      maxRetries: 2,
      sourceMessageId: messageId,
      url: `${worker.url}/job`,
      method: 'POST',
    })
    expect(report.header['X-Model']).toEqual(['m'])
    expect([decoded(report.body), decoded(report.sourceBody)]).toEqual(['the answer', 'question'])
  })

  it('are sent after each attempt', async () => {
    const { server, client } = await startServer({ timeScale: 0.001 })
    const worker = await startWorker((got, response) => {
      const fails = got.url === '/job' && got.headers['upstash-retried'] === '0'
      response.writeHead(fails ? 500 : 200).end()
    })
    await client.publish({ url: `${worker.url}/job`, callback: `${worker.url}/callback`, retryDelay: '1' })
    await until(() => server.messages().length === 0)
    const reports = worker.received
      .filter(({ url }) => url === '/callback')
      .map(({ body }) => JSON.parse(body))
    const seen = reports.map(({ status, retried }) => [status, retried]).sort(([a], [b]) => a - b)
    expect(seen).toEqual([
      [200, 1],
      [500, 0],
    ])
  })

  it('tell the failure callback, once, with the DLQ id, when a message is dead', async () => {
    const { server, client } = await startServer({ timeScale: 0.001 })
    const worker = await startWorker((got, response) => {
      response.writeHead(got.url === '/job' ? 500 : 200).end('broken')
    })
    await client.publish({
      url: `${worker.url}/job`,
      retries: 2,
      retryDelay: '1',
      failureCallback: `${worker.url}/failed`,
      headers: { 'Upstash-Failure-Callback-Retries': '1' },
    })
    await until(() => server.messages().length === 0)
    const failures = worker.received.filter(({ url }) => url === '/failed')
    expect(failures.length).toBe(1)
    const report = JSON.parse(failures[0]?.body ?? '')
    expect(report).toMatchObject({ status: 500, retried: 2, maxRetries: 2, dlqId: server.dlq()[0]?.dlqId })
    expect(decoded(report.body)).toBe('broken')
  })
})
