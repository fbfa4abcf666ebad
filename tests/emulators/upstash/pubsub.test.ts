import type { Redis } from '@upstash/redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backends, openUpstash, post, token } from './harness.ts'

type Subscriber = ReturnType<Redis['subscribe']>

const ready = (subscriber: Subscriber, times = 1) =>
  new Promise<number[]>((resolve, reject) => {
    const counts: number[] = []
    subscriber.on('error', reject)
    subscriber.on('subscribe', (count) => {
      if (counts.push(count) === times) resolve(counts)
    })
  })

function collect(subscriber: Subscriber) {
  const received: unknown[] = []
  let wake = () => {}
  subscriber.on('message', (item) => {
    received.push(item)
    wake()
  })
  return {
    received,
    async first(count: number) {
      while (received.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      return received
    },
  }
}

describe.each(backends)('publish and subscribe on the %s', (_, redisUrl) => {
  let upstash: Awaited<ReturnType<typeof openUpstash>>
  let redis: Redis
  const key = (name: string) => upstash.key(name)
  const subscribersOf = async (channel: string) =>
    ((await upstash.request('/', post(['PUBSUB', 'NUMSUB', channel]))).json as { result: [string, number] })
      .result[1]
  beforeAll(async () => {
    upstash = await openUpstash(redisUrl)
    redis = upstash.client()
  })
  afterAll(() => upstash.close())

  it('delivers to every subscriber of a channel, and returns their number', async () => {
    const subscribers = [1, 2, 3].map(() => redis.subscribe([key('news')]))
    const boxes = subscribers.map((subscriber) => collect(subscriber))
    expect(await Promise.all(subscribers.map((subscriber) => ready(subscriber)))).toEqual([[1], [1], [1]])
    expect(await redis.publish(key('news'), { n: 1 })).toBe(3)
    expect(await redis.publish(key('other'), 'nobody')).toBe(0)
    for (const box of boxes) expect(await box.first(1)).toEqual([{ channel: key('news'), message: { n: 1 } }])
    await Promise.all(subscribers.map((subscriber) => subscriber.unsubscribe()))
  })

  it('delivers the messages of each channel in order', async () => {
    const subscriber = redis.subscribe([key('a'), key('b')])
    const box = collect(subscriber)
    await ready(subscriber, 2)
    for (let i = 0; i < 20; i++) await redis.publish(key(i % 2 ? 'a' : 'b'), i)
    const messages = (await box.first(20)) as { channel: string; message: number }[]
    for (const [name, parity] of [
      ['a', 1],
      ['b', 0],
    ] as const) {
      const own = messages.filter(({ channel }) => channel === key(name)).map(({ message }) => message)
      expect(own).toEqual(Array.from({ length: 10 }, (_, i) => i * 2 + parity))
    }
    await subscriber.unsubscribe()
  })

  it.each([
    ['emoji and Korean', '한국어 😀, 안녕'],
    ['commas', 'a,b,,c,'],
    ['newlines', 'line 1\nline 2\r\n\n\rdata: message,x,y\n'],
    ['quotes', '"quoted" \\ and \' {"half":'],
    ['an empty text', ''],
    ['separators of lines', 'a\u2028b\u0085c'],
    ['JSON over several lines', JSON.stringify({ text: 'a\nb', list: [1, '😀'] }, null, 2)],
  ])('delivers %s unchanged', async (_, text) => {
    const expected = text.startsWith('{\n') ? JSON.parse(text) : text
    const subscriber = redis.subscribe([key('text')])
    const box = collect(subscriber)
    await ready(subscriber)
    await redis.publish(key('text'), text)
    expect(await box.first(1)).toEqual([{ channel: key('text'), message: expected }])
    await subscriber.unsubscribe()
  })

  it('frees the channel only when its last subscriber leaves', async () => {
    const [first, second] = [redis.subscribe([key('free')]), redis.subscribe([key('free')])]
    const box = collect(second)
    await Promise.all([ready(first), ready(second)])
    await first.unsubscribe()
    await expect.poll(() => redis.publish(key('free'), 'still')).toBe(1)
    await box.first(1)
    await second.unsubscribe()
    await expect.poll(() => subscribersOf(key('free'))).toBe(0)
    expect(await redis.publish(key('free'), 'nobody')).toBe(0)
  })

  it('can leave one channel and keep the other', async () => {
    const subscriber = redis.subscribe([key('leave'), key('keep')])
    const box = collect(subscriber)
    await ready(subscriber, 2)
    await subscriber.unsubscribe([key('leave')])
    await expect.poll(() => subscribersOf(key('leave'))).toBe(0)
    expect(await redis.publish(key('leave'), 'lost')).toBe(0)
    expect(await redis.publish(key('keep'), 'found')).toBe(1)
    expect(await box.first(1)).toEqual([{ channel: key('keep'), message: 'found' }])
    await subscriber.unsubscribe()
  })

  it('serves 200 subscriptions at once', async () => {
    const names = Array.from({ length: 200 }, (_, i) => key(`many:${i}`))
    const subscribers = names.map((name) => redis.subscribe([name]))
    const boxes = subscribers.map((subscriber) => collect(subscriber))
    await Promise.all(subscribers.map((subscriber) => ready(subscriber)))
    const counts = await Promise.all(names.map((name, i) => redis.publish(name, { i })))
    expect(counts).toEqual(names.map(() => 1))
    const received = await Promise.all(boxes.map((box) => box.first(1)))
    expect(received).toEqual(names.map((channel, i) => [{ channel, message: { i } }]))
    await Promise.all(subscribers.map((subscriber) => subscriber.unsubscribe()))
    await expect.poll(() => subscribersOf(names[0]!)).toBe(0)
  })

  it('frames events as the real service does, on GET and POST', async () => {
    for (const method of ['GET', 'POST']) {
      const leave = new AbortController()
      const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' }
      const url = `${upstash.url}/subscribe/${key('raw')}`
      const response = await fetch(url, { method, headers, signal: leave.signal })
      expect(response.headers.get('content-type')).toContain('text/event-stream')
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
      expect((await reader.read()).value).toBe(`data: subscribe,${key('raw')},1\n\n`)
      await redis.publish(key('raw'), 'how are you?')
      expect((await reader.read()).value).toBe(`data: message,${key('raw')},how are you?\n\n`)
      leave.abort()
      await expect.poll(() => subscribersOf(key('raw'))).toBe(0)
    }
  })

  it('publishes from scripts, pipelines and transactions', async () => {
    const subscriber = redis.subscribe([key('inside')])
    const box = collect(subscriber)
    await ready(subscriber)
    await redis.eval('return redis.call("PUBLISH", ARGV[1], "script")', [], [key('inside')])
    expect(await redis.pipeline().publish(key('inside'), 'pipeline').exec()).toEqual([1])
    await redis.multi().publish(key('inside'), 'multi').exec()
    expect((await box.first(3)).map((item) => (item as { message: string }).message)).toEqual([
      'script',
      'pipeline',
      'multi',
    ])
    await subscriber.unsubscribe()
  })
})
