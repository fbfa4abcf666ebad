import { publicUrlOf } from '#lib/public-url'

/**
 * True if a page of this server, at the same address, provably sent the request. The proof is Sec-Fetch-Site, which no
 * page can set (Fetch Metadata, 2). Browsers leave it out over plain HTTP; then it is Origin or Referer.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const source = headers.get('origin') ?? headers.get('referer') ?? ''
  if (!URL.canParse(source)) return false
  const { origin, host } = new URL(source)
  // At a host name that is not configured, the cookie belongs to that name as well.
  return origin === new URL(publicUrlOf(headers)).origin || host === headers.get('host')
}

/** True if the body is JSON, which a form cannot send without a CORS preflight, or if there is no body. */
export function isJsonOrEmpty({ method, headers }: Request): boolean {
  if (method === 'GET' || method === 'HEAD') return true
  const isEmpty = !headers.has('transfer-encoding') && Number(headers.get('content-length') ?? 0) === 0
  const [type] = (headers.get('content-type') ?? '').split(';')
  return type!.trim().toLowerCase() === 'application/json' || (isEmpty && type === '')
}
