import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type TcpProxy = {
  port: number
  /** Keeps connections open but forwards nothing, like a broken network. New connections open and stay silent. */
  cut(): void
  /** Old connections stay silent; new ones work. */
  restore(): void
  /** Resets every connection. */
  reset(): void
  /** Resets every connection and accepts no new ones. */
  refuse(): Promise<void>
  /** Accepts connections again. */
  accept(): Promise<void>
  /** The number of connections so far. */
  connections(): number
  /** The clients' writes so far, as text. */
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
