import { describe, expect, it } from 'vitest'
import { call, holdAnswers, startServer, startWorker, until } from './support.ts'

const url = 'https://example.com/path'

describe('messages', () => {
  it('show a body that is not UTF-8 as base64, and no body when there is none', async () => {
    const { server, client } = await startServer()
    const publish = async (body: Buffer<ArrayBuffer> | undefined) => {
      const response = await call(server, 'POST', `/v2/publish/${url}`, {
        body,
        headers: { 'upstash-delay': '1h' },
      })
      return client.messages.get((await response.json()).messageId)
    }
    const binary = await publish(Buffer.from([255, 0]))
    expect([binary.body, binary.bodyBase64]).toEqual([undefined, '/wA='])
    const empty = await publish(undefined)
    expect([empty.body, empty.bodyBase64]).toEqual([undefined, undefined])
  })

  it('hide redacted fields behind a hash but deliver the originals', async () => {
    const { client } = await startServer()
    const { answer, held, release } = holdAnswers()
    const worker = await startWorker(answer)
    const { messageId } = await client.publish({
      url: worker.url,
      body: 'secret',
      headers: { Authorization: 'Bearer s', 'X-Open': 'o' },
      redact: { body: true, header: ['Authorization'] },
    })
    await until(() => held.length === 1)
    const message = await client.messages.get(messageId)
    expect(message.body).toMatch(/^REDACTED:[0-9a-f]{64}$/)
    expect(message.header?.Authorization?.[0]).toMatch(/^REDACTED:/)
    expect(message.header?.['X-Open']).toEqual(['o'])
    expect(worker.received[0]).toMatchObject({ body: 'secret', headers: { authorization: 'Bearer s' } })
    release()
  })

  it('can still be read shortly after their delivery, as with QStash, but not canceled', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker()
    const { messageId } = await client.publish({ url: worker.url })
    await until(() => server.messages().length === 0)
    expect((await client.messages.get(messageId)).messageId).toBe(messageId)
    await expect(client.messages.cancel(messageId)).rejects.toMatchObject({ status: 404 })
  })

  it('answer 404 when unknown', async () => {
    const { client } = await startServer()
    await expect(client.messages.get('msg_x')).rejects.toMatchObject({
      status: 404,
      message: '{"error":"message msg_x not found"}',
    })
  })

  it('are gone once canceled, and are not delivered', async () => {
    const { server, client } = await startServer({ timeScale: 0.001 })
    const worker = await startWorker()
    const canceled = await client.publish({ url: worker.url, body: 'canceled', delay: 20 })
    expect(await client.messages.cancel(canceled.messageId)).toEqual({ cancelled: 1 })
    await expect(client.messages.get(canceled.messageId)).rejects.toMatchObject({ status: 404 })
    await client.publish({ url: worker.url, body: 'later', delay: 100 })
    await until(() => server.messages().length === 0)
    expect(worker.received.map(({ body }) => body)).toEqual(['later'])
  })

  it('in flight are aborted by a cancellation', async () => {
    const { server, client } = await startServer()
    let aborted = false
    const worker = await startWorker((_got, response) => {
      response.on('close', () => {
        aborted = !response.writableFinished
      })
    })
    const { messageId } = await client.publish({ url: worker.url })
    await until(() => worker.received.length === 1)
    await client.messages.cancel(messageId)
    await until(() => aborted)
    expect(server.messages()).toEqual([])
    expect((await client.logs({ messageIds: [messageId] })).logs[0]?.state).toBe('CANCELED')
  })

  it('are canceled many at once, by id, by filter, or all', async () => {
    const { client } = await startServer()
    const publish = (label: string, path = '') =>
      client.publish({ url: `${url}${path}`, delay: '1h', label, flowControl: { key: label, rate: 1 } })
    const [a, b] = [await publish('one'), await publish('one')]
    expect(await client.messages.cancel([a.messageId, b.messageId, 'msg_x'])).toEqual({ cancelled: 2 })
    for (const label of ['one', 'one', 'two', 'three', 'four']) await publish(label, `/${label}`)
    expect(await client.messages.cancel({ filter: { label: 'one' } })).toEqual({ cancelled: 2 })
    expect(await client.messages.cancel({ filter: { flowControlKey: ['two', 'x'] } })).toEqual({
      cancelled: 1,
    })
    expect(await client.messages.cancel({ filter: { path: '/path/three', host: 'nobody' } })).toEqual({
      cancelled: 0,
    })
    expect(await client.messages.cancel({ filter: { path: '/path/three', host: 'example.com' } })).toEqual({
      cancelled: 1,
    })
    expect(await client.messages.cancel({ filter: { toDate: 1 } })).toEqual({ cancelled: 0 })
    expect(await client.messages.cancel({ all: true })).toEqual({ cancelled: 1 })
  })
})
