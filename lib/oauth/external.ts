import * as openid from 'openid-client'
import { asciiLowerCase } from '#lib/ascii'
import { derive } from '#lib/auth/derive'
import { env } from '#lib/env'
import { errorFields, log } from '#lib/log'
import { accountId, parseUserId } from '#lib/oauth/accounts'
import { isExternalUserAllowed } from '#lib/oauth/external-users'
import {
  findSignIn,
  isSameOriginForm,
  redirectToSignIn,
  resumeInteraction,
  seeOther,
} from '#lib/oauth/interaction'
import { countSignIn, uncountSignIn } from '#lib/oauth/limits'
import { publicUrlOf } from '#lib/public-url'
import { tunables } from '#lib/tunables'

/** The name of the external identity provider for people: its host. Undefined without one. */
export const externalProviderName = (): string | undefined => {
  const { OIDC_ISSUER } = env()
  return OIDC_ISSUER && new URL(OIDC_ISSUER).host
}

/** The callback is at the address where the sign-in started, so the provider must know each of this server's addresses. */
const callbackUri = ({ headers }: Request) => `${publicUrlOf(headers)}/oauth/callback`

let discovered: Promise<openid.Configuration> | undefined

/** Loads the provider's metadata once. After a failure, the next call tries again. */
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
 * The secrets of one sign-in at the provider, derived from its id, so nothing is stored. The id is the OAuth state: only
 * the browser with the matching cookie can come back with it.
 */
function secretsOf(uid: string) {
  const secret = (purpose: string) => derive(`outside ${purpose} ${uid}`)
  return { pkceCodeVerifier: secret('verifier'), expectedNonce: secret('nonce'), expectedState: uid }
}

/** Sends the person to the external identity provider. */
export async function startExternalSignIn(request: Request, uid: string): Promise<Response> {
  const signIn = await findSignIn(request, uid)
  if (signIn?.step !== 'login' || !externalProviderName() || !isSameOriginForm(request))
    return redirectToSignIn(uid, 'ended')
  try {
    return seeOther(await externalSignInUrl(request, uid))
  } catch (error) {
    return redirectAfterFailure(uid, error)
  }
}

/** Returns the authorization URL of the external identity provider for this sign-in. Throws if it cannot be reached. */
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

/** The prefix of the ids of console sign-ins. It distinguishes them from the ids of clients' sign-ins. */
export const consoleUidPrefix = 'console-'

/** Redirects a browser from the provider to its sign-in, whose cookie is limited to the sign-in's path. */
export async function handleCallback(request: Request): Promise<Response> {
  const { searchParams, search } = new URL(request.url)
  const uid = /^[\w-]+$/.exec(searchParams.get('state') ?? '')?.[0]
  if (uid?.startsWith(consoleUidPrefix)) return seeOther(`/console/session/openid${search}`)
  return uid ? seeOther(`/oauth/sign-in/${uid}/outside${search}`) : redirectToSignIn('none', 'ended')
}

/** Signs in the user whom the external identity provider names, if OIDC_ALLOWED allows them. */
export async function finishExternalSignIn(request: Request, uid: string): Promise<Response> {
  const signIn = await findSignIn(request, uid)
  if (signIn?.step !== 'login' || !externalProviderName()) return redirectToSignIn(uid, 'ended')
  if (await countSignIn(request.headers)) return redirectToSignIn(uid, 'limited')
  try {
    const userId = await externalUser(request, uid)
    if (userId === undefined) return redirectToSignIn(uid, 'forbidden')
    await uncountSignIn(request.headers)
    return resumeInteraction(request, {
      login: { accountId: accountId({ kind: 'outside', userId }), remember: false },
    })
  } catch (error) {
    return redirectAfterFailure(uid, error)
  }
}

/**
 * Returns the user whom the external identity provider names in its callback; undefined if OIDC_ALLOWED does not allow
 * them. Throws if the provider signed no user in.
 */
export async function externalUser(request: Request, uid: string): Promise<string | undefined> {
  const url = new URL(callbackUri(request))
  url.search = new URL(request.url).search
  const tokens = await openid.authorizationCodeGrant(await configuration(), url, secretsOf(uid))
  const userId = userOf(tokens.claims())
  return userId !== undefined && isExternalUserAllowed(userId) ? userId : undefined
}

/** The user that the claim OIDC_USER_CLAIM names. An e-mail address counts only if the provider has verified it. */
function userOf(claims: openid.IDToken | undefined): string | undefined {
  const { OIDC_USER_CLAIM: claim } = env()
  if (claim === 'email' && claims?.email_verified !== true) return undefined
  const name = claims?.[claim]
  // Another account of the provider could have the normalized name, so such a name is rejected.
  if (typeof name !== 'string' || name !== name.normalize('NFC')) return undefined
  return parseUserId(claim === 'email' ? asciiLowerCase(name) : name)
}

function redirectAfterFailure(uid: string, error: unknown): Response {
  log('warn', 'oauth.outside_failed', errorFields(error))
  return redirectToSignIn(uid, 'outside')
}
