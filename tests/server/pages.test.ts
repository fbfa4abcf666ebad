import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Pages, type PagesState } from '#lib/server/pages'
import { startServer, wire } from '#tests/support/http-server'

/** Our server and a server in place of Next, which is not connected yet. */
async function start(next: RequestListener) {
  const behind = createServer(next).listen(0, '127.0.0.1')
  onTestFinished(() => void behind.close())
  await once(behind, 'listening')
  const { port } = behind.address() as AddressInfo
  const pages = new Pages()
  const server = await startServer([], { pages })
  const ready: PagesState = { kind: 'ready', port }
  return { ...server, pages, behind, ready }
}

const answerPage: RequestListener = (_, outgoing) => outgoing.end('a page')

describe('a script of a build', () => {
  const script = 'export const answer = 42\n'.repeat(100)
  const path = '/_next/static/chunks/a-1.js'
  const startWith = async (cacheControl: string) => {
    const requests: string[] = []
    const started = await start((incoming, outgoing) => {
      requests.push(`${incoming.url} ${incoming.headers['accept-encoding'] ?? 'identity'}`)
      outgoing.writeHead(incoming.url === path ? 200 : 404, {
        'content-type': 'application/javascript',
        'cache-control': cacheControl,
      })
      outgoing.end(script)
    })
    started.pages.set(started.ready)
    return { ...started, requests }
  }
  const immutable = 'public, max-age=31536000, immutable'
  const ask = (url: string, encoding = 'gzip, br') => fetch(url, { headers: { 'accept-encoding': encoding } })

  it('comes from Next the first time, and then from the cache in Brotli', async () => {
    const { url, requests } = await startWith(immutable)
    const encodingOf = async () => {
      const response = await ask(url + path)
      expect(await response.text()).toBe(script)
      expect(response.headers.get('cache-control')).toBe(immutable)
      expect(response.headers.get('content-type')).toBe('application/javascript')
      return response.headers.get('content-encoding')
    }
    await expect.poll(encodingOf).toBe('br')
    const before = requests.length
    expect(await encodingOf()).toBe('br')
    expect(requests).toHaveLength(before)
    expect(requests.filter((line) => line === `${path} identity`)).toHaveLength(1)
  })

  it.each([
    ['for callers that do not accept Brotli', path, immutable, 'gzip', 200],
    ['when it may change', path, 'no-store', 'br', 200],
    ['when it does not exist', '/_next/static/none.js', immutable, 'br', 404],
  ])('comes from Next %s', async (_, asked, cacheControl, encoding, status) => {
    const { url, requests } = await startWith(cacheControl)
    for (const _ of [1, 2]) {
      const response = await ask(url + asked, encoding)
      expect(response.status).toBe(status)
      expect(await response.text()).toBe(script)
    }
    expect(requests.filter((line) => line === `${asked} ${encoding}`)).toHaveLength(2)
  })
})

describe('a page', () => {
  it("comes from Next with its status and headers, and Next gets the caller's address", async () => {
    const requests: IncomingMessage[] = []
    const { url, pages, ready } = await start((incoming, outgoing) => {
      requests.push(incoming)
      outgoing.writeHead(404, { 'content-type': 'text/html', 'set-cookie': ['a=1', 'b=2'] })
      outgoing.end('not here')
    })
    pages.set(ready)
    const response = await fetch(`${url}/a%20page?x=%zz`, { method: 'POST', body: 'sent' })
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('not here')
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    const [{ method, url: target, headers }] = requests as [IncomingMessage]
    expect([method, target]).toEqual(['POST', '/a%20page?x=%zz'])
    expect(headers['x-forwarded-for']).toBe('127.0.0.1')
    expect(headers.host).toBe(new URL(url).host)
  })

  it('makes only one request to Next, whatever the body of a GET contains', async () => {
    const requests: string[] = []
    const { port, pages, ready } = await start((incoming, outgoing) => {
      requests.push(incoming.url!)
      incoming.resume().on('end', () => outgoing.end('a page'))
    })
    pages.set(ready)
    const hidden = 'GET /hidden HTTP/1.1\r\nhost: test\r\n\r\n'
    const { send, received } = await wire(port)
    send('GET /asked HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n\r\n')
    send(`${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`)
    await expect.poll(received).toContain('a page')
    expect(requests).toEqual(['/asked'])
  })

  it('waits while Next starts', async () => {
    const { url, pages, ready } = await start(answerPage)
    const asked = fetch(url)
    await expect.poll(() => pages.waiting).toBe(1)
    pages.set(ready)
    expect(await (await asked).text()).toBe('a page')
  })

  it.each([
    ['building', 'building the pages'],
    ['no_build', 'npm run build'],
  ] as const)('is replaced by one that reloads while the state is %s', async (kind, text) => {
    const { url, pages } = await start(answerPage)
    pages.set({ kind })
    const response = await fetch(url)
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
    const html = await response.text()
    expect(html).toContain(text)
    expect(html).toContain('http-equiv="refresh"')
  })

  it('is replaced by another page when Next has just died', async () => {
    const { url, pages, ready, behind } = await start(answerPage)
    pages.set(ready)
    behind.close()
    behind.closeAllConnections()
    const response = await fetch(url)
    expect(response.status).toBe(503)
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/)
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it("is cut off when Next's response breaks off", async () => {
    const { url, pages, ready } = await start((_, outgoing) => {
      outgoing.writeHead(200, { 'content-length': 100 })
      outgoing.write('half', () => outgoing.destroy())
    })
    pages.set(ready)
    await expect(fetch(url).then((response) => response.text())).rejects.toThrow()
  })
})

describe('a websocket', () => {
  it('is forwarded in both directions', async () => {
    const { port, pages, ready, behind } = await start(answerPage)
    behind.on('upgrade', ({ headers }, socket) => {
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nupgrade: ${headers.upgrade}\r\n\r\n`)
      socket.on('data', (data) => socket.write(`heard ${data}`))
    })
    pages.set(ready)
    const { send, received } = await wire(port)
    send('GET /_next/hmr HTTP/1.1\r\nhost: test\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
    await expect.poll(received).toContain('upgrade: websocket')
    send('hello')
    await expect.poll(received).toContain('heard hello')
  })
})
