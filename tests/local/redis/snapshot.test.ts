import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type LocalRedis, startRedis } from '#local/redis'
import { newFolder } from '#tests/support/folder'

let directory: string
let snapshotFile: string
const started: LocalRedis[] = []

beforeEach(async () => {
  directory = await newFolder()
  snapshotFile = join(directory, 'data', 'redis.snapshot')
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((handle) => handle.close()))
})

async function start(port = 0) {
  const handle = await startRedis({ port, snapshotFile })
  started.push(handle)
  const redis = new Redis(handle.url).on('error', () => {})
  onTestFinished(() => redis.disconnect())
  return { handle, redis }
}

describe('the snapshot of the embedded Redis', () => {
  it('restores values of every type and their expiries after a restart', async () => {
    const { handle, redis } = await start()
    await redis.set('text', '한국어 😀')
    await redis.set('limited', 1, 'EX', 1000)
    await redis.hset('hash', { a: 1, b: 'x' })
    await redis.call('HEXPIRE', 'hash', 500, 'FIELDS', 1, 'a')
    await redis.rpush('list', 'x', 'y')
    await redis.sadd('set', 'm')
    await redis.zadd('zset', 1.5, 'm')
    const id = await redis.xadd('stream', '*', 'f', 'v')
    await redis.xgroup('CREATE', 'stream', 'g', '0')
    await redis.xreadgroup('GROUP', 'g', 'me', 'STREAMS', 'stream', '>')
    await handle.close()

    const { handle: again, redis: reader } = await start(handle.port)
    expect(again).toMatchObject({ port: handle.port, notice: undefined })
    expect(await reader.get('text')).toBe('한국어 😀')
    expect(await reader.ttl('limited')).toBeGreaterThan(900)
    expect(await reader.ttl('text')).toBe(-1)
    expect(await reader.hgetall('hash')).toEqual({ a: '1', b: 'x' })
    const [limited, unlimited] = (await reader.call('HTTL', 'hash', 'FIELDS', 2, 'a', 'b')) as number[]
    expect([limited! > 0, unlimited]).toEqual([true, -1])
    expect(await reader.lrange('list', 0, -1)).toEqual(['x', 'y'])
    expect(await reader.smembers('set')).toEqual(['m'])
    expect(await reader.zscore('zset', 'm')).toBe('1.5')
    expect(await reader.xrange('stream', '-', '+')).toEqual([[id, ['f', 'v']]])
    expect(await reader.xack('stream', 'g', id!)).toBe(1)
  })

  it('does not restore values that expired in the meantime', async () => {
    const { handle, redis } = await start()
    await redis.pipeline().set('gone', 1, 'PX', 150).set('kept', 1).exec()
    const expired = Date.now() + 150
    await handle.close()
    await expect.poll(() => Date.now()).toBeGreaterThan(expired)
    const { redis: reader } = await start()
    expect(await reader.mget('gone', 'kept')).toEqual([null, '1'])
    expect(await reader.dbsize()).toBe(1)
  })

  it('saves while running, readable only by its owner, and leaves no other file', async () => {
    const { redis } = await start()
    await redis.set('a', 1)
    await expect
      .poll(() =>
        stat(snapshotFile).then(
          ({ size }) => size,
          () => 0,
        ),
      )
      .toBeGreaterThan(0)
    expect((await stat(snapshotFile)).mode & 0o777).toBe(0o600)
    expect(await readdir(join(directory, 'data'))).toEqual(['redis.snapshot'])
  })

  it.each([
    ['cut short', (file: Buffer) => file.subarray(0, -5)],
    [
      'changed',
      (file: Buffer) => Buffer.concat([file.subarray(0, -1), Buffer.from([(file.at(-1) ?? 0) ^ 1])]),
    ],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('{"a":1}')],
  ])('sets a file aside that was %s, reports it, and starts empty', async (_, damage) => {
    const { handle, redis } = await start()
    await redis.set('a', 1)
    await handle.close()
    const damaged = damage(await readFile(snapshotFile))
    await writeFile(snapshotFile, damaged)

    const { handle: again, redis: reader } = await start()
    expect(again.notice).toContain('set aside')
    expect(await reader.dbsize()).toBe(0)
    const aside = (await readdir(join(directory, 'data'))).find((name) => name.includes('.damaged-'))
    expect(await readFile(join(directory, 'data', aside!))).toEqual(damaged)
    await reader.set('b', 2)
    await again.close()
    expect(await (await start()).redis.get('b')).toBe('2')
  })
})
