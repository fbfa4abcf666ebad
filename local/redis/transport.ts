import type { Socket } from 'node:net'
import type {
  ConnectionTransport,
  ConnectionTransportEvent,
  ConnectionTransportListener,
} from 'js-redis-server/core'

/** A client this many bytes behind is cut off, as Redis does with slow pub/sub clients. */
const backlogBytesMax = 32 * 1024 * 1024

/** A client's socket as js-redis-server sees it. The replies of one turn of the event loop leave in one write. */
export class SocketTransport implements ConnectionTransport {
  readonly id: string
  readonly signal: AbortSignal
  readonly #socket: Socket
  #corked = false

  constructor(socket: Socket) {
    const ended = new AbortController()
    this.#socket = socket.setNoDelay().on('error', () => {})
    this.id = `${socket.remoteAddress}:${socket.remotePort}`
    this.signal = ended.signal
    socket.once('close', () => ended.abort())
  }

  read(): AsyncIterable<Buffer> {
    return this.#socket
  }

  write(chunk: Buffer): void {
    if (!this.#corked) {
      this.#corked = true
      this.#socket.cork()
      setImmediate(() => {
        this.#corked = false
        this.#socket.uncork()
      })
    }
    this.#socket.write(chunk)
    if (this.#socket.writableLength > backlogBytesMax) this.#socket.destroy()
  }

  close(): void {
    this.#socket.destroySoon()
  }

  on(event: ConnectionTransportEvent, listener: ConnectionTransportListener): () => void {
    this.#socket.on(event, listener)
    return () => this.#socket.off(event, listener)
  }
}
