import * as openid from 'openid-client'
import { asciiLowerCase } from '#lib/ascii'
import { derive } from '#lib/auth/derive'
import { env } from '#lib/env'
import { errorFields, log } from '#lib/log'
import { accountId, userNamed } from '#lib/oauth/accounts'
import { isAllowed } from '#lib/oauth/external-users'
import { findSignIn, isFromHere, resumeInteraction, seeOther, showAgain } from '#lib/oauth/interaction'
import { countSignIn, forgiveSignIn } from '#lib/oauth/limits'
import { publicUrlOf } from '#lib/public-url'
import { tunables } from '#lib/tunables'

/** The external identity provider's name for people, its host; undefined when none is configured. */
export const externalProviderName = (): string | undefined => {
  const { OIDC_ISSUER } = env()
  return OIDC_ISSUER && new URL(OIDC_ISSUER).host
}

/** People come back to the address at which they began: the provider has to know each. */
const callbackUri = ({ headers }: Request) => `${publicUrlOf(headers)}/oauth/callback`

let discovered: Promise<openid.Configuration> | undefined

/** What the provider says of itself, asked once; after a failure once more. */
function configuration(): Promise<openid.Configuration> {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env()
  const issuer = new URL(OIDC_ISSUER!)
  const execute = issuer.protocol === 'http:' ? [openid.allowInsecureRequests] : []
  const metadata = {
    client_secret: OIDC_CLIENT_SECRET,
    [openid.clockTolerance]: tunables.clockToleranceSeconds,
  }
  discovered ??= openid
    .discovery(issuer, OIDC_CLIENT_ID!, metadata, undefined, { execute })
    .catch((error) => {
      discovered = undefined
      throw error
    })
  return discovered
}

/**
 * The secrets of one sign-in at the provider, derived from its id so that nothing has to be kept. The id is the state:
 * only the browser whose cookie belongs to it can come back with it.
 */
function secretsOf(uid: string) {
  const secret = (purpose: string) => derive(`outside ${purpose} ${uid}`)
  return { pkceCodeVerifier: secret('verifier'), expectedNonce: secret('nonce'), expectedState: uid }
}

/** Sends the person to the external identity provider. */
export async function startExternalSignIn(request: Request, uid: string): Promise<Response> {
  const signIn = await findSignIn(request, uid)
  if (signIn?.step !== 'login' || !externalProviderName() || !isFromHere(request))
    return showAgain(uid, 'ended')
  try {
    return seeOther(await externalSignInUrl(request, uid))
  } catch (error) {
    return failed(uid, error)
  }
}

/** Where the external identity provider asks a person who they are, for the sign-in of this id. Throws when it cannot be reached. */
export async function externalSignInUrl(request: Request, uid: string): Promise<string> {
  const { pkceCodeVerifier, expectedNonce } = secretsOf(uid)
  const url = openid.buildAuthorizationUrl(await configuration(), {
    redirect_uri: callbackUri(request),
    scope: 'openid email profile',
    state: uid,
    nonce: expectedNonce,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  return url.href
}

/** Sign-ins to the console begin so: their ids are told from those of clients by it. */
export const consoleUidPrefix = 'console-'

/** Where the external identity provider sends people back to: on to their sign-in, whose cookie is for its own path alone. */
export async function handleCallback(request: Request): Promise<Response> {
  const { searchParams, search } = new URL(request.url)
  const uid = /^[\w-]+$/.exec(searchParams.get('state') ?? '')?.[0]
  if (uid?.startsWith(consoleUidPrefix)) return seeOther(`/console/session/openid${search}`)
  return uid ? seeOther(`/oauth/sign-in/${uid}/outside${search}`) : showAgain('none', 'ended')
}

/** Signs the person in whom the external identity provider names, if this server is open to them. */
export async function finishExternalSignIn(request: Request, uid: string): Promise<Response> {
  const signIn = await findSignIn(request, uid)
  if (signIn?.step !== 'login' || !externalProviderName()) return showAgain(uid, 'ended')
  if (await countSignIn(request.headers)) return showAgain(uid, 'limited')
  try {
    const userId = await externalUser(request, uid)
    if (userId === undefined) return showAgain(uid, 'forbidden')
    await forgiveSignIn(request.headers)
    return resumeInteraction(request, {
      login: { accountId: accountId({ kind: 'outside', userId }), remember: false },
    })
  } catch (error) {
    return failed(uid, error)
  }
}

/**
 * The user whom the external identity provider names to a browser that comes back from it; undefined when this server is not open
 * to them. Throws when the provider has signed nobody in.
 */
export async function externalUser(request: Request, uid: string): Promise<string | undefined> {
  const url = new URL(callbackUri(request))
  url.search = new URL(request.url).search
  const tokens = await openid.authorizationCodeGrant(await configuration(), url, secretsOf(uid))
  const userId = userOf(tokens.claims())
  return userId !== undefined && isAllowed(userId) ? userId : undefined
}

/** The user whom the claim OIDC_USER_CLAIM names. An e-mail address counts only when the provider has verified it. */
function userOf(claims: openid.IDToken | undefined): string | undefined {
  const { OIDC_USER_CLAIM: claim } = env()
  if (claim === 'email' && claims?.email_verified !== true) return undefined
  const name = claims?.[claim]
  // What normalizing would change is somebody else's name at the provider.
  if (typeof name !== 'string' || name !== name.normalize('NFC')) return undefined
  return userNamed(claim === 'email' ? asciiLowerCase(name) : name)
}

function failed(uid: string, error: unknown): Response {
  log('warn', 'oauth.outside_failed', errorFields(error))
  return showAgain(uid, 'outside')
}
