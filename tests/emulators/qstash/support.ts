import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client, Receiver } from '@upstash/qstash'
import { onTestFinished, vi } from 'vitest'
import type { LogEntry } from '#emulators/qstash/logs'
import { type QStashOptions, type QStashServer, startQStash } from '#emulators/qstash/server'
import { credentials } from './credentials.ts'

/** A request that the worker received. */
type Received = {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
  raw: Buffer
}

type Answer = (received: Received, response: ServerResponse) => void

export const receiver = new Receiver(credentials)

/** A QStash emulator that is closed when the test ends, with an SDK client for it. */
export async function startServer(
  options: Partial<QStashOptions> = {},
): Promise<{ server: QStashServer; client: Client }> {
  const server = await startQStash({ port: 0, ...credentials, ...options })
  onTestFinished(() => server.close())
  return { server, client: new Client({ baseUrl: server.url, token: credentials.token, retry: false }) }
}

/** A worker at `url` that records its requests and responds as given (200 by default). */
export async function startWorker(answer: Answer = (_received, response) => response.end('done')) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks)
      const { method = '', url = '', headers } = request
      const entry = { method, url, headers, body: raw.toString('utf8'), raw }
      received.push(entry)
      answer(entry, response)
    })
  })
  // No idle connection times out, however long the machine pauses between two deliveries.
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}

/** Waits until the condition holds. */
export function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  return vi.waitFor(
    async () => {
      if (!(await condition())) throw new Error('the condition did not come true')
    },
    { timeout: 60_000, interval: 5 },
  )
}

const entries = (server: QStashServer, state: LogEntry['state']) =>
  server.logs().filter((entry) => entry.state === state)
export const retries = (server: QStashServer) => entries(server, 'RETRY')
export const failures = (server: QStashServer) => entries(server, 'FAILED')

/** The last log entry of the first message that fails for good. */
export async function untilFailed(server: QStashServer): Promise<LogEntry> {
  await until(() => failures(server).length > 0)
  return failures(server).at(-1)!
}

/** A request as the SDK sends it, for requests that the SDK cannot make. */
export function call(server: QStashServer, method: string, path: string, init: RequestInit = {}) {
  const headers = { authorization: `Bearer ${credentials.token}`, ...init.headers }
  return fetch(`${server.url}${path}`, { ...init, method, headers })
}

/** Holds responses until they are released, one by one or all. */
export function holdAnswers() {
  const held: ServerResponse[] = []
  const answer: Answer = (_received, response) => void held.push(response)
  const release = () => held.shift()?.end('done')
  return { answer, held, release }
}
