import { sealData, unsealData } from 'iron-session'
import { z } from 'zod'
import { derive } from '#lib/auth/derive'
import { publicUrlOf } from '#lib/public-url'
import { tunables } from '#lib/tunables'

const sealed = z.object({ token: z.string() })
const seconds = tunables.sessionDays * 86_400

/** The password of sealed cookies is derived from API_SECRET_KEY, so a new API_SECRET_KEY ends them. */
const password = () => derive('console session')

/** Browsers accept a `__Host-` cookie only from exactly this host and over TLS (RFC 6265bis, 4.1.3.2). */
const isSecure = (headers: Headers) => new URL(publicUrlOf(headers)).protocol === 'https:'
const nameOf = (headers: Headers, name: string) => (isSecure(headers) ? `__Host-${name}` : name)

type Cookie = { name: string; value: string; maxAgeSeconds: number; sameSite: 'Strict' | 'Lax' }

/** Returns the Set-Cookie value of an HttpOnly cookie, for the response to a request with these headers. */
export function setCookie(headers: Headers, { name, value, maxAgeSeconds, sameSite }: Cookie): string {
  const secure = isSecure(headers) ? '; Secure' : ''
  return `${nameOf(headers, name)}=${value}; Path=/; HttpOnly; SameSite=${sameSite}; Max-Age=${maxAgeSeconds}${secure}`
}

/** Reads a cookie that `setCookie` set. */
export function readCookie(headers: Headers, name: string): string | undefined {
  const start = `${nameOf(headers, name)}=`
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length)
}

const sessionCookie = { name: 'gpts-session', sameSite: 'Strict' } as const

/** Returns the Set-Cookie value that starts a session. */
export async function startSessionCookie(headers: Headers, token: string): Promise<string> {
  const value = await sealData({ token }, { password: password(), ttl: seconds })
  return setCookie(headers, { ...sessionCookie, value, maxAgeSeconds: seconds })
}

/** Returns the Set-Cookie value that removes the session cookie. */
export const endSessionCookie = (headers: Headers): string =>
  setCookie(headers, { ...sessionCookie, value: '', maxAgeSeconds: 0 })

/** Returns the token in the session cookie; undefined without one, or if this server did not seal it. */
export async function sessionToken(headers: Headers): Promise<string | undefined> {
  const value = readCookie(headers, sessionCookie.name)
  if (!value || value.length > tunables.sessionCookieCharactersMax) return undefined
  const data = await unsealData(value, { password: password(), ttl: seconds }).catch(() => undefined)
  return sealed.safeParse(data).data?.token
}
