import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenLocally } from '#tests/support/listen'

export type LossyProxy = {
  url: string
  /** Drops the reply to the next statement that contains the text: it is executed, but its caller gets no reply. */
  loseReplyTo(statement: string): void
  /** The number of replies dropped so far. */
  lost(): number
  close(): Promise<void>
}

/** An HTTP proxy in front of Neon's HTTP endpoint that forwards all requests and replies, except the replies to drop. */
export async function startLossyProxy(target: string): Promise<LossyProxy> {
  const losing: string[] = []
  let lost = 0
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const reply = await fetch(target + request.url, { method: 'POST', headers: neonHeaders(request), body })
    const answer = await reply.text()
    const at = losing.findIndex((statement) => JSON.parse(body).query?.includes(statement))
    if (at >= 0) {
      losing.splice(at, 1)
      lost++
      return void response.destroy()
    }
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(answer)
  })
  const port = await listenLocally(server)
  return {
    url: `http://127.0.0.1:${port}`,
    loseReplyTo: (statement) => losing.push(statement),
    lost: () => lost,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function neonHeaders({ headers }: IncomingMessage): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => name.startsWith('neon-'))
  return { 'content-type': 'application/json', ...(Object.fromEntries(own) as Record<string, string>) }
}
