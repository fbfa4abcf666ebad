import { createServer, type IncomingMessage, type Server } from 'node:http'
import { readBody, send } from '../http.ts'
import { ApiError, badRequest } from './errors.ts'
import type { PlainHeaders } from './settings.ts'

/** A route's response. `afterFlush` runs when the changes are written, before the response is sent. */
export type Reply = { status: number; body?: unknown; afterFlush?: () => void }

export type Route = (call: Call) => Reply

/** An authorized request to `/v2/{resource}`, with the rest of its path. */
export type Call = {
  method: string
  resource: string
  /** The unparsed URL after the resource, with its own query. */
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

/** The HTTP server: authorization, routing, JSON responses, and `{"error": …}` for every error. */
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

/** The parsed JSON body of a call. Throws a 400 if it is not JSON. */
export function jsonOf({ body }: Call): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw badRequest('failed to parse the request body as JSON')
  }
}

/** The text of an unexpected error is not returned, since it may quote a message. */
function errorReply(error: unknown): Reply {
  if (error instanceof ApiError) return { status: error.status, body: { error: error.message } }
  return { status: 500, body: { error: 'internal error' } }
}
