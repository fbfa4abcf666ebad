import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseJson } from '#lib/json'
import { readBody, send } from '../http.ts'
import { streamMessages } from './events.ts'
import { type Caller, runCommand, runPipeline, runTransaction } from './execute.ts'
import { rejection } from './permissions.ts'
import type { RedisConnection } from './redis.ts'
import { CommandError, type Reply, toJson } from './reply.ts'
import { ScriptNames } from './scripts.ts'

type Tokens = { token: string; readOnlyToken: string | undefined }
type Answer = { status: number; body: string }

/** The largest accepted body, as in the paid plans of the real service. */
const bodyBytesMax = 10 * 1024 * 1024

/**
 * The Upstash REST API as the SDK uses it, in front of a Redis, as a listener for `node:http`: commands at `/`,
 * `/pipeline`, `/multi-exec` and `/subscribe/{channel}`.
 * @see https://upstash.com/docs/redis/features/restapi
 */
export function restListener(redis: RedisConnection, { token, readOnlyToken }: Tokens) {
  const scripts = new ScriptNames()
  const callers = new Map<string, Caller>([[`Bearer ${token}`, { redis, scripts, readOnly: false }]])
  if (readOnlyToken) callers.set(`Bearer ${readOnlyToken}`, { redis, scripts, readOnly: true })
  return (request: IncomingMessage, response: ServerResponse) => {
    handle(callers, request, response).then(
      (answer) => answer && send(response, answer.status, answer.body),
      (error: Error) => {
        if (response.headersSent) response.destroy()
        else send(response, 500, failure(500, `ERR ${error.message}`).body)
      },
    )
  }
}

async function handle(
  callers: Map<string, Caller>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answer | undefined> {
  const body = await readBody(request, bodyBytesMax)
  const caller = callers.get(request.headers.authorization ?? '')
  if (!caller) return failure(401, 'WRONGPASS invalid or missing auth token')
  if (!body) return failure(400, `ERR max request size exceeded. Limit: ${bodyBytesMax} bytes`)
  const path = request.url ?? '/'
  const base64 = request.headers['upstash-encoding'] === 'base64'
  const channel = /^\/subscribe\/([^/]+)$/.exec(path)?.[1]
  if (channel !== undefined) {
    if (caller.readOnly) return one(rejection('subscribe'), false)
    await streamMessages(caller.redis, response, decodeURIComponent(channel))
    return undefined
  }
  const sent = parseJson(body.toString())
  if (path === '/') return one(await runCommand(caller, sent), base64)
  if (path !== '/pipeline' && path !== '/multi-exec') return failure(404, 'ERR not found')
  if (!Array.isArray(sent) || sent.length === 0 || !sent.every(Array.isArray))
    return failure(400, `ERR failed to parse ${path.slice(1)} request`)
  return many(await (path === '/pipeline' ? runPipeline : runTransaction)(caller, sent), base64)
}

const failure = (status: number, message: string): Answer => ({
  status,
  body: JSON.stringify({ error: message }),
})

const one = (reply: Reply, base64: boolean): Answer => ({
  status: reply instanceof CommandError ? 400 : 200,
  body: toJson(reply, base64),
})

const many = (replies: Reply[] | CommandError, base64: boolean): Answer =>
  replies instanceof CommandError
    ? one(replies, false)
    : { status: 200, body: `[${replies.map((reply) => toJson(reply, base64)).join(',')}]` }
