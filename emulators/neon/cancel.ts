import { connect } from 'node:net'
import type { PoolClient } from 'pg'

const cancelRequestCode = 80_877_102

/**
 * Asks PostgreSQL to cancel the running query of a connection, as Neon does when the caller disconnects. Best effort;
 * see "CancelRequest" in PostgreSQL's message formats.
 */
export function cancelQuery(client: PoolClient, target: { host: string; port: number }): void {
  const { processID, secretKey } = client as PoolClient & {
    processID?: number | null
    secretKey?: number | null
  }
  if (typeof processID !== 'number' || typeof secretKey !== 'number') return
  const message = Buffer.alloc(16)
  for (const [index, value] of [message.length, cancelRequestCode, processID, secretKey].entries()) {
    message.writeInt32BE(value, index * 4)
  }
  const socket = connect(target)
  socket.on('error', () => undefined)
  socket.end(message)
}
