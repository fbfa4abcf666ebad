import type { IncomingMessage } from 'node:http'

/** The largest body taken, that of the paid plans of the real service. */
export const BODY_BYTES_MAX = 10 * 1024 * 1024

/** The body as bytes, or undefined when it is over the limit (the rest is read and dropped). */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= BODY_BYTES_MAX) chunks.push(chunk)
    })
    request.once('end', () => {
      if (bytes > BODY_BYTES_MAX) resolve(undefined)
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))
    })
    request.once('error', reject)
  })
}

export interface Target {
  /** The decoded path segments; none for the root. */
  segments: string[]
  /** The query parameters but `_token`, in order; a parameter without a value is one word. */
  words: string[]
  token: string | undefined
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** Reads a request's path and query as the REST API does: `/set/key/value?EX=100`. */
export function readTarget(url: string): Target {
  const start = url.indexOf('?')
  const path = start < 0 ? url : url.slice(0, start)
  const raw = path.split('/').slice(1)
  if (raw.at(-1) === '') raw.pop()
  const segments = raw.map(decoded)
  if (start < 0) return { segments, words: [], token: undefined }
  const query = new URLSearchParams(url.slice(start + 1))
  const token = query.get('_token') ?? undefined
  query.delete('_token')
  return {
    segments,
    words: [...query].flatMap(([name, value]) => (value === '' ? [name] : [name, value])),
    token,
  }
}

/** Parses a JSON body; undefined when it is none. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
