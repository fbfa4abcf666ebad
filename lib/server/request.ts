import type { IncomingMessage, ServerResponse } from 'node:http'
import { NodeRequest } from 'srvx/node'
import { type BodyReader, bodyIncomplete, bodyTimeout, bodyTooLarge, setBodyReader } from '#lib/api/body'
import { isProxyAddress } from '#lib/client-address'
import { tunables } from '#lib/tunables'

/**
 * Creates the web request for a route handler. The body is read only when the handler requests it, so an error about
 * the key or the length is sent before. The signal aborts when the caller disconnects before the response is complete.
 */
export function toWebRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  setForwardedFor(incoming)
  const request: Request = new NodeRequest({ req: incoming, res: outgoing })
  const isExpected = incoming.headers.expect !== undefined
  setBodyReader(request, (bytesMax) => {
    // The caller sends its body only after 100 Continue (RFC 9110, 10.1.1).
    if (isExpected) outgoing.writeContinue()
    return readIncoming(incoming, bytesMax)
  })
  return request
}

/** Reads the body, and stops after the first chunk beyond the limit. */
const readIncoming: (incoming: IncomingMessage, bytesMax: number) => ReturnType<BodyReader> = (
  incoming,
  bytesMax,
) =>
  new Promise((resolve, reject) => {
    if (incoming.destroyed) return reject(bodyIncomplete())
    const chunks: Buffer[] = []
    let size = 0
    const settle = (outcome: () => void) => {
      clearTimeout(timer)
      incoming.off('data', onData).off('end', onEnd).off('error', onCutOff).off('close', onCutOff)
      outcome()
    }
    const fail = (error: Error) => {
      incoming.pause()
      settle(() => reject(error))
    }
    const onEnd = () => settle(() => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    const onCutOff = () => fail(bodyIncomplete())
    const onData = (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size > bytesMax) fail(bodyTooLarge(bytesMax))
    }
    const timer = setTimeout(() => fail(bodyTimeout()), tunables.bodyTimeoutMs)
    incoming.on('data', onData).once('end', onEnd).once('error', onCutOff).once('close', onCutOff)
  })

/**
 * Sets `x-forwarded-for` to the address of the connection when no proxy has set it, as Next does. A public address is
 * not a proxy's, so its header is replaced.
 */
export function setForwardedFor(incoming: IncomingMessage): void {
  const address = incoming.socket.remoteAddress
  if (!address) return
  if (incoming.headers['x-forwarded-for']) {
    if (isProxyAddress(address)) return
    const { rawHeaders } = incoming
    for (let i = rawHeaders.length - 2; i >= 0; i -= 2)
      if (rawHeaders[i]!.toLowerCase() === 'x-forwarded-for') rawHeaders.splice(i, 2)
  }
  incoming.headers['x-forwarded-for'] = address
  incoming.rawHeaders.push('x-forwarded-for', address)
}
