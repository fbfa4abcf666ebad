import { createMessageReader } from '#tests/support/postgres-messages'

/** A statement that a client asks PostgreSQL to execute: its name, and the bytes of its parameters. */
export type Execution = { name: string; parameters: Buffer }

/**
 * Reports each Bind of a named statement on one connection. The adapter's names end with a hash of the text, which is
 * removed.
 */
export function createExecutionReader(): (chunk: Buffer) => Execution[] {
  const read = createMessageReader()
  return (chunk) => read(chunk).flatMap(({ type, body }) => (type === 'B' ? executionOf(body) : []))
}

/** A Bind has the portal's name, the statement's name, and the parameters. */
function executionOf(body: Buffer): Execution[] {
  const portalEnd = body.indexOf(0)
  const nameEnd = body.indexOf(0, portalEnd + 1)
  const name = body.toString('latin1', portalEnd + 1, nameEnd).replace(/_[0-9a-f]{12}$/, '')
  return name ? [{ name, parameters: body.subarray(nameEnd + 1) }] : []
}
