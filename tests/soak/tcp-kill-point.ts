import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { listenLocally } from '#tests/support/listen'

/** The handlers for a connection's bytes. A handler that resolves to false closes the connection. */
export type TapConnection = {
  onRequest(chunk: Buffer): Promise<boolean>
  onReply(chunk: Buffer): Promise<boolean>
}

/** A TCP proxy on 127.0.0.1 that holds each chunk until its handler has resolved. */
export async function startTcpKillPoint(
  target: { host: string; port: number },
  connection: () => TapConnection,
): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((incoming) => {
    const outgoing = connect(target)
    const { onRequest, onReply } = connection()
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        incoming.destroy()
        outgoing.destroy()
      })
    }
    void pass(incoming, outgoing, onRequest)
    void pass(outgoing, incoming, onReply)
  })
  const port = await listenLocally(server)
  return {
    port,
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}

/** Forwards one chunk at a time, in order. */
async function pass(from: Socket, to: Socket, handle: (chunk: Buffer) => Promise<boolean>): Promise<void> {
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      if (!(await handle(chunk)) || to.destroyed) break
      to.write(chunk)
    }
  } catch {
    // The connection broke.
  }
  from.destroy()
  to.end()
}
