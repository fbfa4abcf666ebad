import type { ServerResponse } from 'node:http'
import { sendNodeResponse } from 'srvx/node'
import { chooseEncoding, encode } from '#lib/server/encoding'
import { tunables } from '#lib/tunables'

/** Types whose bodies are complete before they are sent. All others, such as events, are streamed. */
const whole = /^(application\/(problem\+)?json|text\/(csv|html|plain))\b/

/** A streamed body has the header that disables buffering, whatever its type. */
const isWhole = ({ headers }: Response) =>
  whole.test(headers.get('content-type') ?? '') && !headers.has('x-accel-buffering')

/**
 * Sends a web response, without the body for HEAD. A large complete body is compressed if the caller accepts that. With
 * `beforeEnd` the caller receives the complete response, and the connection stays open until `beforeEnd` resolves.
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
