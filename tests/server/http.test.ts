import { describe, expect, it, vi } from 'vitest'
import { readBody } from '#lib/api/body'
import { handleRequest } from '#lib/api/handle-request'
import type { Handler } from '#lib/api/methods'
import { tunables } from '#lib/tunables'
import { route, startServer, wire } from '#tests/support/http-server'

/** Returns what it received. */
const echo: Handler = (request) =>
  handleRequest(request, async () =>
    Response.json({
      method: request.method,
      url: request.url.replace(/:\d+/, ''),
      address: request.headers.get('x-forwarded-for'),
      body: await readBody(request),
    }),
  )

const start = () => startServer([route('/api/echo', { GET: echo, POST: echo })])

/** The response to these lines, after the server closed the connection or the text is complete. */
async function exchange(port: number, request: string, until: RegExp = /\r\n\r\n.*\}$/s): Promise<string> {
  const { send, received } = await wire(port)
  send(request)
  await expect.poll(received).toMatch(until)
  return received()
}

const head = (method: string, ...fields: string[]) =>
  [`${method} /api/echo HTTP/1.1`, 'host: test', ...fields, '', ''].join('\r\n')
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`

describe('methods', () => {
  it('answers HEAD with the headers of GET, and no body', async () => {
    const { url } = await start()
    const [got, head] = [await fetch(`${url}/api/echo`), await fetch(`${url}/api/echo`, { method: 'HEAD' })]
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    for (const name of ['content-type', 'cache-control'])
      expect(head.headers.get(name)).toBe(got.headers.get(name))
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0)
  })

  it('answers OPTIONS with the methods of the path', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/api/echo`, { method: 'OPTIONS' })
    expect(response.status).toBe(204)
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS')
  })

  it.each(['DELETE', 'PATCH', 'PROPFIND', 'TRACE'])(
    'refuses %s, and lists the supported methods',
    async (name) => {
      const { port } = await start()
      const text = await exchange(port, head(name))
      expect(text).toMatch(/^HTTP\/1\.1 405 /)
      expect(text).toMatch(/\r\nallow: GET, POST\r\n/)
      expect(text).toContain(`"error":"This path does not support ${name}, only GET, POST."`)
    },
  )
})

describe('a body', () => {
  it('with a content length above the limit is refused before it is sent', async () => {
    const { port } = await start()
    const tooMuch = `content-length: ${tunables.bodyBytesMax + 1}`
    for (const expecting of [[], ['expect: 100-continue']]) {
      const text = await exchange(port, head('POST', tooMuch, ...expecting))
      expect(text).toMatch(/^HTTP\/1\.1 413 /)
      expect(text.toLowerCase()).toContain('\r\nconnection: close\r\n')
    }
  })

  it('in chunks is counted while it is read', async () => {
    const { port } = await start()
    const { send, received, closed } = await wire(port)
    send(head('POST', 'transfer-encoding: chunked'))
    for (let sent = 0; sent <= tunables.bodyBytesMax; sent += 8_192) send(chunk('x'.repeat(8_192)))
    await closed
    expect(received()).toMatch(/^HTTP\/1\.1 413 /)
    expect(received()).toContain('"code":"body_too_large"')
  })

  it('in chunks is joined', async () => {
    const { port } = await start()
    const pieces = chunk('{"a":') + chunk('1}') + chunk('')
    expect(await exchange(port, head('POST', 'transfer-encoding: chunked') + pieces)).toContain(
      '"body":"{\\"a\\":1}"',
    )
  })

  it('gets a 100 Continue when the caller waits for it', async () => {
    const { port } = await start()
    const { send, received } = await wire(port)
    send(head('POST', 'content-length: 2', 'expect: 100-continue'))
    await expect.poll(received).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    send('{}')
    await expect.poll(received).toContain('HTTP/1.1 200 OK')
  })

  it('that is cut off is an error', async () => {
    const read = vi.fn(readBody)
    const handler: Handler = (request) =>
      handleRequest(request, async () => new Response(await read(request)))
    const { port } = await startServer([route('/api/echo', { POST: handler })])
    const { socket, send, closed } = await wire(port)
    send(`${head('POST', 'content-length: 10')}12345`)
    socket.end()
    await closed
    await expect.poll(() => read.mock.results).toHaveLength(1)
    await expect(read.mock.results[0]!.value).rejects.toThrow(
      'The connection closed before the body was complete.',
    )
  })

  it('is neither awaited nor requested when its handler does not read it', async () => {
    const handler: Handler = (request) =>
      handleRequest(request, async () => new Response('{}', { status: 401 }))
    const { port } = await startServer([route('/api/echo', { POST: handler })])
    for (const expecting of [[], ['expect: 100-continue']]) {
      const { send, received, closed } = await wire(port)
      send(head('POST', 'content-length: 10', ...expecting))
      await closed
      expect(received()).toMatch(/^HTTP\/1\.1 401 /)
    }
  })
})

describe('a connection', () => {
  it('serves requests one after another, and pipelined ones in order', async () => {
    const { port } = await start()
    const text = await exchange(port, head('GET') + head('POST', 'content-length: 0'), /"POST".*\}$/s)
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(2)
    expect(text.indexOf('"GET"')).toBeLessThan(text.indexOf('"POST"'))
    expect(text).toContain(`Keep-Alive: timeout=${tunables.keepAliveMs / 1_000}`)
  })

  it('that does not send its head or its body in time is closed with 408', async () => {
    const limits = { keepAliveMs: 1_000, headersTimeoutMs: 50, requestTimeoutMs: 100, connectionCheckMs: 10 }
    const { port } = await startServer([route('/api/echo', { POST: echo })], { limits })
    for (const part of ['POST /api/echo HTTP/1.1\r\n', head('POST', 'content-length: 9')]) {
      const { send, received, closed } = await wire(port)
      send(part)
      await closed
      expect(received()).toMatch(/^HTTP\/1\.1 408 /)
    }
  })

  it('without a host, or with a malformed head, gets a 400', async () => {
    const { port } = await start()
    for (const broken of ['GET /api/echo HTTP/1.1\r\n\r\n', 'nonsense\r\n\r\n']) {
      const { send, received, closed } = await wire(port)
      send(broken)
      await closed
      expect(received()).toMatch(/^HTTP\/1\.1 400 /)
    }
  })

  it('that the caller closes aborts the request', async () => {
    const signals: AbortSignal[] = []
    const waiting: Handler = ({ signal }) => {
      signals.push(signal)
      return new Promise(() => {})
    }
    const { port } = await startServer([route('/api/echo', { GET: waiting })])
    const { socket, send } = await wire(port)
    send(head('GET'))
    await expect.poll(() => signals).toHaveLength(1)
    expect(signals[0]!.aborted).toBe(false)
    socket.destroy()
    await expect.poll(() => signals[0]!.aborted).toBe(true)
  })

  it('passes its address to the handler, unless a proxy sent one', async () => {
    const { port } = await start()
    expect(await exchange(port, head('GET'))).toContain('"address":"127.0.0.1"')
    expect(await exchange(port, head('GET', 'x-forwarded-for: 10.1.2.3'))).toContain('"address":"10.1.2.3"')
  })
})

describe('a path', () => {
  it('with an extra slash is redirected, for any method', async () => {
    const { port } = await start()
    for (const method of ['GET', 'POST']) {
      const text = await exchange(port, `${method} /api//echo?a=1 HTTP/1.1\r\nhost: test\r\n\r\n`, /a=1$/)
      expect(text).toMatch(/^HTTP\/1\.1 308 /)
      expect(text).toContain('\r\nlocation: /api/echo?a=1\r\n')
    }
  })
})
