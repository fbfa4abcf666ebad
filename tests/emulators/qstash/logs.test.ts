import { describe, expect, it } from 'vitest'
import { call, startServer, startWorker, until } from './support.ts'

describe('logs', () => {
  it('record every step of a message, newest first, without bodies or headers', async () => {
    const { server, client } = await startServer({ timeScale: 0.001 })
    const worker = await startWorker((got, response) => {
      response.writeHead(got.headers['upstash-retried'] === '1' ? 200 : 500).end('answer-text')
    })
    const headers = { Authorization: 'Bearer header-text' }
    const { messageId } = await client.publish({
      url: worker.url,
      body: 'body-text',
      headers,
      retryDelay: '1',
    })
    await until(() => server.messages().length === 0)
    const { logs, events } = await client.logs({ messageIds: [messageId] })
    expect(logs.map(({ state }) => state)).toEqual([
      'DELIVERED',
      'ACTIVE',
      'RETRY',
      'ERROR',
      'ACTIVE',
      'CREATED',
    ])
    expect(events).toEqual(logs)
    expect(logs[3]).toMatchObject({ url: worker.url, responseStatus: 500 })
    expect(JSON.stringify(server.logs())).not.toMatch(/body-text|header-text|answer-text/)
  })

  it('come page by page through their cursor', async () => {
    const { client } = await startServer()
    for (let n = 0; n < 5; n++)
      await client.publish({ url: 'https://example.com', delay: '1h', label: String(n) })
    const seen: (string | undefined)[] = []
    let cursor: string | undefined
    do {
      const page = await client.logs({ count: 2, cursor })
      seen.push(...page.logs.map(({ label }) => label))
      cursor = page.cursor
    } while (cursor)
    expect(seen).toEqual(['4', '3', '2', '1', '0'])
  })

  it('can be filtered by state, label, URL, queue, flow-control key and time', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker()
    await client.queue({ queueName: 'q' }).enqueue({ url: `${worker.url}/queued` })
    await client.publish({ url: `${worker.url}/labelled`, label: ['x', 'y'] })
    await client.publish({ url: `${worker.url}/flow`, flowControl: { key: 'k', rate: 1 } })
    await until(() => server.messages().length === 0)
    const urls = async (filter: object) => {
      const { logs } = await client.logs({ filter: { state: 'DELIVERED', ...filter } })
      return logs.map(({ url }) => new URL(url).pathname)
    }
    expect(await urls({ label: 'y' })).toEqual(['/labelled'])
    expect(await urls({ queueName: ['q'] })).toEqual(['/queued'])
    expect(await urls({ flowControlKey: 'k' })).toEqual(['/flow'])
    expect(await urls({ path: '/flow' })).toEqual(['/flow'])
    expect(await urls({ toDate: 1 })).toEqual([])
    expect((await urls({ fromDate: new Date(0) })).length).toBe(3)
    expect((await client.logs({ filter: { state: 'IN_PROGRESS' } })).logs.length).toBe(3)
  })

  it('answer under both of their paths and refuse a bad count', async () => {
    const { server, client } = await startServer()
    await client.publish({ url: 'https://example.com', delay: '1h' })
    const { logs } = await (await call(server, 'GET', '/v2/logs')).json()
    expect(logs.length).toBe(1)
    expect((await call(server, 'GET', '/v2/events?count=0')).status).toBe(400)
  })

  it('keep no more than the last 10,000 entries', async () => {
    const { server, client } = await startServer()
    const batch = Array.from({ length: 2600 }, () => ({ url: 'https://example.com', delay: '1h' as const }))
    for (let n = 0; n < 4; n++) await client.batch(batch)
    let count = 0
    let cursor: string | undefined
    do {
      const page = await client.logs({ cursor })
      count += page.logs.length
      cursor = page.cursor
    } while (cursor)
    expect(count).toBe(10_000)
    expect(server.messages().length).toBe(10_400)
  })
})
