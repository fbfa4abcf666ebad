import type { IncomingMessage, ServerResponse } from 'node:http'
import { toFetchResponse, toReqRes } from 'fetch-to-node'
import { publicUrlOf } from '#lib/public-url'

/** The Node request and response for a web request. */
export type NodePair = { req: IncomingMessage; res: ServerResponse; response: Promise<Response> }

/**
 * Converts a web request to a Node request for the provider, which is a Koa app. Host and scheme become those of the
 * configured address, even behind a proxy: the provider builds its URLs and secure cookies from them.
 */
export function toNode(request: Request, url = new URL(request.url)): NodePair {
  const base = new URL(publicUrlOf(request.headers))
  const headers = new Headers(request.headers)
  headers.set('host', base.host)
  // The body is no longer chunked.
  headers.delete('transfer-encoding')
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD' && request.body !== null
  const sent = new Request(new URL(url.pathname + url.search, base), {
    method: request.method,
    headers,
    ...(hasBody && { body: request.body, duplex: 'half' }),
  })
  const { req, res } = toReqRes(sent)
  const socket = { encrypted: base.protocol === 'https:', remoteAddress: '127.0.0.1', writable: true }
  Object.defineProperty(req, 'socket', { value: socket })
  Object.defineProperty(req, 'headers', { value: Object.fromEntries(headers) })
  return { req: req as IncomingMessage, res: res as ServerResponse, response: toFetchResponse(res) }
}
