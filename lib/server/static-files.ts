import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { chooseEncoding, encode } from '#lib/server/encoding'
import { tunables } from '#lib/tunables'

type File = { headers: IncomingHttpHeaders; body: Buffer }
/** Fetches the unencoded file from Next. Resolves to undefined for any status other than 200. */
type Fetch = (path: string) => Promise<File | undefined>

/** The header fields of Next's response that are also valid for the encoded file. */
const keptFields = ['content-type', 'cache-control', 'last-modified', 'x-content-type-options']

/**
 * Caches the scripts and styles of a build, compressed with Brotli's best quality (one seventh smaller than Next's
 * gzip). A large file takes a second, so the first requests get it from Next, and one file is encoded at a time.
 */
export class StaticFiles {
  #files = new Map<string, File | undefined>()
  #work = Promise.resolve()

  /** Returns the encoded file; undefined for a request that Next must answer. */
  find(incoming: IncomingMessage, fetch: Fetch): File | undefined {
    const { method, url = '', headers } = incoming
    const isPlain = method === 'GET' && !headers.range && !headers['if-none-match']
    if (!isPlain || !/^\/_next\/static\/[\w./~-]+\.(js|css)$/.test(url)) return undefined
    if (chooseEncoding(headers['accept-encoding']) !== 'br') return undefined
    if (!this.#files.has(url) && this.#files.size < tunables.staticFilesMax) this.#keep(url, fetch)
    return this.#files.get(url)
  }

  #keep(url: string, fetch: Fetch): void {
    this.#files.set(url, undefined)
    this.#work = this.#work.then(async () => {
      const file = await fetch(url)
        .then((found) => found && encoded(found))
        .catch(() => undefined)
      if (file) this.#files.set(url, file)
      else this.#files.delete(url)
    })
  }
}

/** Encodes a file. Returns undefined for a file that may change, as all files do in development. */
async function encoded({ headers, body }: File): Promise<File | undefined> {
  if (!headers['cache-control']?.includes('immutable')) return undefined
  const bytes = await encode('br', body, tunables.staticBrotliQuality)
  const kept = Object.fromEntries(
    keptFields.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])),
  )
  const more = {
    'content-encoding': 'br',
    'content-length': String(bytes.byteLength),
    vary: 'Accept-Encoding',
  }
  return { headers: { ...kept, ...more }, body: bytes }
}
