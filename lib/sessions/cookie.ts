import { sealData, unsealData } from 'iron-session'
import { z } from 'zod'
import { derive } from '#lib/auth/derive'
import { publicUrlOf } from '#lib/public-url'
import { tunables } from '#lib/tunables'

const sealed = z.object({ token: z.string() })
const seconds = tunables.sessionDays * 86_400

/** Sealed cookies end with API_SECRET_KEY, from which the seal's password is derived. */
const password = () => derive('console session')

/** Browsers take a `__Host-` cookie only from this very host and over TLS (RFC 6265bis, 4.1.3.2). */
const isSecure = (headers: Headers) => new URL(publicUrlOf(headers)).protocol === 'https:'
const nameOf = (headers: Headers, name: string) => (isSecure(headers) ? `__Host-${name}` : name)

type Cookie = { name: string; value: string; maxAgeSeconds: number; sameSite: 'Strict' | 'Lax' }

/** The value of Set-Cookie for a cookie that no script of a page can read, in the answer to a request with these headers. */
export function setCookie(headers: Headers, { name, value, maxAgeSeconds, sameSite }: Cookie): string {
  const secure = isSecure(headers) ? '; Secure' : ''
  return `${nameOf(headers, name)}=${value}; Path=/; HttpOnly; SameSite=${sameSite}; Max-Age=${maxAgeSeconds}${secure}`
}

/** The value of a cookie that `setCookie` has set. */
export function readCookie(headers: Headers, name: string): string | undefined {
  const start = `${nameOf(headers, name)}=`
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length)
}

const sessionCookie = { name: 'gpts-session', sameSite: 'Strict' } as const

/** Set-Cookie of a session that begins. */
export async function sessionBegins(headers: Headers, token: string): Promise<string> {
  const value = await sealData({ token }, { password: password(), ttl: seconds })
  return setCookie(headers, { ...sessionCookie, value, maxAgeSeconds: seconds })
}

/** Set-Cookie of a session that has ended. */
export const sessionEnds = (headers: Headers): string =>
  setCookie(headers, { ...sessionCookie, value: '', maxAgeSeconds: 0 })

/** The token in the cookie of a session; undefined without one, and for a seal that is not this server's. */
export async function sessionToken(headers: Headers): Promise<string | undefined> {
  const value = readCookie(headers, sessionCookie.name)
  if (!value || value.length > tunables.sessionCookieCharactersMax) return undefined
  const data = await unsealData(value, { password: password(), ttl: seconds }).catch(() => undefined)
  return sealed.safeParse(data).data?.token
}
