import { Agent, type IncomingMessage, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { bodyOf } from '#tests/support/contract'
import type { Wire } from './wire.ts'

export type Answer = { status: number; headers: Headers; body: unknown }

/** Sends a request unchanged. Undefined if it is aborted. A body that is not JSON stays text. */
export type Send = (wire: Wire) => Promise<Answer | undefined>

const timeoutMs = 60_000

/** Sends raw requests with node:http, since `fetch` would correct invalid ones. */
export function sender(baseUrl: string): { send: Send; close(): void } {
  const agent = new Agent({ keepAlive: true })
  const send: Send = (wire) =>
    new Promise((resolve, reject) => {
      const { method, target, headers, body, cutAfterBytes } = wire
      const length = body ? { 'content-length': String(body.length) } : {}
      // Pass host and port separately, so that an absolute path is not read as another host.
      const { hostname, port } = new URL(baseUrl)
      const options = { agent, hostname, port, path: target, method, headers: { ...length, ...headers } }
      const outgoing = request(options, (response) => answerOf(response, target).then(resolve, reject))
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        if (cutAfterBytes !== undefined) return resolve(undefined)
        // The server may close a kept-alive connection at the moment of its reuse.
        const isStale = outgoing.reusedSocket && error.code === 'ECONNRESET'
        return isStale ? resolve(send(wire)) : reject(error)
      })
      outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error('The server did not answer in time.')))
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

/** The last MCP event is the answer. The events of a job stay text. */
function parsed(text: string, headers: Headers, target: string): unknown {
  const isStream = headers.get('content-type')?.startsWith('text/event-stream')
  return isStream && /^\/mcp\b/.test(target) ? lastEvent(text) : bodyOf(text, headers)
}

/** The data of a stream's last event. */
function lastEvent(text: string): unknown {
  const data = text.split('\n').findLast((line) => line.startsWith('data: {'))
  return data && JSON.parse(data.slice('data: '.length))
}
