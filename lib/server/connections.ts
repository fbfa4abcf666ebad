import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

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
   * Takes no further connections, closes those without a request, and resolves once the others have been answered. Those
   * that are left after `graceMs` are cut off.
   */
  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true
    const closed = new Promise((resolve) => this.#server.close(resolve))
    const busy = new Set([...this.#responses].map(({ req }) => req.socket))
    for (const response of this.#responses) response.shouldKeepAlive = false
    for (const socket of this.#sockets) if (!busy.has(socket)) socket.destroy()
    const cutOff = setTimeout(() => this.#destroyAll(), graceMs)
    await closed
    clearTimeout(cutOff)
  }

  #destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}
