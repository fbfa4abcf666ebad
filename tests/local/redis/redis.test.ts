import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { Redis } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import { startRedis } from '#local/redis'

async function start(password?: string) {
  const server = await startRedis({ port: 0, password })
  onTestFinished(() => server.close())
  return server
}

function client(url: string) {
  const redis = new Redis(url, { retryStrategy: null })
  redis.on('error', () => {})
  onTestFinished(() => redis.disconnect())
  return redis
}

/** The server's responses to these bytes and QUIT. */
function answerTo(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`${bytes}*1\r\n$4\r\nQUIT\r\n`)
  return text(socket)
}

it('accepts only clients with the password, by every form of AUTH', async () => {
  const { url, port } = await start('se/cret')
  expect(await client(url).ping()).toBe('PONG')
  expect(await client(`redis://default:se%2Fcret@127.0.0.1:${port}`).ping()).toBe('PONG')
  await expect(client(`redis://127.0.0.1:${port}`).get('a')).rejects.toThrow('NOAUTH')
  await expect(client(`redis://:wrong@127.0.0.1:${port}`).get('a')).rejects.toThrow('WRONGPASS')
})

it('speaks RESP3 on request', async () => {
  const { port } = await start()
  const answer = await answerTo(port, '*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n')
  expect(answer).toMatch(/^%\d+\r\n/)
  expect(answer).toContain('$5\r\nproto\r\n:3\r\n')
})

it('answers the commands that clients send on connecting', async () => {
  const redis = client((await start()).url)
  expect(await redis.info()).toMatch(/redis_version:\d/)
  expect(await redis.client('SETNAME', 'tests')).toBe('OK')
  expect(await redis.call('CLIENT', 'SETINFO', 'LIB-NAME', 'tests')).toBe('OK')
  expect(await redis.select(0)).toBe('OK')
  await expect(redis.select(1)).rejects.toThrow('DB index is out of range')
})

it('runs scripts by text and by hash, and answers NOSCRIPT to an unknown hash', async () => {
  const redis = client((await start()).url)
  const script = 'redis.call("SET", KEYS[1], ARGV[1]) return {redis.call("GET", KEYS[1]), 7}'
  expect(await redis.eval(script, 1, 'k', 'v')).toEqual(['v', 7])
  const hash = (await redis.script('LOAD', script)) as string
  expect(await redis.evalsha(hash, 1, 'k', 'w')).toEqual(['w', 7])
  await expect(redis.evalsha('0'.repeat(40), 0)).rejects.toThrow('NOSCRIPT')
})

it('runs a transaction without other commands in between, and answers a pipeline in order', async () => {
  const { url } = await start()
  const [one, other] = [client(url), client(url)]
  const transaction = one.multi().incr('n').incr('n').exec()
  await Promise.all(Array.from({ length: 50 }, () => other.incrby('n', 1000)))
  const [first, second] = (await transaction)!.map(([, value]) => value as number)
  expect(second! - first!).toBe(1)
  const replies = await one.pipeline().get('n').incr('text').ping().exec()
  expect(replies).toEqual([
    [null, '50002'],
    [null, 1],
    [null, 'PONG'],
  ])
})

it('delivers to the subscribers of a channel and of a pattern on one connection', async () => {
  const { url } = await start()
  const [publisher, subscriber] = [client(url), client(url)]
  const received: unknown[] = []
  subscriber.on('message', (channel, message) => received.push([channel, message]))
  subscriber.on('pmessage', (pattern, channel, message) => received.push([pattern, channel, message]))
  await subscriber.subscribe('job:1', 'job:2')
  await subscriber.psubscribe('job:*')
  expect(await publisher.publish('job:1', 'a\r\nb 한')).toBe(2)
  await subscriber.unsubscribe('job:1')
  expect(await publisher.publish('job:1', 'later')).toBe(1)
  await expect
    .poll(() => received)
    .toEqual([
      ['job:1', 'a\r\nb 한'],
      ['job:*', 'job:1', 'a\r\nb 한'],
      ['job:*', 'job:1', 'later'],
    ])
})

it('does not block other clients while one waits', async () => {
  const { url } = await start()
  const [waiting, other] = [client(url), client(url)]
  const popped = waiting.blpop('list', 60)
  await other.rpush('list', 'x')
  expect(await popped).toEqual(['list', 'x'])
})

it('trims streams exactly', async () => {
  const redis = client((await start()).url)
  for (const n of ['1', '2', '3']) await redis.xadd('s', 'MAXLEN', '=', '2', '*', 'n', n)
  expect(await redis.xlen('s')).toBe(2)
  expect(await redis.call('XADD', 'none', 'NOMKSTREAM', 'MAXLEN', '=', 2, '*', 'n', 1)).toBeNull()
  expect(await redis.xadd('fields', '*', 'maxlen', '=')).toEqual(expect.any(String))
})

it('sends and receives a value of several megabytes', async () => {
  const redis = client((await start()).url)
  const large = 'é'.repeat(2_000_000)
  await redis.set('large', large)
  expect((await redis.get('large')) === large).toBe(true)
})

it('listens only on 127.0.0.1, rejects when the port is taken, and frees it on close', async () => {
  const { port } = await start()
  await expect(startRedis({ port })).rejects.toThrow('EADDRINUSE')
  const elsewhere = connect(port, '127.0.0.2')
  await expect(
    new Promise((resolve, reject) => elsewhere.once('connect', resolve).once('error', reject)),
  ).rejects.toThrow('ECONNREFUSED')
  const brief = await startRedis({ port: 0 })
  const open = client(brief.url)
  await open.ping()
  await Promise.all([brief.close(), brief.close()])
  await expect(open.ping()).rejects.toThrow()
  await (await startRedis({ port: brief.port })).close()
})
