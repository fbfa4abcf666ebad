import { describe, expect, it } from 'vitest'
import { createPostgresReader, createRedisReader } from '#bench/tcp-counts'

/** The count for a stream that arrives in chunks of this many bytes. */
function countOf(read: (chunk: Buffer) => number, stream: Buffer, bytes: number): number {
  let count = 0
  for (let at = 0; at < stream.length; at += bytes) count += read(stream.subarray(at, at + bytes))
  return count
}

function message(type: string, body: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(4 + body.length)
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)])
}

describe.each([1, 3, 1_000])('the bytes of a client, in chunks of %i bytes', (bytes) => {
  it('are counted as PostgreSQL statements', () => {
    const stream = Buffer.concat([
      message('', 'startup E Q'),
      message('Q', 'select 1'),
      ...[message('P', 'E'), message('B', 'Q'), message('E', ''), message('S', '')],
    ])
    expect(countOf(createPostgresReader(), stream, bytes)).toBe(2)
  })

  it('are counted as Redis commands', () => {
    const get = '*2\r\n$3\r\nGET\r\n$8\r\n*1\r\n$1\r\n\r\n'
    expect(countOf(createRedisReader(), Buffer.from(`${get}*1\r\n$4\r\nPING\r\n`), bytes)).toBe(2)
  })
})
