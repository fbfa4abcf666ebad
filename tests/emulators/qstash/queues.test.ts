import { describe, expect, it } from 'vitest'
import { call, holdAnswers, startServer, startWorker, until } from './support.ts'

const bodies = ['1', '2', '3', '4', '5']

describe('queues', () => {
  it('deliver one message at a time, in order', async () => {
    const { server, client } = await startServer()
    let open = 0
    let openMax = 0
    const worker = await startWorker((_got, response) => {
      openMax = Math.max(openMax, ++open)
      setImmediate(() => {
        open--
        response.end()
      })
    })
    const queue = client.queue({ queueName: 'orders' })
    for (const body of bodies) await queue.enqueue({ url: worker.url, body })
    await until(() => server.messages().length === 0)
    expect(worker.received.map(({ body }) => body)).toEqual(bodies)
    expect(openMax).toBe(1)
    expect((await queue.get()).lag).toBe(0)
  })

  it('keep the order through retries: a failing message holds its place', async () => {
    const { server, client } = await startServer({ timeScale: 0.001 })
    const worker = await startWorker((got, response) => {
      const fails = got.body === '2' && got.headers['upstash-retried'] !== '2'
      response.writeHead(fails ? 500 : 200).end()
    })
    const queue = client.queue({ queueName: 'orders' })
    for (const body of ['1', '2', '3']) await queue.enqueue({ url: worker.url, body, retryDelay: '2000' })
    await until(() => server.messages().length === 0)
    expect(worker.received.map(({ body }) => body)).toEqual(['1', '2', '2', '2', '3'])
  })

  it('go on to the next message when one is dead or canceled', async () => {
    const { server, client } = await startServer()
    const { answer, held } = holdAnswers()
    const worker = await startWorker((got, response) => {
      if (got.body === 'dead') response.writeHead(500).end()
      else if (got.body === 'canceled') answer(got, response)
      else response.end()
    })
    const queue = client.queue({ queueName: 'orders' })
    await queue.enqueue({ url: worker.url, body: 'dead', retries: 0 })
    const { messageId } = await queue.enqueue({ url: worker.url, body: 'canceled' })
    await queue.enqueue({ url: worker.url, body: 'last' })
    await until(() => held.length === 1)
    await client.messages.cancel(messageId)
    await until(() => server.messages().length === 0)
    expect(worker.received.map(({ body }) => body)).toEqual(['dead', 'canceled', 'last'])
  })

  it('deliver as many at once as their parallelism allows, also after a change', async () => {
    const { server, client } = await startServer()
    const { answer, held, release } = holdAnswers()
    const worker = await startWorker(answer)
    const queue = client.queue({ queueName: 'wide' })
    await queue.upsert({ parallelism: 2 })
    for (const body of bodies) await queue.enqueue({ url: worker.url, body })
    await until(() => held.length === 2)
    expect(await queue.get()).toMatchObject({ name: 'wide', parallelism: 2, lag: 5, paused: false })
    await queue.upsert({ parallelism: 4 })
    await until(() => held.length === 4)
    while (server.messages().length > 0) {
      release()
      await until(() => held.length > 0 || server.messages().length === 0)
    }
    expect(worker.received.length).toBe(5)
  })

  it('deliver nothing while paused, not even a retry that has come due', async () => {
    const { server, client } = await startServer({ timeScale: 0.001 })
    const { answer, held } = holdAnswers()
    const worker = await startWorker((got, response) => {
      if (got.url === '/probe' || got.headers['upstash-retried'] === '1') response.end()
      else answer(got, response)
    })
    const queue = client.queue({ queueName: 'q' })
    await queue.enqueue({ url: worker.url, body: 'first', retryDelay: '1' })
    await queue.enqueue({ url: `${worker.url}/probe`, body: 'second' })
    await until(() => held.length === 1)
    await queue.pause()
    held[0]?.writeHead(500).end()
    await client.publish({ url: `${worker.url}/probe`, body: 'free', delay: 50 })
    await until(() => worker.received.some(({ body }) => body === 'free'))
    expect(worker.received.map(({ body }) => body)).toEqual(['first', 'free'])
    await queue.resume()
    await until(() => server.messages().length === 0)
    expect(worker.received.map(({ body }) => body)).toEqual(['first', 'free', 'first', 'second'])
  })

  it('are listed, and gone with their messages once deleted', async () => {
    const { server, client } = await startServer()
    await client.queue({ queueName: 'a' }).upsert({ paused: true })
    await client.queue({ queueName: 'b' }).upsert({ parallelism: 3 })
    await client.queue({ queueName: 'a' }).enqueue({ url: 'https://example.com' })
    const listed = await client.queue().list()
    expect(listed.map(({ name, lag, paused }) => [name, lag, paused])).toEqual([
      ['a', 1, true],
      ['b', 0, false],
    ])
    await client.queue({ queueName: 'a' }).delete()
    expect(server.messages()).toEqual([])
    await expect(client.queue({ queueName: 'a' }).get()).rejects.toMatchObject({ status: 404 })
  })

  it('refuse a bad name or parallelism with 400', async () => {
    const { server, client } = await startServer()
    await expect(client.queue({ queueName: 'q' }).upsert({ parallelism: 0 })).rejects.toMatchObject({
      status: 400,
    })
    await expect(client.queue({ queueName: 'a b' }).upsert({})).rejects.toMatchObject({ status: 400 })
    expect((await call(server, 'POST', '/v2/enqueue/a%20b/https://example.com')).status).toBe(400)
    expect((await call(server, 'POST', '/v2/queues', { body: '{' })).status).toBe(400)
  })
})
