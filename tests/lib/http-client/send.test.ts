import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { lookup } from 'node:dns/promises'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkedLookup, post, type Resolve } from '#lib/http-client/send'
import { tunables } from '#lib/tunables'
import { listenLocally } from '#tests/support/listen'
import { type Receiver, startReceiver } from '#tests/support/receiver'

let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
})
afterAll(() => receiver.close())
afterEach(() => vi.useRealTimers())

const anywhere = checkedLookup(lookup, () => true)
const send = (url: string, by = anywhere) => post(url, { 'x-test': 'yes' }, '{"a":"é"}', by)
const named = (url: string, name: string) => url.replace('127.0.0.1', name)

/** Stops the timers of this process, but not those of the connections. */
const holdClock = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })

/** Resolves when a request of this process has the headers of its answer. */
function nextAnswer(): Promise<void> {
  const channel = 'http.client.response.finish'
  return new Promise((resolve) => {
    const seen = () => {
      unsubscribe(channel, seen)
      resolve()
    }
    subscribe(channel, seen)
  })
}

describe('post', () => {
  it('sends the body as it is, and returns the status', async () => {
    const url = receiver.url(204)
    expect(await send(url)).toMatchObject({ statusCode: 204 })
    expect(receiver.received(url)).toMatchObject([
      { method: 'POST', body: '{"a":"é"}', headers: { 'x-test': 'yes', 'content-length': '10' } },
    ])
  })

  it('returns the seconds of Retry-After', async () => {
    const url = receiver.url({ status: 503, headers: { 'retry-after': '120' } })
    expect(await send(url)).toMatchObject({ statusCode: 503, retryAfterSeconds: 120 })
  })

  it('does not follow a redirect', async () => {
    const target = receiver.url()
    for (const status of [301, 302, 303, 307, 308])
      expect(await send(receiver.url({ status, headers: { location: target } }))).toMatchObject({
        statusCode: status,
      })
    expect(receiver.received(target)).toEqual([])
  })

  it('gives up on a receiver that does not answer in 15 seconds', async () => {
    holdClock()
    const url = receiver.url('hang')
    const sent = send(url)
    await receiver.until(url, 1)
    vi.advanceTimersByTime(tunables.webhookTimeoutMs)
    expect(await sent).toEqual({ error: 'timeout' })
    expect(tunables.webhookTimeoutMs).toBe(15_000)
  })

  it('gives up on a resolver that does not answer in 15 seconds', async () => {
    holdClock()
    const asked = Promise.withResolvers<void>()
    const never: Resolve = () => {
      asked.resolve()
      return new Promise(() => {})
    }
    const sent = send(
      'http://receiver.example/',
      checkedLookup(never, () => true),
    )
    await asked.promise
    vi.advanceTimersByTime(tunables.webhookTimeoutMs)
    expect(await sent).toEqual({ error: 'timeout' })
  })

  it('returns the status of an answer whose body does not end in time', async () => {
    holdClock()
    const answered = nextAnswer()
    const sent = send(receiver.url('stall'))
    await answered
    vi.advanceTimersByTime(tunables.webhookTimeoutMs)
    expect(await sent).toMatchObject({ statusCode: 200 })
  })

  it('returns the beginning of the body', async () => {
    expect(await send(receiver.url(200))).toMatchObject({ body: 'thanks' })
  })

  it('reads only the beginning of a large body, and closes the connection', async () => {
    expect(await send(receiver.url('flood'))).toMatchObject({ statusCode: 200 })
    await receiver.untilCutOff(1)
  })

  it('returns the reason when there is no answer', async () => {
    expect(await send(receiver.url('cut'))).toEqual({ error: 'ECONNRESET' })
    expect(await send('http://127.0.0.1:1/')).toEqual({ error: 'ECONNREFUSED' })
    const unknown: Resolve = async () => {
      throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' })
    }
    expect(
      await send(
        'http://receiver.example/',
        checkedLookup(unknown, () => true),
      ),
    ).toEqual({
      error: 'ENOTFOUND',
    })
    expect(await send(receiver.url().replace('http:', 'https:'))).toEqual({
      error: expect.stringMatching(/SSL|EPROTO|ECONNRESET/),
    })
  })

  it('treats bytes that are not HTTP as no answer', async () => {
    const server = createServer((socket) => void socket.resume().end('220 smtp.example ready\r\n'))
    const port = await listenLocally(server)
    expect(await send(`http://127.0.0.1:${port}/`)).toEqual({
      error: expect.stringMatching(/^HPE_|ECONNRESET/),
    })
    await new Promise((resolve) => server.close(resolve))
  })
})

const at =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
const isLoopback = (address: string) => address === '127.0.0.1'

describe('checkedLookup', () => {
  it('connects to the address that was checked', async () => {
    const url = receiver.url()
    const by = checkedLookup(at('127.0.0.1'), isLoopback)
    expect(await send(named(url, 'receiver.example'), by)).toMatchObject({ statusCode: 200 })
    const [call] = receiver.received(url)
    expect(call?.headers.host).toBe(`receiver.example:${receiver.port}`)
  })

  it('does not connect when any address of the name is denied', async () => {
    const url = receiver.url()
    for (const addresses of [['10.0.0.1'], ['127.0.0.1', '10.0.0.1'], ['::1', '127.0.0.1'], []]) {
      const by = checkedLookup(at(...addresses), isLoopback)
      expect(await send(named(url, 'receiver.example'), by)).toEqual({ error: 'refused_address' })
    }
    expect(receiver.received(url)).toEqual([])
  })

  it('resolves a name once per call, so DNS rebinding cannot change the checked address', async () => {
    const url = receiver.url()
    const answers = [at('127.0.0.1'), at('10.0.0.1')]
    let asked = 0
    const rebinding: Resolve = (...args) => answers[Math.min(asked++, 1)]!(...args)
    const by = checkedLookup(rebinding, isLoopback)
    expect(await send(named(url, 'receiver.example'), by)).toMatchObject({ statusCode: 200 })
    expect(asked).toBe(1)
    expect(await send(named(url, 'receiver.example'), by)).toEqual({ error: 'refused_address' })
    expect(receiver.received(url)).toHaveLength(1)
  })

  it('never reuses the connection of another call', async () => {
    const url = receiver.url()
    await send(
      named(url, 'receiver.example'),
      checkedLookup(at('127.0.0.1'), () => true),
    )
    const refuses = checkedLookup(at('127.0.0.1'), () => false)
    expect(await send(named(url, 'receiver.example'), refuses)).toEqual({ error: 'refused_address' })
    expect(receiver.received(url)).toHaveLength(1)
  })

  it('tries each address of a name until a connection succeeds', async () => {
    const url = receiver.url()
    const by = checkedLookup(at('127.0.0.2', '127.0.0.1'), () => true)
    expect(await send(named(url, 'receiver.example'), by)).toMatchObject({ statusCode: 200 })
  })
})
