import { publicUrlOf } from '#lib/public-url'

/**
 * Whether a page of this server, at the same address, provably sent the request: by Sec-Fetch-Site, which no page can set (Fetch Metadata, 2),
 * or, in browsers that do not send it, as over plain HTTP, by Origin or Referer. Without any of them it is not proved.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const source = headers.get('origin') ?? headers.get('referer') ?? ''
  if (!URL.canParse(source)) return false
  const { origin, host } = new URL(source)
  // Behind a name that is not configured the cookie belongs to that name, too.
  return origin === new URL(publicUrlOf(headers)).origin || host === headers.get('host')
}

/** Whether a body is JSON, which no form can send without a preflight (CORS); true without a body. */
export function isJsonOrEmpty({ method, headers }: Request): boolean {
  if (method === 'GET' || method === 'HEAD') return true
  const isEmpty = !headers.has('transfer-encoding') && Number(headers.get('content-length') ?? 0) === 0
  const [type] = (headers.get('content-type') ?? '').split(';')
  return type!.trim().toLowerCase() === 'application/json' || (isEmpty && type === '')
}
