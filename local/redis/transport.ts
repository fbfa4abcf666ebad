import type { Socket } from 'node:net'
import type {
  ConnectionTransport,
  ConnectionTransportEvent,
  ConnectionTransportListener,
} from 'js-redis-server/core'

/** A client with a larger backlog is disconnected, as Redis does with slow pub/sub clients. */
const backlogBytesMax = 32 * 1024 * 1024

/** After this time the replies are sent and other work runs, since a client gives up on a silent server. */
const turnMsMax = 5

/** A client's socket for js-redis-server. The replies of one event loop turn are sent in one write. */
export class SocketTransport implements ConnectionTransport {
  readonly id: string
  readonly signal: AbortSignal
  readonly #socket: Socket
  #turn: { end: Promise<void>; beganMs: number } | undefined

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

  /** The next command waits for the returned promise. */
  write(chunk: Buffer): Promise<void> | undefined {
    this.#turn ??= this.#beginTurn()
    const { end, beganMs } = this.#turn
    this.#socket.write(chunk)
    if (this.#socket.writableLength > backlogBytesMax) this.#socket.destroy()
    return performance.now() - beganMs > turnMsMax ? end : undefined
  }

  #beginTurn() {
    this.#socket.cork()
    const end = new Promise<void>((resolve) =>
      setImmediate(() => {
        this.#turn = undefined
        this.#socket.uncork()
        resolve()
      }),
    )
    return { end, beganMs: performance.now() }
  }

  close(): void {
    this.#socket.destroySoon()
  }

  on(event: ConnectionTransportEvent, listener: ConnectionTransportListener): () => void {
    this.#socket.on(event, listener)
    return () => this.#socket.off(event, listener)
  }
}
