import { createServer, type IncomingMessage, type Server } from 'node:http'
import { readBody, send } from '../http.ts'
import { ApiError, badRequest } from './errors.ts'
import type { PlainHeaders } from './settings.ts'

/** What a route answers; `afterFlush` runs once the changes are written, just before the answer goes out. */
export type Reply = { status: number; body?: unknown; afterFlush?: () => void }

export type Route = (call: Call) => Reply

/** One authorized request to `/v2/{resource}`, and what follows in its path. */
export type Call = {
  method: string
  resource: string
  /** The URL after the resource, as it was sent, with its own query. */
  destination: string
  headers: PlainHeaders
  body: string
}

type Options = {
  token: string
  route: (resource: string) => Route | undefined
  flushed: () => Promise<void>
}

const bodyBytesMax = 10 * 1024 * 1024

/** The HTTP server: authorization, routing, JSON answers, and `{"error": …}` for every rejection. */
export function createApiServer(options: Options): Server {
  return createServer((request, response) => {
    answer(options, request)
      .catch((error: unknown) => errorReply(error))
      .then(({ status, body }) => send(response, status, body === undefined ? '' : JSON.stringify(body)))
  })
}

async function answer({ token, route, flushed }: Options, request: IncomingMessage): Promise<Reply> {
  const body = await readBody(request, bodyBytesMax)
  if (!body) throw new ApiError(413, `message is larger than ${bodyBytesMax} bytes`)
  if (request.headers.authorization !== `Bearer ${token}`)
    throw new ApiError(401, 'unable to authenticate: invalid token')
  const call = toCall(request, body.toString())
  const run = route(call.resource)
  if (!run) throw new ApiError(404, 'not found')
  const reply = run(call)
  try {
    await flushed()
  } finally {
    reply.afterFlush?.()
  }
  return reply
}

function toCall({ method = 'GET', url = '/', headers }: IncomingMessage, body: string): Call {
  const [, resource = '', destination = ''] = /^\/v2\/([^/?]+)\/?(.*)$/.exec(url) ?? []
  return { method, resource, destination, headers: headers as PlainHeaders, body }
}

/** The body of a call as JSON. Throws a 400 when it is none. */
export function jsonOf({ body }: Call): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw badRequest('failed to parse the request body as JSON')
  }
}

/** The text of an unforeseen error stays inside: it may quote a message. */
function errorReply(error: unknown): Reply {
  if (error instanceof ApiError) return { status: error.status, body: { error: error.message } }
  return { status: 500, body: { error: 'internal error' } }
}
