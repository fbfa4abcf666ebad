import type { ServerResponse } from 'node:http'
import { parseJson } from '#lib/json'
import type { Backend, SubscriptionKind, Unsubscribe } from './backend.ts'

/** A subscriber this many bytes behind is cut off, as Redis does with slow pub/sub clients. */
const BACKLOG_BYTES_MAX = 32 * 1024 * 1024

const HEADERS = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', connection: 'keep-alive' }

const isJson = (text: string) => parseJson(text) !== undefined

// A frame is one line. In JSON a line break is only ever white space; other text becomes a JSON string,
// which the SDK parses back to the same text.
function oneLine(message: string): string {
  if (!message.includes('\n') && !message.includes('\r')) return message
  return isJson(message) ? message.replace(/[\r\n]+/g, ' ') : JSON.stringify(message)
}

// The SDK reads pattern messages with JSON.parse alone, so text that is no JSON is sent as a JSON string.
const asJson = (message: string) => (isJson(message) ? oneLine(message) : JSON.stringify(message))

/**
 * Answers with server-sent events until the client goes away: `data: subscribe,<channel>,<count>` for each
 * channel once it is subscribed, then `data: message,<channel>,<text>` (`pmessage,<pattern>,<channel>,<text>`).
 * @see https://upstash.com/docs/redis/features/restapi#subscribe-publish-commands
 */
export async function streamMessages(
  backend: Backend,
  response: ServerResponse,
  kind: SubscriptionKind,
  names: string[],
): Promise<void> {
  const leave: Unsubscribe[] = []
  let gone = false
  response.once('close', () => {
    gone = true
    for (const unsubscribe of leave.splice(0)) unsubscribe()
  })
  const send = (data: string) => {
    if (gone) return
    if (!response.headersSent) response.writeHead(200, HEADERS)
    response.write(`data: ${data}\n\n`)
    if (response.writableLength > BACKLOG_BYTES_MAX) response.destroy()
  }
  for (const [index, name] of names.entries()) {
    const unsubscribe = await backend.subscribe(kind, name, (channel, message) =>
      send(
        kind === 'subscribe'
          ? `message,${channel},${oneLine(message)}`
          : `pmessage,${name},${channel},${asJson(message)}`,
      ),
    )
    if (gone) return unsubscribe()
    leave.push(unsubscribe)
    send(`${kind},${name},${index + 1}`)
  }
}
