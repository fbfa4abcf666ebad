import { ApiError } from '#lib/api/errors'
import { tunables } from '#lib/tunables'

/**
 * Gives the bytes of a body, at most so many. Throws `body_too_large`, `body_timeout`, or `invalid_json` for one that
 * breaks off.
 */
export type BodyReader = (bytesMax: number) => Promise<Uint8Array>

const readers = new WeakMap<Request, BodyReader>()

/** Has the body of a request read by its server, which needs no web stream for it. */
export function setBodyReader(request: Request, read: BodyReader): void {
  readers.set(request, read)
}

/** Reads at most the allowed number of bytes, whatever the caller says the length is, and only for so long. */
async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length')) > bytesMax) throw bodyTooLarge(bytesMax)
  const read = readers.get(request)
  return read ? read(bytesMax) : readStream(request.body, bytesMax)
}

/** The body as text, which has to be UTF-8. Throws as a BodyReader does, and `invalid_json` for other bytes. */
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

export const bodyBrokeOff = () => new ApiError('invalid_json', 'The body broke off.')

async function readStream(body: ReadableStream<Uint8Array> | null, bytesMax: number): Promise<Uint8Array> {
  if (!body) return new Uint8Array()
  const reader = body.getReader()
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(bodyTimeout()), tunables.bodyTimeoutMs)
  try {
    return await Promise.race([readAll(reader, bytesMax), late])
  } catch (error) {
    // Not awaited: some servers cancel a body only once all of it has come.
    reader.cancel().catch(() => {})
    throw error instanceof ApiError ? error : bodyBrokeOff()
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
    if (done) return joined(chunks, size)
    size += value.byteLength
    if (size > bytesMax) throw bodyTooLarge(bytesMax)
    chunks.push(value)
  }
}

function joined(chunks: Uint8Array[], size: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
