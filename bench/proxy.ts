import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { listen } from './http.ts'

export type Seen = { path: string; body: string }

type Options = {
  target: string
  /** Told of each request before it goes on; it goes on when this resolves, and not at all when it rejects. */
  onRequest(seen: Seen): Promise<void> | void
  /** Told of each answer before it goes back; it goes back when this resolves. */
  onReply?(seen: Seen): Promise<void> | void
  /** Told when the answer has ended, however. */
  onEnd?(seen: Seen): void
}

/** A proxy on 127.0.0.1 that passes each request on as it is, and streams its answer back as it comes. */
export async function startProxy(options: Options): Promise<{ url: string; close(): Promise<void> }> {
  return listen(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const seen = { path: incoming.url ?? '/', body: body.toString() }
    await options.onRequest(seen)
    try {
      await pass(options.target, incoming, body, response, () => options.onReply?.(seen))
    } finally {
      options.onEnd?.(seen)
    }
  })
}

/** Resolves when the answer has been sent or the caller has gone. */
function pass(
  target: string,
  incoming: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  onReply: () => Promise<void> | void,
): Promise<void> {
  const { hostname, port } = new URL(target)
  const { method, url: path, headers } = incoming
  return new Promise((resolve) => {
    const outgoing = request({ hostname, port, method, path, headers })
    outgoing.on('response', async (answer) => {
      await onReply()
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => response.destroy())
      answer.pipe(response)
    })
    // As it would be without the proxy: no answer at all.
    outgoing.on('error', () => response.destroy())
    response.on('close', () => {
      outgoing.destroy()
      resolve()
    })
    outgoing.end(body)
  })
}
