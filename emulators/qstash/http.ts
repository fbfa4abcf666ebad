import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { readBody } from '../http.ts'
import { ApiError, badRequest } from './errors.ts'
import { type PlainHeaders, plainHeaders } from './headers.ts'

/** What a route answers; `afterFlush` runs once the changes are written, just before the answer goes out. */
export type Reply = { status: number; body?: unknown; afterFlush?: () => void }

export type Route = (call: Call) => Reply

type Options = {
  token: string
  route: (resource: string) => Route | undefined
  flushed: () => Promise<void>
}

const bodyBytesMax = 10 * 1024 * 1024
const keepAliveMs = 65_000

/** One authorized request below `/v2/{resource}`. */
export class Call {
  readonly method: string
  readonly resource: string
  readonly headers: PlainHeaders
  readonly body: Buffer
  readonly callerIP: string
  readonly #segments: string[]
  readonly #search: string
  #query: URLSearchParams | undefined

  constructor(request: IncomingMessage, body: Buffer) {
    const target = request.url ?? '/'
    const mark = target.indexOf('?')
    const path = mark < 0 ? target : target.slice(0, mark)
    const [, version, resource = '', ...segments] = path.split('/')
    this.method = request.method ?? 'GET'
    this.resource = version === 'v2' ? resource : ''
    this.headers = plainHeaders(request.headers)
    this.body = body
    this.callerIP = request.socket.remoteAddress ?? '127.0.0.1'
    this.#segments = segments
    this.#search = mark < 0 ? '' : target.slice(mark)
  }

  /** The decoded path segments after the resource. */
  get path(): string[] {
    try {
      return this.#segments.filter((segment) => segment !== '').map(decodeURIComponent)
    } catch {
      throw badRequest('malformed path')
    }
  }

  get query(): URLSearchParams {
    this.#query ??= new URLSearchParams(this.#search)
    return this.#query
  }

  /**
   * The destination that follows `skip` segments: the URL as it was sent, with its own query, or the name of
   * a URL group. Mends a scheme that a proxy encoded or whose slashes it merged.
   */
  destination(skip: number): string {
    const raw = this.#segments.slice(skip).join('/') + this.#search
    if (/^https?:\/\//i.test(raw)) return raw
    if (/^https?:\//i.test(raw)) return raw.replace('/', '//')
    try {
      return decodeURIComponent(raw)
    } catch {
      throw badRequest('malformed destination')
    }
  }

  /** The body as a JSON object or array. Throws a 400 when it is neither. */
  json(): object {
    let value: unknown
    try {
      value = JSON.parse(this.body.toString('utf8'))
    } catch {
      throw badRequest('failed to parse the request body as JSON')
    }
    if (typeof value !== 'object' || value === null)
      throw badRequest('the request body must be a JSON object')
    return value
  }

  /** The strings of the array `name` in the JSON body, if there is a body. */
  idsInBody(name: string): string[] {
    if (this.body.length === 0) return []
    const ids = (this.json() as Record<string, unknown>)[name]
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  }
}

/** The HTTP front: authorization, routing, JSON answers, and `{"error": …}` for every refusal. */
export function createFront(options: Options): Server {
  const server = createServer((request, response) => {
    readBody(request, bodyBytesMax)
      .then((body) => {
        if (!body) throw new ApiError(413, `message is larger than ${bodyBytesMax} bytes`)
        return answer(options, request, body)
      })
      .then((reply) => send(response, reply))
      .catch((error: unknown) => send(response, refusal(error)))
  })
  server.keepAliveTimeout = keepAliveMs
  return server
}

async function answer(options: Options, request: IncomingMessage, body: Buffer): Promise<Reply> {
  if (request.headers.authorization !== `Bearer ${options.token}`)
    throw new ApiError(401, 'unable to authenticate: invalid token')
  const call = new Call(request, body)
  const route = options.route(call.resource)
  if (!route) throw new ApiError(404, 'not found')
  const reply = route(call)
  try {
    await options.flushed()
  } finally {
    reply.afterFlush?.()
  }
  return reply
}

function send(response: ServerResponse, reply: Reply): void {
  if (response.destroyed || response.headersSent) return
  const text = reply.body === undefined ? '' : JSON.stringify(reply.body)
  response.writeHead(reply.status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(text)
}

/** The text of an unforeseen error stays inside: it may quote a message. */
function refusal(error: unknown): Reply {
  if (error instanceof ApiError) return { status: error.status, body: { error: error.message } }
  return { status: 500, body: { error: 'internal error' } }
}
