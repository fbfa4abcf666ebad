import type { IncomingMessage, ServerResponse } from 'node:http'
import { NodeRequest } from 'srvx/node'
import { tunables } from '#lib/tunables'

/** What could be read of a request's body: all of it, no more than the limit and a byte, or nothing since it is cut off. */
export type Body = { kind: 'complete' | 'too_large'; bytes: Buffer } | { kind: 'cut_off' }

/** Whether the request says itself that its body is larger than any operation takes. */
export const declaresTooMuch = ({ headers }: IncomingMessage): boolean =>
  Number(headers['content-length']) > tunables.bodyBytesMax

/**
 * Reads the body, one byte beyond the limit at most: the handler then refuses it, and answers while the rest is on its
 * way. Of a body that declares more nothing is read.
 */
export function readBody(incoming: IncomingMessage): Promise<Body> {
  if (declaresTooMuch(incoming)) return Promise.resolve({ kind: 'too_large', bytes: Buffer.alloc(0) })
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const end = (body: Body) => {
      incoming.off('data', onData).off('end', onEnd).off('error', onCutOff).off('close', onCutOff)
      resolve(body)
    }
    const onEnd = () =>
      end({ kind: 'complete', bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) })
    const onCutOff = () => end({ kind: 'cut_off' })
    const onData = (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size <= tunables.bodyBytesMax) return
      incoming.pause()
      end({ kind: 'too_large', bytes: Buffer.concat(chunks) })
    }
    incoming.on('data', onData).once('end', onEnd).once('error', onCutOff).once('close', onCutOff)
  })
}

/**
 * The web request that a route handler takes, with a body that has been read. Its signal aborts when the caller hangs up
 * before the response is complete.
 */
export function toWebRequest(incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): Request {
  noteAddress(incoming)
  return new NodeRequest({ req: Object.assign(incoming, { rawBody: body }), res: outgoing })
}

/** Fills `x-forwarded-for` with the address of the connection when no proxy has, as Next does. */
export function noteAddress(incoming: IncomingMessage): void {
  const address = incoming.socket.remoteAddress
  if (incoming.headers['x-forwarded-for'] || !address) return
  incoming.headers['x-forwarded-for'] = address
  incoming.rawHeaders.push('x-forwarded-for', address)
}
