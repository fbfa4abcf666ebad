import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { tunables } from '#lib/tunables'

export type Encoding = 'br' | 'gzip'

/** Returns the smallest encoding that the caller accepts; undefined for none (RFC 9110, 12.5.3). */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding | undefined {
  if (!acceptEncoding) return undefined
  const weights = new Map(acceptEncoding.split(',').map(toWeight))
  const weightOf = (name: Encoding) => weights.get(name) ?? weights.get('*') ?? 0
  const [br, gzipped] = [weightOf('br'), weightOf('gzip')]
  if (br === 0 && gzipped === 0) return undefined
  return br >= gzipped ? 'br' : 'gzip'
}

function toWeight(entry: string): [name: string, weight: number] {
  const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
  const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  const weight = given === undefined ? 1 : Number(given)
  return [name, Number.isNaN(weight) ? 0 : weight]
}

const encoders = {
  br: (bytes: Buffer, quality: number) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
}

/** Compresses a body. `quality` is Brotli's, from 0 to 11; gzip ignores it. */
export const encode = (
  encoding: Encoding,
  bytes: Buffer,
  quality: number = tunables.brotliQuality,
): Promise<Buffer> => encoders[encoding](bytes, quality)
