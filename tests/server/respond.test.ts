import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Handler } from '#lib/api/methods'
import { tunables } from '#lib/tunables'
import { route, startServer, wire } from '#tests/support/http-server'

const large = { text: '한글 text '.repeat(tunables.compressBytesMin) }
const json: Handler = async () => Response.json(large)

/** The head and body of the response to a GET with these headers, as sent. */
async function raw(handler: Handler, ...fields: string[]) {
  const { port } = await startServer([route('/api/it', { GET: handler })])
  const { send, received, closed } = await wire(port)
  send(['GET /api/it HTTP/1.1', 'host: test', 'connection: close', ...fields, '\r\n'].join('\r\n'))
  await closed
  const [head, body] = [
    received().split('\r\n\r\n', 1)[0]!,
    received().slice(received().indexOf('\r\n\r\n') + 4),
  ]
  return { head, body: Buffer.from(body, 'latin1') }
}

describe('a large response', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('is compressed for a caller that accepts %s', async (encoding, decompress) => {
    const { head, body } = await raw(json, `accept-encoding: ${encoding}`)
    expect(head).toContain(`content-encoding: ${encoding}`)
    expect(head).toContain('vary: accept-encoding')
    expect(head).toContain(`content-length: ${body.byteLength}`)
    expect(JSON.parse(decompress(body).toString())).toEqual(large)
  })

  it('is not compressed for other callers, and has the Vary header', async () => {
    const { head, body } = await raw(json)
    expect(head).not.toContain('content-encoding')
    expect(head).toContain('vary: accept-encoding')
    expect(JSON.parse(body.toString())).toEqual(large)
  })
})

describe('a response without compression', () => {
  it('is a small response', async () => {
    const { head } = await raw(async () => Response.json({ small: true }), 'accept-encoding: br')
    expect(head).not.toContain('content-encoding')
  })

  it('is a stream of events, and each event is sent at once', async () => {
    let push = (_: string) => {}
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        push = (text) => controller.enqueue(new TextEncoder().encode(text))
      },
    })
    const events: Handler = async () =>
      new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    const { port } = await startServer([route('/api/it', { GET: events })])
    const { send, received } = await wire(port)
    send('GET /api/it HTTP/1.1\r\nhost: test\r\naccept-encoding: br, gzip\r\n\r\n')
    for (const text of ['data: 1\n\n', `data: ${'2'.repeat(10_000)}\n\n`]) {
      push(text)
      await expect.poll(received).toContain(text)
    }
    expect(received()).not.toContain('content-encoding')
  })

  it('ends its stream when the caller disconnects', async () => {
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1_000)),
      cancel: () => {
        cancelled = true
      },
    })
    const endless: Handler = async () => new Response(body)
    const { port } = await startServer([route('/api/it', { GET: endless })])
    const { socket, send, received } = await wire(port)
    send('GET /api/it HTTP/1.1\r\nhost: test\r\n\r\n')
    await expect.poll(() => received().length).toBeGreaterThan(1_000)
    socket.destroy()
    await expect.poll(() => cancelled).toBe(true)
  })
})
