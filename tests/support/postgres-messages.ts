/** A message of a client to PostgreSQL. `type` is its letter, and `body` what follows its length. */
export type FrontendMessage = { type: string; body: Buffer }

/**
 * Reads the messages of one connection, as https://www.postgresql.org/docs/current/protocol-message-formats.html defines
 * them. Leaves out the first one, which has no type.
 */
export function createMessageReader(): (chunk: Buffer) => FrontendMessage[] {
  let rest: Buffer = Buffer.alloc(0)
  let hasStarted = false
  return (chunk) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const found: FrontendMessage[] = []
    for (;;) {
      const lengthAt = hasStarted ? 1 : 0
      if (rest.length < lengthAt + 4) return found
      const end = lengthAt + rest.readInt32BE(lengthAt)
      if (rest.length < end) return found
      const message = rest.subarray(0, end)
      rest = rest.subarray(end)
      if (hasStarted)
        found.push({ type: String.fromCharCode(message[0]!), body: message.subarray(lengthAt + 4) })
      hasStarted = true
    }
  }
}
