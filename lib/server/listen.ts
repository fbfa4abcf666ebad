import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Handler, Method } from '#lib/api/methods'
import { noteRoute } from '#lib/api/route-of'
import { errorFields, log } from '#lib/log'
import { Connections } from '#lib/server/connections'
import type { Pages } from '#lib/server/pages'
import { setForwardedFor, toWebRequest } from '#lib/server/request'
import { respond } from '#lib/server/respond'
import { type ApiRoute, createRouter, type Match, type Route } from '#lib/server/router'
import { instruments } from '#lib/telemetry/instruments'
import { record, secondsSince } from '#lib/telemetry/metrics'
import { tunables } from '#lib/tunables'

export type HttpServer = {
  port: number
  /**
   * Accepts no more connections, and resolves when every open request has been answered. Closes the connections that
   * are still open after `graceMs`.
   */
  stop(graceMs: number): Promise<void>
}

type Limits = Record<'keepAliveMs' | 'headersTimeoutMs' | 'requestTimeoutMs' | 'connectionCheckMs', number>
type Options = { host: string; port: number; routes: Route[]; pages: Pages; limits?: Limits }

/** Serves the routes, and lets Next serve all other paths. Rejects when it cannot listen. */
export async function listen({ host, port, routes, pages, limits = tunables }: Options): Promise<HttpServer> {
  const find = createRouter(routes)
  const server = createServer({
    keepAliveTimeout: limits.keepAliveMs,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.connectionCheckMs,
  })
  const connections = new Connections(server)
  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    connections.add(outgoing)
    const found = find(incoming.url!)
    measure(found, incoming, outgoing)
    answer(found, pages, incoming, outgoing).catch((error) => {
      log('error', 'response.failed', errorFields(error))
      outgoing.destroy()
    })
  }
  server.on('request', onRequest)
  // 100 Continue is sent when the body is read.
  server.on('checkContinue', onRequest)
  server.on('upgrade', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    setForwardedFor(incoming)
    pages.upgrade(incoming, socket, head)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: (graceMs) => connections.stop(graceMs),
  }
}

/** Records a request when its response ends, by the template of its path. All of Next's paths share one label. */
function measure(found: Match, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const startedMs = performance.now()
  const method = methods.has(incoming.method!) ? incoming.method! : '_OTHER'
  outgoing.once('close', () =>
    record(instruments.requestDuration, secondsSince(startedMs), {
      'http.request.method': method,
      'http.route': found.kind === 'route' ? found.route.path : found.kind,
      // nginx's status for callers that disconnect before the response.
      'http.response.status_code': outgoing.headersSent ? outgoing.statusCode : 499,
    }),
  )
}

/** The methods of RFC 9110, and PATCH. Callers may send any other method, which must not become a label. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'])

async function answer(
  found: Match,
  pages: Pages,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (found.kind === 'redirect') return redirect(outgoing, found.location)
  if (found.kind === 'page') {
    setForwardedFor(incoming)
    if (incoming.headers.expect) outgoing.writeContinue()
    return pages.serve(incoming, outgoing)
  }
  const { route, params } = found
  const handler = handlerOf(route, incoming.method!)
  const request = toWebRequest(incoming, outgoing)
  noteRoute(request, route.path)
  const response = await handler(request, { params: Promise.resolve(params) })
  for (const [name, value] of Object.entries(route.headers ?? {})) response.headers.set(name, value)
  if (incoming.complete) return respond(outgoing, response)
  // A part of the body has not arrived yet, or never will.
  outgoing.shouldKeepAlive = false
  await respond(outgoing, response, () => discard(incoming))
}

function handlerOf({ handlers }: ApiRoute, method: string): Handler {
  const name = method === 'HEAD' ? 'GET' : method
  return Object.hasOwn(handlers, name) ? handlers[name as Method] : handlers.OTHER
}

/** Redirects in the same form as Next. */
function redirect(outgoing: ServerResponse, location: string): void {
  outgoing.writeHead(308, {
    location,
    refresh: `0;url=${location}`,
    'content-length': Buffer.byteLength(location),
  })
  outgoing.end(location)
}

/**
 * Reads and discards the body for a moment. Closing the connection while the caller is still sending would reset it,
 * and the response would be lost.
 */
function discard(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let left: number = tunables.discardBytesMax
    const timer = setTimeout(resolve, tunables.discardMs)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    incoming.on('data', (chunk: Buffer) => {
      left -= chunk.byteLength
      if (left < 0) end()
    })
    incoming.once('end', end).once('close', end).resume()
  })
}
