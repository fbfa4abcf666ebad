import type { IncomingMessage, ServerResponse } from 'node:http'
import { toFetchResponse, toReqRes } from 'fetch-to-node'
import { publicUrlOf } from '#lib/public-url'

/** A request and its response as Node has them, made from a web request. */
export type NodePair = { req: IncomingMessage; res: ServerResponse; response: Promise<Response> }

/**
 * Brings a web request into Node's form for the provider, which is a Koa app. It looks as it came to one of the configured
 * addresses, whatever host and scheme stand in the way: the provider makes its own addresses and secure cookies from that.
 */
export function toNode(request: Request, url = new URL(request.url)): NodePair {
  const base = new URL(publicUrlOf(request.headers))
  const headers = new Headers(request.headers)
  headers.set('host', base.host)
  // What comes may be packed or in pieces no longer.
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
