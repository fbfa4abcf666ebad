import { connect, createServer, type Socket } from 'node:net'
import { listenLocally } from '#tests/support/listen'
import { createMessageReader } from '#tests/support/postgres-messages'

/** The writes to a service, and the statements or commands in them. */
export type SentCounts = { writes: number; commands: number }

type Reader = (chunk: Buffer) => number

/** A proxy on 127.0.0.1 that forwards everything and counts what the client sends. */
export async function startCountingProxy(
  target: { host: string; port: number },
  createReader: () => Reader,
): Promise<{ port: number; sent(): SentCounts; close(): Promise<void> }> {
  const sent: SentCounts = { writes: 0, commands: 0 }
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ ...target, noDelay: true })
    const read = createReader()
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket
        .on('error', () => {})
        .on('close', () => {
          client.destroy()
          upstream.destroy()
        })
    }
    client.on('data', (chunk) => {
      const commands = read(chunk)
      sent.commands += commands
      if (commands > 0) sent.writes++
      upstream.write(chunk)
    })
    upstream.pipe(client)
  })
  const port = await listenLocally(server)
  return {
    port,
    sent: () => ({ ...sent }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Counts Execute and Query messages. */
export function createPostgresReader(): Reader {
  const read = createMessageReader()
  return (chunk) => read(chunk).filter(({ type }) => type === 'E' || type === 'Q').length
}

/** Counts commands, each an array of bulk strings. https://redis.io/docs/latest/develop/reference/protocol-spec/ */
export function createRedisReader(): Reader {
  let rest = Buffer.alloc(0)
  let stringsLeft = 0
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    let commands = 0
    for (;;) {
      const end = rest.indexOf('\r\n')
      if (end < 0) return commands
      const number = Number(rest.toString('latin1', 1, end))
      const isArray = stringsLeft === 0
      const next = end + 2 + (isArray ? 0 : number + 2)
      if (rest.length < next) return commands
      if (isArray) stringsLeft = number
      else if (--stringsLeft === 0) commands++
      rest = rest.subarray(next)
    }
  }
}
