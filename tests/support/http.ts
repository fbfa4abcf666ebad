import {
  type Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import { listenLocally } from '#tests/support/listen'

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Listens on a free port of 127.0.0.1. If the listener rejects, the response is 500 with the error. */
export async function listen(listener: Listener): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    listener(request, response).catch((error: Error) => {
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { error: error.message })
    })
  })
  const port = await listenLocally(server)
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export async function readText(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

const timeoutMs = 30_000

/** POSTs JSON and returns the status and the body's text. Rejects after 30 seconds without data. */
export function postJson(
  url: string,
  body: unknown,
  { agent, key }: { agent: Agent; key: string },
): Promise<{ status: number; text: string }> {
  const sent = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: 'POST',
      agent,
      timeout: timeoutMs,
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(sent),
      },
    })
    outgoing.on('response', (incoming) =>
      readText(incoming).then((text) => resolve({ status: incoming.statusCode ?? 0, text }), reject),
    )
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)))
    outgoing.on('error', reject)
    outgoing.end(sent)
  })
}
