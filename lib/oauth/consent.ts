import type { Scope } from '#lib/auth/caller'
import { ownerKeyFingerprint } from '#lib/auth/derive'
import { isScope } from '#lib/auth/scopes'
import { sha256Hex } from '#lib/hash'
import { newId } from '#lib/ids'
import { type Account, accountId, findAccount, parseUserId, scopesOf } from '#lib/oauth/accounts'
import { createGrant } from '#lib/oauth/grants-store'
import {
  findSignIn,
  isSameOriginForm,
  readForm,
  redirectToSignIn,
  resumeInteraction,
  type SignIn,
} from '#lib/oauth/interaction'
import { oauthProvider } from '#lib/oauth/provider'

/** Stores the person's consent for the client, or reports their denial to it. */
export async function handleConsent(request: Request, uid: string): Promise<Response> {
  const signIn = await findSignIn(request, uid)
  if (signIn?.step !== 'consent' || !isSameOriginForm(request)) return redirectToSignIn(uid, 'ended')
  const form = await readForm(request)
  if (form.get('decision') !== 'approve')
    return resumeInteraction(request, {
      error: 'access_denied',
      error_description: 'The person denied access.',
    })
  const account = await findAccount(signIn.accountId!)
  if (!account) return redirectToSignIn(uid, 'ended')
  const userId = userOf(account, form)
  if (userId === undefined) return redirectToSignIn(uid, 'user')
  const granted = grantableScopes(signIn, scopesOf(account, userId))
  if (granted.length === 0) return redirectToSignIn(uid, 'scopes')
  const grantId = await grant(request, signIn, account, userId, granted)
  return grantId === undefined
    ? redirectToSignIn(uid, 'ended')
    : resumeInteraction(request, { consent: { grantId } })
}

/** The scopes that the client asks for and the person has. */
export const grantableScopes = ({ scopes }: SignIn, has: readonly Scope[]): Scope[] =>
  scopes.filter(isScope).filter((scope) => has.includes(scope))

/** The user that the client will act for. The owner chooses; null means all users. Undefined for an invalid choice. */
function userOf(account: Account, form: URLSearchParams): string | null | undefined {
  if (account.kind !== 'owner') return account.userId
  if (form.get('whom') !== 'user') return form.get('whom') === 'everybody' ? null : undefined
  return parseUserId(form.get('userId'))
}

async function grant(
  request: Request,
  { client, scopes, resource }: SignIn,
  account: Account,
  userId: string | null,
  granted: Scope[],
): Promise<string | undefined> {
  const id = newId('grant')
  const keyId = account.kind === 'key' ? account.keyId : null
  const isStored = await createGrant({
    id,
    clientId: client.clientId,
    clientHash: sha256Hex(client.clientId),
    keyId,
    ownerKeyFingerprint: account.kind === 'owner' ? ownerKeyFingerprint() : null,
    userId,
    scopes: granted,
    resource,
  })
  if (!isStored) return undefined
  const { Grant } = oauthProvider(request)
  const made = new Grant({ accountId: accountId(account), clientId: client.clientId, jti: id } as object)
  made.addResourceScope(resource, granted.join(' '))
  const denied = scopes.filter((scope) => !granted.includes(scope as Scope))
  if (denied.length > 0) made.rejectResourceScope(resource, denied.join(' '))
  return made.save()
}
