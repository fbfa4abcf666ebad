import { once } from 'node:events'
import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An emulator that listens. */
export type Emulator = {
  url: string
  port: number
  /** Ends all requests, frees the port and releases what is behind it. May be called again. */
  close(): Promise<void>
}

/** Longer than the SDKs' fetch keeps idle connections, so that the client is the one to close them. */
const keepAliveMs = 65_000

/**
 * Listens on the port, or on a free one for 0. `release` runs once, when the emulator closes or when the port is taken;
 * then this rejects.
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

/** The body of a request, or undefined when it has more than `bytesMax`: the rest is then read and dropped. */
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

/** Answers with JSON, or with text that is JSON already. Does nothing when the caller has gone. */
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
