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
