import type { ServerResponse } from 'node:http'
import { sendNodeResponse } from 'srvx/node'
import { chooseEncoding, encode } from '#lib/server/encoding'
import { tunables } from '#lib/tunables'

/** Types whose bodies are at hand at once. Everything else, such as events, is sent as it comes. */
const whole = /^(application\/(problem\+)?json|text\/(csv|html|plain))\b/

/** A body that is made while it is sent says that nobody is to hold it back, whatever its type. */
const isWhole = ({ headers }: Response) =>
  whole.test(headers.get('content-type') ?? '') && !headers.has('x-accel-buffering')

/**
 * Sends a web response, without its body to a HEAD. A large one that is at hand is compressed as the caller takes it.
 * With `beforeEnd` the response is complete for the caller while the connection stays open until that resolves.
 */
export async function respond(
  outgoing: ServerResponse,
  response: Response,
  beforeEnd?: () => Promise<void>,
): Promise<void> {
  const { method, headers } = outgoing.req
  if (response.body && !isWhole(response)) return sendNodeResponse(outgoing, response)
  let bytes: Buffer = response.body ? Buffer.from(await response.arrayBuffer()) : Buffer.alloc(0)
  const isLarge = bytes.byteLength >= tunables.compressBytesMin && !response.headers.has('content-encoding')
  if (isLarge) {
    response.headers.append('vary', 'accept-encoding')
    const encoding = chooseEncoding(headers['accept-encoding'])
    if (encoding) {
      response.headers.set('content-encoding', encoding)
      bytes = await encode(encoding, bytes)
    }
  }
  if (outgoing.destroyed) return
  response.headers.delete('content-length')
  const fields = [...response.headers].flat()
  const hasBody = response.status !== 204 && response.status !== 304
  if (hasBody) fields.push('content-length', String(bytes.byteLength))
  outgoing.writeHead(response.status, fields)
  if (!hasBody || method === 'HEAD') bytes = Buffer.alloc(0)
  if (!beforeEnd) return void outgoing.end(bytes)
  outgoing.write(bytes)
  await beforeEnd()
  outgoing.end()
}
