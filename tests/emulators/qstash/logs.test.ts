import { describe, expect, it } from 'vitest'
import { startServer, startWorker, until } from './support.ts'

describe('logs', () => {
  it('record every step of a message, newest first, without bodies or headers', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((got, response) => {
      response.writeHead(got.headers['upstash-retried'] === '1' ? 200 : 500).end('answer-text')
    })
    await client.publish({ url: worker.url, body: 'body-text', retryDelay: '1' })
    await until(() => server.messages().length === 0)
    const { logs, events } = await client.logs()
    const states = ['DELIVERED', 'ACTIVE', 'RETRY', 'ERROR', 'ACTIVE', 'CREATED']
    expect(logs.map(({ state }) => state)).toEqual(states)
    expect(events).toEqual(logs)
    expect(logs[3]).toMatchObject({ url: worker.url, responseStatus: 500 })
    expect(JSON.stringify(server.logs())).not.toMatch(/body-text|answer-text/)
  })

  it('keep only the last 10,000 entries', async () => {
    const { server, client } = await startServer()
    const batch = Array.from({ length: 2600 }, () => ({ url: 'https://example.com', delay: '1h' as const }))
    for (let n = 0; n < 4; n++) await client.batch(batch)
    expect(server.logs().length).toBe(10_000)
    expect((await client.logs()).logs.length).toBe(1000)
    expect(server.messages().length).toBe(10_400)
  })
})
