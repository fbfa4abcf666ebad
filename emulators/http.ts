import { once } from 'node:events'
import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A running emulator. */
export type Emulator = {
  url: string
  port: number
  /** Ends all requests, frees the port and releases the emulator's resources. Can be called again. */
  close(): Promise<void>
}

/** Longer than the SDKs' fetch keeps idle connections, so that the client closes them. */
const keepAliveMs = 65_000

/**
 * Listens on the port, or on a free port for 0. Rejects if the port is in use. `release` runs once, on that rejection or
 * when the emulator closes.
 */
export async function listen(server: Server, port: number, release: () => unknown): Promise<Emulator> {
  const host = '127.0.0.1'
  server.keepAliveTimeout = keepAliveMs
  server.listen(port, host)
  await once(server, 'listening').catch(async (error) => {
    await release()
    throw error
  })
  const address = server.address() as AddressInfo
  let closing: Promise<void> | undefined
  const close = async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
    await release()
  }
  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** The body of a request, or undefined above `bytesMax`: the rest is then read and dropped. */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= bytesMax) chunks.push(chunk)
    })
    request.once('end', () => {
      if (bytes > bytesMax) resolve(undefined)
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))
    })
    request.once('error', reject)
  })
}

/** Sends a JSON response; a text is sent as JSON unchanged. Does nothing if the caller has disconnected. */
export function send(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: OutgoingHttpHeaders = {},
): void {
  if (response.destroyed || response.headersSent) return
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  })
  response.end(body)
}
