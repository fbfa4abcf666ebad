import { describe, expect, it } from 'vitest'
import { call, startServer, startWorker, until } from './support.ts'

/** A server with one dead letter for each label, in that order. */
async function withDeadLetters(labels: string[]) {
  let status = 500
  const { server, client } = await startServer()
  const worker = await startWorker((_got, response) => response.writeHead(status).end())
  for (const [index, label] of labels.entries()) {
    await client.publish({ url: worker.url, body: label, retries: 0, label })
    await until(() => server.dlq().length === index + 1)
  }
  const recover = () => {
    status = 200
    worker.received.length = 0
  }
  return { server, client, worker, recover }
}

describe('the dead-letter queue', () => {
  it('is listed page by page and filtered', async () => {
    const { client } = await withDeadLetters(['a', 'b', 'c'])
    const first = await client.dlq.listMessages({ count: 2 })
    expect(first.messages.map(({ label }) => label)).toEqual(['a', 'b'])
    const second = await client.dlq.listMessages({ count: 2, cursor: first.cursor })
    expect(second.messages.map(({ label }) => label)).toEqual(['c'])
    expect(second.cursor).toBeUndefined()
    const filtered = await client.dlq.listMessages({ filter: { label: ['a', 'c'], responseStatus: 500 } })
    expect(filtered.messages.map(({ label }) => label)).toEqual(['a', 'c'])
    expect((await client.dlq.listMessages({ filter: { responseStatus: 404 } })).messages).toEqual([])
    const dlqId = second.messages[0]?.dlqId ?? ''
    expect((await client.dlq.listMessages({ dlqIds: [dlqId] })).messages.length).toBe(1)
  })

  it('shows one entry, and 404 for one that it does not have', async () => {
    const { server } = await withDeadLetters(['a'])
    const dlqId = server.dlq()[0]?.dlqId
    const found = await call(server, 'GET', `/v2/dlq/${dlqId}`)
    expect(await found.json()).toMatchObject({ dlqId, body: 'a', responseStatus: 500 })
    expect((await call(server, 'GET', '/v2/dlq/1-1')).status).toBe(404)
  })

  it('loses what is deleted: one, several, a filter, or all in steps', async () => {
    const { server, client } = await withDeadLetters(['a', 'b', 'c', 'd', 'e', 'f'])
    const ids = server.dlq().map(({ dlqId }) => dlqId)
    await client.dlq.delete(ids[0] ?? '')
    await expect(client.dlq.delete(ids[0] ?? '')).rejects.toMatchObject({ status: 404 })
    expect(await client.dlq.delete([ids[0] ?? '', ids[1] ?? ''])).toMatchObject({ deleted: 1 })
    expect(await client.dlq.delete({ filter: { label: 'c' } })).toMatchObject({ deleted: 1 })
    const step = await client.dlq.delete({ all: true, count: 2 })
    expect(step.deleted).toBe(2)
    const last = await client.dlq.delete({ all: true, count: 2, cursor: step.cursor })
    expect(last).toEqual({ deleted: 1 })
    expect(server.dlq()).toEqual([])
  })

  it('sends a retried entry as a new message, with its retries before it', async () => {
    const { server, client, worker, recover } = await withDeadLetters(['a', 'b'])
    const [dead] = server.dlq()
    recover()
    const { responses, cursor } = await client.dlq.retry(dead?.dlqId ?? '')
    expect(cursor).toBeUndefined()
    await until(() => worker.received.length === 1 && server.messages().length === 0)
    expect(worker.received[0]).toMatchObject({
      body: 'a',
      headers: { 'upstash-retried': '0', 'upstash-message-id': responses[0]?.messageId },
    })
    expect(responses[0]?.messageId).not.toBe(dead?.messageId)
    expect(server.dlq().map(({ label }) => label)).toEqual(['b'])
    expect((await client.dlq.retry({ all: true })).responses.length).toBe(1)
    await until(() => worker.received.length === 2)
    expect(server.dlq()).toEqual([])
  })
})
