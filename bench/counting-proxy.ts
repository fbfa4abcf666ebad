import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { listen } from './http.ts'

export type Seen = { path: string; body: string }

type Options = {
  target: string
  /** Told of each request before it goes on; it goes on when this resolves. */
  onRequest(seen: Seen): Promise<void> | void
  /** Told when the answer has ended, however. */
  onEnd(seen: Seen): void
}

/** A proxy on 127.0.0.1 that passes each request on as it is, and streams its answer back as it comes. */
export async function startCountingProxy(options: Options): Promise<{ url: string; close(): Promise<void> }> {
  return listen(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const seen = { path: incoming.url ?? '/', body: body.toString() }
    await options.onRequest(seen)
    try {
      await pass(options.target, incoming, body, response)
    } finally {
      options.onEnd(seen)
    }
  })
}

/** Resolves when the answer has been sent or the caller has gone. */
function pass(
  target: string,
  incoming: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const { hostname, port } = new URL(target)
  const { method, url: path, headers } = incoming
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path, headers })
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => response.destroy())
      answer.pipe(response)
    })
    outgoing.on('error', reject)
    response.on('close', () => {
      outgoing.destroy()
      resolve()
    })
    outgoing.end(body)
  })
}
