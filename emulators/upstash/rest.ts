import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseJson } from '#lib/json'
import { readBody } from '../http.ts'
import type { Backend, SubscriptionKind } from './backend.ts'
import { streamMessages } from './events.ts'
import { type Caller, runCommand, runPipeline, runTransaction } from './execute.ts'
import { refusal } from './permissions.ts'
import { CommandError, type Reply, toJson, toResp2 } from './reply.ts'
import { readTarget, type Target } from './request.ts'
import { scriptNames } from './scripts.ts'

export interface Tokens {
  token: string
  readOnlyToken: string | undefined
}

interface Answer {
  status: number
  body: string | Buffer
  type?: string
}

/** The largest body taken, that of the paid plans of the real service. */
const BODY_BYTES_MAX = 10 * 1024 * 1024
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT'])

const failure = (status: number, message: string): Answer => ({
  status,
  body: JSON.stringify({ error: message }),
})

type Format = 'plain' | 'base64' | 'resp2'

function formatOf({ headers }: IncomingMessage): Format | undefined {
  const base64 = headers['upstash-encoding'] === 'base64'
  const format = headers['upstash-response-format'] ?? 'json'
  if (format === 'json') return base64 ? 'base64' : 'plain'
  return format === 'resp2' && !base64 ? 'resp2' : undefined
}

function one(reply: Reply, format: Format): Answer {
  const status = reply instanceof CommandError ? 400 : 200
  if (format === 'resp2') return { status, body: toResp2(reply), type: 'application/octet-stream' }
  return { status, body: toJson(reply, format === 'base64') }
}

function many(replies: Reply[] | CommandError, format: Format): Answer {
  if (replies instanceof CommandError) return one(replies, 'plain')
  if (format === 'resp2') {
    return { status: 200, body: Buffer.concat(replies.map(toResp2)), type: 'application/octet-stream' }
  }
  return { status: 200, body: `[${replies.map((reply) => toJson(reply, format === 'base64')).join(',')}]` }
}

function rowsOf(body: Buffer): unknown[] | undefined {
  const rows = parseJson(body.toString())
  return Array.isArray(rows) && rows.length > 0 && rows.every(Array.isArray) ? rows : undefined
}

/** Answers a request that is no subscription. */
async function answer(
  caller: Caller,
  { segments, words }: Target,
  body: Buffer,
  format: Format,
): Promise<Answer> {
  const endpoint = segments.length === 1 ? segments[0] : undefined
  if (endpoint === 'pipeline' || endpoint === 'multi-exec') {
    const rows = rowsOf(body)
    if (!rows) return failure(400, `ERR failed to parse ${endpoint} request`)
    if (endpoint === 'pipeline') return many(await runPipeline(caller, rows), format)
    return many(await runTransaction(caller, rows), format === 'resp2' ? 'plain' : format)
  }
  if (segments.length === 0) return one(await runCommand(caller, parseJson(body.toString())), format)
  // The body is the last argument, before the words of the query: POST /set/key?EX=100 with the value.
  const parts = [...segments, ...(body.length > 0 ? [body] : []), ...words]
  return one(await runCommand(caller, parts), format)
}

const isSubscription = (name: string | undefined): name is SubscriptionKind =>
  name === 'subscribe' || name === 'psubscribe'

/** The channels of a subscription: of the path and the body, or of a SUBSCRIBE command that accepts events. */
function subscriptionOf(
  request: IncomingMessage,
  { segments, words }: Target,
  body: Buffer,
): { kind: SubscriptionKind; names: string[] } | undefined {
  const [first, ...channels] = segments
  if (first === undefined) {
    if (!request.headers.accept?.includes('text/event-stream')) return undefined
    const [kind, ...names] = listOf(body)
    return isSubscription(kind?.toLowerCase())
      ? { kind: kind!.toLowerCase() as SubscriptionKind, names }
      : undefined
  }
  const kind = first.toLowerCase()
  return isSubscription(kind) ? { kind, names: [...channels, ...words, ...listOf(body)] } : undefined
}

function listOf(body: Buffer): string[] {
  const parsed = parseJson(body.toString())
  return Array.isArray(parsed) ? parsed.map(String) : []
}

/**
 * The Upstash REST API in front of a Redis, as a listener for `node:http`.
 * @see https://upstash.com/docs/redis/features/restapi
 */
export function restListener(backend: Backend, { token, readOnlyToken }: Tokens) {
  const scripts = scriptNames()
  const full: Caller = { backend, scripts, readOnly: false }
  const reader: Caller = { backend, scripts, readOnly: true }
  const callers = new Map([[`Bearer ${token}`, full]])
  if (readOnlyToken) callers.set(`Bearer ${readOnlyToken}`, reader)
  // Opaque to clients, who send the last one back; a new one each time, as any answer may follow a write.
  const epoch = Date.now().toString(36)
  let answers = 0
  const send = (response: ServerResponse, { status, body, type = 'application/json' }: Answer) => {
    response.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      'upstash-sync-token': `${epoch}-${++answers}`,
    })
    response.end(body)
  }
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<Answer | undefined> => {
    const body = await readBody(request, BODY_BYTES_MAX)
    const target = readTarget(request.url ?? '/')
    if (!METHODS.has(request.method ?? '')) return failure(405, 'ERR method not allowed')
    const caller = callers.get(request.headers.authorization ?? `Bearer ${target.token}`)
    if (!caller) return failure(401, 'WRONGPASS invalid or missing auth token')
    if (!body) return failure(400, `ERR max request size exceeded. Limit: ${BODY_BYTES_MAX} bytes`)
    const subscription = subscriptionOf(request, target, body)
    if (subscription) {
      if (caller.readOnly) return one(refusal(subscription.kind), 'plain')
      if (subscription.names.length === 0) {
        return failure(400, `ERR wrong number of arguments for '${subscription.kind}' command`)
      }
      await streamMessages(backend, response, subscription.kind, subscription.names)
      return undefined
    }
    const format = formatOf(request)
    if (!format) return failure(400, 'ERR unsupported response format')
    return answer(caller, target, body, format)
  }
  return (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).then(
      (result) => result && send(response, result),
      (error: Error) =>
        response.headersSent ? response.destroy() : send(response, failure(500, `ERR ${error.message}`)),
    )
  }
}
