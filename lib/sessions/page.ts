import type { Caller } from '#lib/auth/caller'
import { lookUp } from '#lib/auth/credentials'
import { sessionToken } from '#lib/sessions/cookie'
import { sessionTokens } from '#lib/sessions/store'

/**
 * Who is signed in, for a page that only shows it; undefined for nobody. Unlike `sessionCaller` it also believes a visit
 * that begins elsewhere, as by a bookmark. Throws when the database cannot be asked.
 */
export async function pageCaller(headers: Headers): Promise<Caller | undefined> {
  const token = await sessionToken(headers)
  if (token === undefined) return undefined
  const credential = await lookUp(sessionTokens, token)
  return credential.state === 'valid' ? credential.caller : undefined
}
