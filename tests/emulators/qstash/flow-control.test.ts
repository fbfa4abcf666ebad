import { describe, expect, it } from 'vitest'
import { holdAnswers, startServer, startWorker, until } from './support.ts'

describe('flow control', () => {
  it('bounds how many messages of a key are open at once, and no other key', async () => {
    const { server, client } = await startServer()
    const { answer, held, release } = holdAnswers()
    const worker = await startWorker(answer)
    const publish = (key: string) =>
      client.publish({ url: worker.url, body: key, flowControl: { key, parallelism: 2 } })
    for (let n = 0; n < 5; n++) await publish('a')
    await publish('b')
    await until(() => held.length === 3)
    expect(await client.flowControl.get('a')).toMatchObject({
      flowControlKey: 'a',
      waitListSize: 3,
      parallelismMax: 2,
      parallelismCount: 2,
    })
    release()
    await until(() => worker.received.length === 4)
    while (server.messages().length > 0) {
      release()
      await until(() => held.length > 0 || server.messages().length === 0)
    }
    expect((await client.flowControl.get('a')).parallelismCount).toBe(0)
  })

  it('frees the place of a message that waits for its retry', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker((got, response) =>
      response.writeHead(got.body === 'bad' ? 500 : 200).end(),
    )
    const flowControl = { key: 'k', parallelism: 1 }
    await client.publish({ url: worker.url, body: 'bad', flowControl })
    await client.publish({ url: worker.url, body: 'good', flowControl })
    await until(() => server.messages().length === 1)
    expect(worker.received.map(({ body }) => body)).toEqual(['bad', 'good'])
  })

  it('starts no more than the rate in one period, and the rest in the next', async () => {
    const { server, client } = await startServer({ timeScale: 0.01 })
    const worker = await startWorker()
    const flowControl = { key: 'k', rate: 2, period: '1h' } as const
    for (let n = 0; n < 4; n++) await client.publish({ url: worker.url, body: String(n), flowControl })
    await until(() => server.messages().length === 2)
    expect(await client.flowControl.get('k')).toMatchObject({
      rateMax: 2,
      rateCount: 2,
      ratePeriod: 3600,
      waitListSize: 2,
    })
    await client.flowControl.resetRate('k')
    await until(() => server.messages().length === 0)
    expect(worker.received.map(({ body }) => body)).toEqual(['0', '1', '2', '3'])
  })

  it('opens the next period by itself', async () => {
    const { server, client } = await startServer({ timeScale: 0.01 })
    const worker = await startWorker()
    const flowControl = { key: 'k', rate: 1, period: '1s' } as const
    for (let n = 0; n < 3; n++) await client.publish({ url: worker.url, body: String(n), flowControl })
    await until(() => server.messages().length === 0)
    expect(worker.received.length).toBe(3)
  })

  it('holds messages of a paused key until it is resumed', async () => {
    const { server, client } = await startServer()
    const worker = await startWorker()
    await client.flowControl.pause('k')
    await client.publish({ url: worker.url, body: 'held', flowControl: { key: 'k', parallelism: 1 } })
    await client.publish({ url: worker.url, body: 'free' })
    await until(() => worker.received.length === 1)
    expect(await client.flowControl.get('k')).toMatchObject({ isPaused: true, waitListSize: 1 })
    await client.flowControl.resume('k')
    await until(() => server.messages().length === 0)
    expect(worker.received.map(({ body }) => body)).toEqual(['free', 'held'])
    expect((await client.flowControl.get('k')).isPaused).toBe(false)
  })

  it('lets pinned limits outrank what messages ask for, each until it is unpinned', async () => {
    const { client } = await startServer()
    await client.flowControl.pin('k', { parallelism: 3, rate: 20, period: 120 })
    const flowControl = { key: 'k', parallelism: 5, rate: 10, period: '1m' } as const
    await client.publish({ url: 'https://example.com', delay: '1h', flowControl })
    expect(await client.flowControl.get('k')).toMatchObject({
      isPinnedParallelism: true,
      isPinnedRate: true,
      parallelismMax: 3,
      rateMax: 20,
      ratePeriod: 120,
    })
    await client.flowControl.unpin('k', { parallelism: true })
    expect(await client.flowControl.get('k')).toMatchObject({
      isPinnedParallelism: false,
      isPinnedRate: true,
      parallelismMax: 5,
      rateMax: 20,
    })
    await client.flowControl.unpin('k', { rate: true })
    expect(await client.flowControl.get('k')).toMatchObject({
      isPinnedRate: false,
      rateMax: 10,
      ratePeriod: 60,
    })
  })

  it('applies within a queue too', async () => {
    const { server, client } = await startServer()
    const { answer, held, release } = holdAnswers()
    const worker = await startWorker(answer)
    const queue = client.queue({ queueName: 'q' })
    await queue.upsert({ parallelism: 5 })
    const flowControl = { key: 'k', parallelism: 1 }
    for (const body of ['1', '2']) await queue.enqueue({ url: worker.url, body, flowControl })
    await until(() => held.length === 1)
    expect((await client.flowControl.get('k')).waitListSize).toBe(1)
    release()
    await until(() => held.length === 1)
    release()
    await until(() => server.messages().length === 0)
    expect(worker.received.map(({ body }) => body)).toEqual(['1', '2'])
  })
})
