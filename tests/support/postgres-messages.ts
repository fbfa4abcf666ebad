/** A statement that a client asks PostgreSQL to execute: its name, and the bytes of its parameters. */
export type Execution = { name: string; parameters: Buffer }

/**
 * Reads the frontend messages of one connection, as
 * https://www.postgresql.org/docs/current/protocol-message-formats.html defines them, and reports each Bind of a named
 * statement. The adapter's names end with a hash of the text, which is removed.
 */
export function createMessageReader(): (chunk: Buffer) => Execution[] {
  let rest: Buffer = Buffer.alloc(0)
  let hasStarted = false
  return (chunk) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const found: Execution[] = []
    for (;;) {
      // The first message has no type byte: it starts with its length.
      const lengthAt = hasStarted ? 1 : 0
      if (rest.length < lengthAt + 4) return found
      const end = lengthAt + rest.readInt32BE(lengthAt)
      if (rest.length < end) return found
      const message = rest.subarray(0, end)
      rest = rest.subarray(end)
      if (!hasStarted) hasStarted = true
      else if (message[0] === bind) found.push(...executionOf(message.subarray(5)))
    }
  }
}

const bind = 'B'.charCodeAt(0)

/** A Bind has the portal's name, the statement's name, and the parameters. */
function executionOf(body: Buffer): Execution[] {
  const portalEnd = body.indexOf(0)
  const nameEnd = body.indexOf(0, portalEnd + 1)
  const name = body.toString('latin1', portalEnd + 1, nameEnd).replace(/_[0-9a-f]{12}$/, '')
  return name ? [{ name, parameters: body.subarray(nameEnd + 1) }] : []
}
