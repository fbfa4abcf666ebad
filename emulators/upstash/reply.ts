/** A failed command: the text of a RESP error reply, with its leading code (`WRONGTYPE …`). */
export class CommandError {
  readonly message: string
  constructor(message: string) {
    this.message = message
  }
}

/** A RESP2 reply: strings are simple strings (statuses), buffers are bulk strings. */
export type Reply = string | Buffer | number | bigint | null | CommandError | Reply[]

const OK = Buffer.from('OK')

const isOk = (reply: string | Buffer) => (typeof reply === 'string' ? reply === 'OK' : reply.equals(OK))

// Base64 has no character that JSON must escape, so it is quoted without a pass of JSON.stringify.
const quote = (reply: string | Buffer, base64: boolean) =>
  base64
    ? `"${(typeof reply === 'string' ? Buffer.from(reply) : reply).toString('base64')}"`
    : JSON.stringify(typeof reply === 'string' ? reply : reply.toString())

function nested(reply: Reply, base64: boolean): string {
  if (reply === null) return 'null'
  if (typeof reply === 'number' || typeof reply === 'bigint') return String(reply)
  if (Array.isArray(reply)) return `[${reply.map((item) => nested(item, base64)).join(',')}]`
  return quote(reply instanceof CommandError ? reply.message : reply, base64)
}

/**
 * The JSON object the REST API answers for one command: `{"result":…}` or `{"error":…}`.
 * In base64 every string is encoded except a whole reply that is `OK`.
 * @see https://upstash.com/docs/redis/features/restapi#base64-encoded-responses
 */
export function toJson(reply: Reply, base64: boolean): string {
  if (reply instanceof CommandError) return `{"error":${JSON.stringify(reply.message)}}`
  if ((typeof reply === 'string' || Buffer.isBuffer(reply)) && isOk(reply)) return '{"result":"OK"}'
  return `{"result":${nested(reply, base64)}}`
}

const CRLF = Buffer.from('\r\n')

/** The same reply as RESP2 bytes, for `Upstash-Response-Format: resp2`. */
export function toResp2(reply: Reply): Buffer {
  if (reply === null) return Buffer.from('$-1\r\n')
  if (reply instanceof CommandError) return Buffer.from(`-${reply.message.replace(/[\r\n]+/g, ' ')}\r\n`)
  if (typeof reply === 'number' || typeof reply === 'bigint') return Buffer.from(`:${reply}\r\n`)
  if (Array.isArray(reply)) return Buffer.concat([Buffer.from(`*${reply.length}\r\n`), ...reply.map(toResp2)])
  if (typeof reply === 'string' || isOk(reply)) return Buffer.from(`+${reply}\r\n`)
  return Buffer.concat([Buffer.from(`$${reply.length}\r\n`), reply, CRLF])
}
