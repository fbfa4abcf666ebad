/** A failed command: the text of a RESP error reply, with its leading code (`WRONGTYPE …`). */
export class CommandError {
  readonly message: string
  constructor(message: string) {
    this.message = message
  }
}

/** A RESP2 reply: statuses and bulk strings are buffers. */
export type Reply = Buffer | number | null | CommandError | Reply[]

// Base64 has no character that JSON must escape, so it is quoted without JSON.stringify.
const quote = (reply: Buffer, base64: boolean) =>
  base64 ? `"${reply.toString('base64')}"` : JSON.stringify(reply.toString())

function nested(reply: Reply, base64: boolean): string {
  if (reply === null || typeof reply === 'number') return String(reply)
  if (Array.isArray(reply)) return `[${reply.map((item) => nested(item, base64)).join(',')}]`
  return quote(reply instanceof CommandError ? Buffer.from(reply.message) : reply, base64)
}

/**
 * The JSON object that the REST API returns for a command: `{"result":…}` or `{"error":…}`.
 * In base64 every string is encoded except a whole reply that is `OK`.
 * @see https://upstash.com/docs/redis/features/restapi#base64-encoded-responses
 */
export function toJson(reply: Reply, base64: boolean): string {
  if (reply instanceof CommandError) return `{"error":${JSON.stringify(reply.message)}}`
  if (Buffer.isBuffer(reply) && reply.equals(ok)) return '{"result":"OK"}'
  return `{"result":${nested(reply, base64)}}`
}

const ok = Buffer.from('OK')
