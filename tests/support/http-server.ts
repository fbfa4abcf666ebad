import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { allMethods, type Handler } from '#lib/api/methods'
import { listen } from '#lib/server/listen'
import { Pages } from '#lib/server/pages'
import type { Route } from '#lib/server/router'

type Limits = Parameters<typeof listen>[0]['limits']

/** A server in this process on a free port. It ends with the test. */
export async function startServer(routes: Route[], options: { pages?: Pages; limits?: Limits } = {}) {
  const { pages = new Pages(), limits } = options
  const server = await listen({ host: '127.0.0.1', port: 0, routes, pages, limits })
  onTestFinished(() => server.stop(0))
  return { ...server, url: `http://127.0.0.1:${server.port}` }
}

/** A route with these handlers. */
export const route = (path: string, given: Partial<Record<'GET' | 'POST', Handler>>): Route => ({
  path,
  handlers: allMethods(given),
})

export type Wire = {
  socket: Socket
  send(text: string): void
  /** Everything received so far. */
  received(): string
  /** Resolves when the server has closed the connection. */
  closed: Promise<void>
}

/** A connection to a port, for a test that writes HTTP itself. */
export async function wire(port: number): Promise<Wire> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.setEncoding('latin1').on('data', (data: string) => {
    text += data
  })
  socket.on('error', () => {})
  // `once` would reject for a reset connection, which is also closed.
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return { socket, send: (data) => void socket.write(data), received: () => text, closed }
}
