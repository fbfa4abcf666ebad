import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { tunables } from '#lib/tunables'

/** The connections of a server and their open responses. */
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
      // The response's headers may have allowed another request on this connection.
      if (this.#isStopping) response.req.socket.destroySoon()
    })
  }

  /**
   * Accepts no more connections, completes the open requests, and resolves when all connections are closed. It closes
   * idle connections after `drainMs`, and all others after `graceMs`.
   */
  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true
    for (const response of this.#responses) response.shouldKeepAlive = false
    // Not http's close(): it closes a proxy's idle connections at once, even if a request is on its way.
    const closed = new Promise<unknown>((resolve) => NetServer.prototype.close.call(this.#server, resolve))
    const drained = setTimeout(() => this.#destroyIdle(), Math.min(tunables.drainMs, graceMs))
    const cutOff = setTimeout(() => this.#destroyAll(), graceMs)
    await closed
    clearTimeout(drained)
    clearTimeout(cutOff)
    // http's close() also ends the timer that checks the time limits.
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
