import { describe, expect, it } from 'vitest'
import type { Handler } from '#lib/api/methods'
import { route, startServer, wire } from '#tests/support/http-server'

const get = 'GET /api/it HTTP/1.1\r\nhost: test\r\n\r\n'
const longMs = 60_000

/** A handler that answers when the test calls `respond`. */
function waiting() {
  let respond = () => {}
  let asked = 0
  const handler: Handler = () => {
    asked++
    return new Promise((resolve) => {
      respond = () => resolve(Response.json({ done: true }))
    })
  }
  return { handler, respond: () => respond(), asked: () => asked }
}

describe('a server that stops', () => {
  it('answers the open requests, closes idle connections, and accepts no new ones', async () => {
    const { handler, respond, asked } = waiting()
    const server = await startServer([route('/api/it', { GET: handler })])
    const [open, idle] = [await wire(server.port), await wire(server.port)]
    open.send(get)
    await expect.poll(asked).toBe(1)

    const stopped = server.stop(longMs)
    await idle.closed
    await expect(fetch(server.url)).rejects.toThrow()
    respond()
    await Promise.all([stopped, open.closed])
    expect(open.received()).toContain('HTTP/1.1 200 OK')
    expect(open.received()).toContain('{"done":true}')
  })

  it('answers a request that was already sent on an idle connection', async () => {
    const handler: Handler = async () => Response.json({ done: true })
    const server = await startServer([route('/api/it', { GET: handler })])
    const { send, received, closed } = await wire(server.port)
    send(get)
    await expect.poll(received).toContain('{"done":true}')
    const stopped = server.stop(longMs)
    send(get)
    await Promise.all([stopped, closed])
    expect(received().match(/200 OK/g)).toHaveLength(2)
    expect(received().toLowerCase()).toContain('\r\nconnection: close\r\n')
  })

  it('announces on an open connection that it closes', async () => {
    const { handler, respond, asked } = waiting()
    const server = await startServer([route('/api/it', { GET: handler })])
    const { send, received, closed } = await wire(server.port)
    send(get)
    await expect.poll(asked).toBe(1)
    const stopped = server.stop(longMs)
    respond()
    await Promise.all([stopped, closed])
    expect(received().toLowerCase()).toContain('\r\nconnection: close\r\n')
  })

  it('cuts off open requests after the grace time', async () => {
    const { handler, asked } = waiting()
    const server = await startServer([route('/api/it', { GET: handler })])
    const { send, received, closed } = await wire(server.port)
    send(get)
    await expect.poll(asked).toBe(1)
    await server.stop(10)
    await closed
    expect(received()).toBe('')
  })
})
