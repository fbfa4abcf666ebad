import type { ServerResponse } from 'node:http'
import { parseJson } from '#lib/json'
import type { RedisConnection } from './redis.ts'

/** A subscriber with a larger backlog is disconnected, as Redis does with slow pub/sub clients. */
const backlogBytesMax = 32 * 1024 * 1024

const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', connection: 'keep-alive' }

/** A frame is one line. In JSON a line break is only white space; other text becomes a JSON string. */
function oneLine(message: string): string {
  if (!message.includes('\n') && !message.includes('\r')) return message
  return parseJson(message) === undefined ? JSON.stringify(message) : message.replace(/[\r\n]+/g, ' ')
}

/**
 * Sends server-sent events until the client disconnects: `data: subscribe,<channel>,1` after the subscription, then
 * `data: message,<channel>,<text>` for each message.
 * @see https://upstash.com/docs/redis/features/restapi#subscribe-publish-commands
 */
export async function streamMessages(
  redis: RedisConnection,
  response: ServerResponse,
  channel: string,
): Promise<void> {
  const send = (data: string) => {
    if (!response.headersSent) response.writeHead(200, headers)
    response.write(`data: ${data}\n\n`)
    if (response.writableLength > backlogBytesMax) response.destroy()
  }
  const unsubscribe = await redis.subscribe(channel, (message) =>
    send(`message,${channel},${oneLine(message)}`),
  )
  if (response.destroyed) return unsubscribe()
  response.once('close', unsubscribe)
  send(`subscribe,${channel},1`)
}
