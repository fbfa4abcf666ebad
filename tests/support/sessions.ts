import { inject } from 'vitest'
import { anyAddress } from '#tests/support/oauth'

/** Headers that a browser sends from the server's own pages. */
export const ownPage = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }

/** Signs in to the console with a key, as its page does. */
export const signIn = (key: string, headers: Record<string, string> = {}, baseUrl = inject('appUrl')) =>
  fetch(`${baseUrl}/console/session`, {
    method: 'POST',
    headers: { ...anyAddress(), 'user-agent': 'A test browser', ...ownPage, ...headers },
    body: JSON.stringify({ key }),
  })

/** The cookie of a new session, as a browser sends it back. Throws if the key is rejected. */
export async function sessionCookie(key: string): Promise<{ cookie: string; sessionId: string }> {
  const response = await signIn(key)
  const { data, error } = (await response.json()) as { data?: { sessionId: string }; error?: string }
  if (!data) throw new Error(`Not signed in: ${error}`)
  return { cookie: response.headers.get('set-cookie')!.split(';')[0]!, sessionId: data.sessionId }
}
