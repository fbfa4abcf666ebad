import { createServer, type RequestListener } from 'node:http'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Subscription } from '#lib/kv/port'
import { upstashKv } from '#lib/kv/upstash'
import { startUpstashKv } from '#tests/support/kv'
import { listenLocally } from '#tests/support/listen'
import { secrets } from '#tests/support/secrets'
import { setLimits, useLongTimeouts } from '#tests/support/timeouts'

beforeAll(useLongTimeouts)

/** The adapter for the KV at this address. */
function kvAt(url: string) {
  const { writer, reader, subscribeOnce } = upstashKv({
    url,
    token: secrets.kvToken,
    readOnlyToken: secrets.kvReadOnlyToken,
  })
  return {
    kv: writer,
    kvReader: reader,
    subscribe: (channel: string): Subscription => {
      const subscription = subscribeOnce(channel)
      onTestFinished(() => subscription.close())
      return subscription
    },
  }
}

async function realKv() {
  const server = await startUpstashKv()
  onTestFinished(() => server.close())
  return kvAt(server.url)
}

/** A KV that answers with this listener. */
async function brokenKv(answer: RequestListener) {
  const server = createServer(answer)
  const port = await listenLocally(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return kvAt(`http://127.0.0.1:${port}`)
}

const confirmed = (channel: string) => `data: subscribe,${channel},1\n\n`

describe('a subscription', () => {
  it.each<[string, RequestListener]>([
    ['closed properly', (_, response) => response.end(confirmed('job:1'))],
    ['cut', (_, response) => response.write(confirmed('job:1'), () => response.destroy())],
    [
      'cut within a message',
      (_, response) => response.end(`${confirmed('job:1')}data: message,job:1,{"half`),
    ],
  ])('ends without a message when its stream is %s', async (_, listener) => {
    const subscription = (await brokenKv(listener)).subscribe('job:1')
    expect(await subscription.ready).toBe(true)
    expect(await subscription.message).toBeNull()
  })

  it('reads a message that arrives byte by byte', async () => {
    const bytes = Buffer.from(`${confirmed('job:1')}data: message,job:1,"漢 😀"\n\n`)
    const { subscribe } = await brokenKv(async (_, response) => {
      for (const byte of bytes)
        await new Promise<void>((sent) => response.write(Buffer.of(byte), () => sent()))
    })
    const subscription = subscribe('job:1')
    expect(await subscription.ready).toBe(true)
    expect(await subscription.message).toBe('"漢 😀"')
  })

  it('returns its message although the stream cannot be cancelled, as in Next’s dev server', async () => {
    // Next clones each response: cancelling one of the two bodies waits for the other.
    const { fetch } = globalThis
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (...args) => {
      const response = await fetch(...args)
      response.clone()
      return response
    })
    onTestFinished(() => void vi.restoreAllMocks())
    const { subscribe, kv } = await realKv()
    const subscription = subscribe('job:1')
    expect(await subscription.ready).toBe(true)
    await kv.publish('job:1', '"hello"')
    expect(await subscription.message).toBe('"hello"')
  })

  it.each<[string, RequestListener]>([
    ['rejects the token', (_, response) => response.writeHead(401).end('{"error":"WRONGPASS"}')],
    ['fails', (_, response) => response.writeHead(500).end()],
    ['closes the connection', (_, response) => response.destroy()],
    ['answers something else', (_, response) => response.end('<html>')],
  ])('fails when the server %s', async (_, listener) => {
    const subscription = (await brokenKv(listener)).subscribe('job:1')
    expect(await subscription.ready).toBe(false)
    expect(await subscription.message).toBeNull()
  })

  it.each<[string, RequestListener]>([
    ['answers', () => {}],
    ['confirms', (_, response) => response.writeHead(200).flushHeaders()],
  ])('fails after a timeout when the server never %s', async (_, listener) => {
    setLimits({ subscribeMsMax: 1_000 })
    const subscription = (await brokenKv(listener)).subscribe('job:1')
    expect(await subscription.ready).toBe(false)
    subscription.close()
    expect(await subscription.message).toBeNull()
  })
})

describe('a command', () => {
  it('is repeated once, at once, when the connection breaks, and then fails', async () => {
    let requests = 0
    const { kv } = await brokenKv((_, response) => {
      requests++
      response.destroy()
    })
    await expect(kv.get('key')).rejects.toThrow()
    expect(requests).toBe(2)
  })

  it('fails after a timeout when the server never answers', async () => {
    setLimits({ kvTimeoutMs: 1_000 })
    const { kv, kvReader } = await brokenKv(() => {})
    const outcomes = await Promise.allSettled([kv.get('key'), kvReader.get('key')])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it('works with the read-only token if it reads, and fails if it writes', async () => {
    const { kv, kvReader } = await realKv()
    await kv.set('key', { a: 1 })
    expect(await kvReader.get('key')).toEqual({ a: 1 })
    await expect(kvReader.set('key', 2)).rejects.toThrow()
  })
})
