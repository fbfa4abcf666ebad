import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { chooseEncoding, encode } from '#lib/server/encoding'
import { tunables } from '#lib/tunables'

type File = { headers: IncomingHttpHeaders; body: Buffer }
/** Asks Next for the file as it is. Resolves to undefined for everything but an answer 200. */
type Fetch = (path: string) => Promise<File | undefined>

/** The fields of Next's answer that also hold for the encoded one. */
const keptFields = ['content-type', 'cache-control', 'last-modified', 'x-content-type-options']

/**
 * Keeps the scripts and styles of a build in the smallest Brotli, a seventh less than Next's gzip. That takes a second for
 * a large file, so whoever asks first gets it from Next, and one file is encoded at a time.
 */
export class StaticFiles {
  #files = new Map<string, File | undefined>()
  #work = Promise.resolve()

  /** The file that is asked for; undefined for what Next has to answer itself. */
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

/** Undefined for a file that may change, as all do in development. */
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
