import { ApiError } from '#lib/api/errors'
import { tunables } from '#lib/tunables'

/**
 * Returns the bytes of a body, up to a maximum. Throws `body_too_large`, `body_timeout`, or `invalid_json` when the
 * connection closes early.
 */
export type BodyReader = (bytesMax: number) => Promise<Uint8Array>

const readers = new WeakMap<Request, BodyReader>()

/** Lets our Node server read the body of a request itself, without a web stream. */
export function setBodyReader(request: Request, read: BodyReader): void {
  readers.set(request, read)
}

/** Reads at most `bytesMax` bytes, for at most `bodyTimeoutMs`, whatever content-length the caller sent. */
async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length')) > bytesMax) throw bodyTooLarge(bytesMax)
  const read = readers.get(request)
  return read ? read(bytesMax) : readStream(request.body, bytesMax)
}

/** Returns the body as text. Throws like a BodyReader, and `invalid_json` when the bytes are not UTF-8. */
export async function readBody(request: Request, bytesMax: number = tunables.bodyBytesMax): Promise<string> {
  const bytes = await readBytes(request, bytesMax)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ApiError(
      'invalid_json',
      'The body is not UTF-8. Send the text as UTF-8, or as \\u escapes of JSON.',
    )
  }
}

export const bodyTooLarge = (bytesMax: number) =>
  new ApiError('body_too_large', `The body is larger than ${bytesMax} bytes.`)

export const bodyTimeout = () =>
  new ApiError('body_timeout', `The body was not complete after ${tunables.bodyTimeoutMs / 1_000} seconds.`)

export const bodyIncomplete = () =>
  new ApiError('invalid_json', 'The connection closed before the body was complete.')

async function readStream(body: ReadableStream<Uint8Array> | null, bytesMax: number): Promise<Uint8Array> {
  if (!body) return new Uint8Array()
  const reader = body.getReader()
  const { promise: timedOut, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(bodyTimeout()), tunables.bodyTimeoutMs)
  try {
    return await Promise.race([readAll(reader, bytesMax), timedOut])
  } catch (error) {
    // Not awaited: some servers cancel a body only after all of it has arrived.
    reader.cancel().catch(() => {})
    throw error instanceof ApiError ? error : bodyIncomplete()
  } finally {
    clearTimeout(timer)
  }
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  bytesMax: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return concatenate(chunks, size)
    size += value.byteLength
    if (size > bytesMax) throw bodyTooLarge(bytesMax)
    chunks.push(value)
  }
}

function concatenate(chunks: Uint8Array[], size: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
