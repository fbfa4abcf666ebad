import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { tunables } from '#lib/tunables'

/** The connections of a server and the responses that are under way on them. */
export class Connections {
  #server: Server
  #sockets = new Set<Socket>()
  #responses = new Set<ServerResponse>()
  #isStopping = false

  constructor(server: Server) {
    this.#server = server
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  add(response: ServerResponse): void {
    if (this.#isStopping) response.shouldKeepAlive = false
    this.#responses.add(response)
    response.once('close', () => {
      this.#responses.delete(response)
      // Its head may have promised another request on this connection.
      if (this.#isStopping) response.req.socket.destroySoon()
    })
  }

  /**
   * Takes no further connections, answers what is asked on those that are open, and resolves once all are closed. One that
   * is left without a request for `drainMs` is closed; what is open after `graceMs` is cut off.
   */
  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true
    for (const response of this.#responses) response.shouldKeepAlive = false
    // Not http's close(), which at once closes the idle connections of proxies, also where a request is on its way.
    const closed = new Promise<unknown>((resolve) => NetServer.prototype.close.call(this.#server, resolve))
    const drained = setTimeout(() => this.#destroyIdle(), Math.min(tunables.drainMs, graceMs))
    const cutOff = setTimeout(() => this.#destroyAll(), graceMs)
    await closed
    clearTimeout(drained)
    clearTimeout(cutOff)
    // What http's close() does besides: it ends the timer that checks the limits.
    this.#server.close()
  }

  #destroyIdle(): void {
    const busy = new Set([...this.#responses].map(({ req }) => req.socket))
    for (const socket of this.#sockets) if (!busy.has(socket)) socket.destroy()
  }

  #destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}
