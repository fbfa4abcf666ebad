import type { Server } from 'node:http'
import { connect } from 'node:net'
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws'

export type TunnelTarget = { host: string; port: number }

/**
 * Joins each WebSocket on /v2 to a PostgreSQL connection of its own, byte for byte. `close` drops all of them;
 * any other path is refused with 404.
 */
export function openTunnel(server: Server, target: TunnelTarget): { close(): void } {
  const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined)
    if (!/^\/v2(\?|$)/.test(request.url ?? '')) {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
      return
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => join(webSocket, target))
  })
  return {
    close() {
      for (const webSocket of webSockets.clients) webSocket.terminate()
      webSockets.close()
    },
  }
}

function join(webSocket: WebSocket, { host, port }: TunnelTarget): void {
  const postgres = connect({ host, port, noDelay: true })
  const client = createWebSocketStream(webSocket)
  client.pipe(postgres).pipe(client)
  postgres.on('error', () => webSocket.close(1011, 'the database is not reachable'))
  postgres.on('close', () => webSocket.close())
  client.on('error', () => postgres.destroy())
  webSocket.on('close', () => postgres.destroy())
}
