import type { Caller } from '#lib/auth/caller'
import { lookUpCredential } from '#lib/auth/credentials'
import { sessionToken } from '#lib/sessions/cookie'
import { sessionTokens } from '#lib/sessions/store'

/**
 * Returns the signed-in caller for a page that only displays data; undefined without one. Unlike `sessionCaller` it also
 * accepts a visit from outside, such as by a bookmark. Throws if the database cannot be reached.
 */
export async function pageCaller(headers: Headers): Promise<Caller | undefined> {
  const token = await sessionToken(headers)
  if (token === undefined) return undefined
  const credential = await lookUpCredential(sessionTokens, token)
  return credential.state === 'valid' ? credential.caller : undefined
}
