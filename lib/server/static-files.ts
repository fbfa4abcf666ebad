import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { chooseEncoding, encode } from '#lib/server/encoding'
import { tunables } from '#lib/tunables'

type File = { headers: IncomingHttpHeaders; body: Buffer }
/** Asks Next for the file as it is. Resolves to undefined for everything but an answer 200. */
type Fetch = (path: string) => Promise<File | undefined>

/** The fields of Next's answer that also hold for the encoded one. */
const keptFields = ['content-type', 'cache-control', 'last-modified', 'x-content-type-options']

/**
 * Keeps the scripts and styles of a build in Brotli. Next compresses them for each request, and by gzip alone, which is
 * an eighth larger.
 */
export class StaticFiles {
  #files = new Map<string, Promise<File | undefined>>()

  /** The file that is asked for; undefined for what Next has to answer itself. */
  async find(incoming: IncomingMessage, fetch: Fetch): Promise<File | undefined> {
    const { method, url = '', headers } = incoming
    const isPlain = method === 'GET' && !headers.range && !headers['if-none-match']
    if (!isPlain || !/^\/_next\/static\/[\w./~-]+\.(js|css)$/.test(url)) return undefined
    if (chooseEncoding(headers['accept-encoding']) !== 'br') return undefined
    const known = this.#files.get(url)
    if (known || this.#files.size >= tunables.staticFilesMax) return known
    const file = fetch(url)
      .then((found) => found && encoded(found))
      .catch(() => undefined)
    this.#files.set(url, file)
    if (!(await file)) this.#files.delete(url)
    return file
  }
}

/** Undefined for a file that may change, as all do in development. */
async function encoded({ headers, body }: File): Promise<File | undefined> {
  if (!headers['cache-control']?.includes('immutable')) return undefined
  const bytes = await encode('br', body)
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
