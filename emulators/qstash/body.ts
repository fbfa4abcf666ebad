import { isUtf8 } from 'node:buffer'

/** A body as the API shows it: text when it is valid UTF-8, base64 otherwise, nothing when empty. */
export type EncodedBody = { body?: string; bodyBase64?: string }

/** Encodes raw bytes the way QStash's API shows a body. */
export function encodeBody(bytes: Buffer): EncodedBody {
  if (bytes.length === 0) return {}
  return isUtf8(bytes) ? { body: bytes.toString('utf8') } : { bodyBase64: bytes.toString('base64') }
}

/** The exact bytes that encodeBody was given. */
export function decodeBody(encoded: EncodedBody): Buffer {
  if (encoded.bodyBase64 !== undefined) return Buffer.from(encoded.bodyBase64, 'base64')
  return Buffer.from(encoded.body ?? '', 'utf8')
}
