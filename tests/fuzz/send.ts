import { Agent, type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { bodyOf } from '#tests/support/contract'
import type { Wire } from './wire.ts'

export type Answer = { status: number; headers: Headers; body: unknown }

/** Sends a request as it is; undefined when it is broken off. Text that is not JSON stays text. */
export type Send = (wire: Wire) => Promise<Answer | undefined>

const patienceMs = 60_000

/** Reaches a server without the good manners of `fetch`, which would mend what is broken. */
export function sender(baseUrl: string): { send: Send; close(): void } {
  const agent = new Agent({ keepAlive: true })
  const send: Send = (wire) =>
    new Promise((resolve, reject) => {
      const { method, target, headers, body, cutAfterBytes } = wire
      const length = body ? { 'content-length': String(body.length) } : {}
      // A path is checked by Node alone: an absolute one must not be taken for another host.
      const { hostname, port } = new URL(baseUrl)
      const options = { agent, hostname, port, path: target, method, headers: { ...length, ...headers } }
      const outgoing = request(options, (response) => answerOf(response, target).then(resolve, reject))
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        if (cutAfterBytes !== undefined) return resolve(undefined)
        // A kept connection may be closed by the server at the moment at which it is used again.
        const isStale = outgoing.reusedSocket && error.code === 'ECONNRESET'
        return isStale ? resolve(send(wire)) : reject(error)
      })
      outgoing.setTimeout(patienceMs, () => outgoing.destroy(new Error('The server does not answer.')))
      if (cutAfterBytes === undefined) return void outgoing.end(body)
      outgoing.write(body!.subarray(0, cutAfterBytes), () => outgoing.destroy())
    })
  return { send, close: () => agent.destroy() }
}

async function answerOf(response: IncomingMessage, target: string): Promise<Answer> {
  const headers = new Headers(response.headers as Record<string, string>)
  const text = (await buffer(response)).toString()
  return { status: response.statusCode!, headers, body: parsed(text, headers, target) }
}

/** Of MCP's events the last one is the answer; the events of a job are text. */
function parsed(text: string, headers: Headers, target: string): unknown {
  const isStream = headers.get('content-type')?.startsWith('text/event-stream')
  return isStream && /^\/mcp\b/.test(target) ? lastEvent(text) : bodyOf(text, headers)
}

/** What the last event of a stream carries. */
function lastEvent(text: string): unknown {
  const data = text.split('\n').findLast((line) => line.startsWith('data: {'))
  return data && JSON.parse(data.slice('data: '.length))
}
