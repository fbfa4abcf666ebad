import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { listen } from '#tests/support/http'

export type SeenRequest = { path: string; body: string }

type Options = {
  target: string
  /** Called before each request is forwarded. Forwarding waits until it resolves, and is cancelled if it rejects. */
  onRequest(seen: SeenRequest): Promise<void> | void
  /** Called before each response is returned. The response waits until it resolves. */
  onReply?(seen: SeenRequest): Promise<void> | void
  /** Called when the response has ended, normally or not. */
  onEnd?(seen: SeenRequest): void
}

/** A proxy on 127.0.0.1 that forwards each request unchanged and streams the response back. */
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

/** Resolves when the response is sent or the caller has disconnected. */
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
    // As without the proxy: no response at all.
    outgoing.on('error', () => response.destroy())
    response.on('close', () => {
      outgoing.destroy()
      resolve()
    })
    outgoing.end(body)
  })
}
