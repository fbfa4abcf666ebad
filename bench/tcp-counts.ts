import { connect, createServer, type Socket } from 'node:net'

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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
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

/**
 * Counts Execute and Query messages. The first message of a connection has no type.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export function createPostgresReader(): Reader {
  let rest = Buffer.alloc(0)
  let hasStarted = false
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    let statements = 0
    for (;;) {
      const typeBytes = hasStarted ? 1 : 0
      if (rest.length < typeBytes + 4) return statements
      const length = typeBytes + rest.readInt32BE(typeBytes)
      if (rest.length < length) return statements
      if (hasStarted && ['E', 'Q'].includes(String.fromCharCode(rest[0]!))) statements++
      hasStarted = true
      rest = rest.subarray(length)
    }
  }
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
