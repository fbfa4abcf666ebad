import { Agent, request } from 'node:http'
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
  const send: Send = ({ method, target, headers, body, cutAfterBytes }) =>
    new Promise((resolve, reject) => {
      const length = body ? { 'content-length': String(body.length) } : {}
      // A path is checked by Node alone: an absolute one must not be taken for another host.
      const { hostname, port } = new URL(baseUrl)
      const options = { agent, hostname, port, path: target, method, headers: { ...length, ...headers } }
      const outgoing = request(options, async (response) => {
        const text = (await buffer(response)).toString()
        const received = new Headers(response.headers as Record<string, string>)
        resolve({ status: response.statusCode!, headers: received, body: parsed(text, received) })
      })
      outgoing.on('error', (error) => (cutAfterBytes === undefined ? reject(error) : resolve(undefined)))
      outgoing.setTimeout(patienceMs, () => outgoing.destroy(new Error('The server does not answer.')))
      if (cutAfterBytes === undefined) return void outgoing.end(body)
      outgoing.write(body!.subarray(0, cutAfterBytes), () => outgoing.destroy())
    })
  return { send, close: () => agent.destroy() }
}

function parsed(text: string, headers: Headers): unknown {
  const isStream = headers.get('content-type')?.startsWith('text/event-stream')
  return isStream ? lastEvent(text) : bodyOf(text, headers)
}

/** What the last event of a stream carries. */
function lastEvent(text: string): unknown {
  const data = text.split('\n').findLast((line) => line.startsWith('data: {'))
  return data && JSON.parse(data.slice('data: '.length))
}
