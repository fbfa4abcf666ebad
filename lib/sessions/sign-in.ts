import { newSecret } from '#lib/auth/secret'
import { sha256Hex } from '#lib/hash'
import { newId } from '#lib/ids'
import { log } from '#lib/log'
import { type Account, accountId } from '#lib/oauth/accounts'
import { startSessionCookie } from '#lib/sessions/cookie'
import { insertSession, sessionTokens } from '#lib/sessions/store'
import { cutText } from '#lib/text'
import { tunables } from '#lib/tunables'

/**
 * Starts a console session for an authenticated account. Returns its Set-Cookie value and its expiry; undefined if the
 * account's key was deleted at the same time.
 */
export async function beginSession(account: Account, headers: Headers) {
  const token = newSecret(sessionTokens.prefix)
  const id = newId('session')
  const agent = headers.get('user-agent')
  const expiresAt = await insertSession({
    id,
    hash: sha256Hex(token),
    account: accountId(account),
    keyId: account.kind === 'key' ? account.keyId : null,
    userId: account.kind === 'owner' ? null : account.userId,
    userAgent: agent && cutText(agent, tunables.sessionUserAgentCharacters),
  })
  if (!expiresAt) return undefined
  log('info', 'session.begun', { sessionId: id, signedInWith: account.kind })
  return {
    cookie: await startSessionCookie(headers, token),
    sessionId: id,
    expiresAt: expiresAt.toISOString(),
  }
}
