import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type TcpProxy = {
  port: number
  /** Keeps all connections open and passes nothing on, as a network that was cut. New ones open and stay silent. */
  cut(): void
  /** Connections that were open stay silent; new ones work. */
  restore(): void
  /** Ends every connection at once. */
  reset(): void
  /** Ends every connection and takes no new ones. */
  refuse(): Promise<void>
  /** Takes connections again. */
  accept(): Promise<void>
  /** How many connections were made so far. */
  connections(): number
  /** The writes of the clients so far, as text. */
  writes(): string[]
  close(): Promise<void>
}

/** A TCP proxy on 127.0.0.1 in front of a port, to break the network between a client and a server. */
export async function startTcpProxy(target: { host?: string; port: number }): Promise<TcpProxy> {
  const open = new Set<Socket>()
  let isCut = false
  let count = 0
  const writes: string[] = []
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => {}).on('close', () => open.delete(socket))
  }
  const server = createServer((client) => {
    count++
    keep(client)
    if (isCut) return
    const upstream = connect(target.port, target.host ?? '127.0.0.1')
    keep(upstream)
    client.on('data', (data) => writes.push(String(data)))
    client.pipe(upstream).pipe(client)
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  const listen = async (wanted: number) => {
    server.listen(wanted, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  const reset = () => {
    for (const socket of open) socket.resetAndDestroy()
  }
  const refuse = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    reset()
    await closed
  }
  return {
    port,
    cut: () => {
      isCut = true
      for (const socket of open) socket.unpipe().pause()
    },
    restore: () => {
      isCut = false
    },
    reset,
    refuse,
    accept: async () => {
      if (!server.listening) await listen(port)
    },
    connections: () => count,
    writes: () => writes,
    close: refuse,
  }
}
