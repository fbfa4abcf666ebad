import { type Client, errors, type InteractionResults } from 'oidc-provider'
import { readBody } from '#lib/api/body'
import { toNode } from '#lib/oauth/node'
import { oauthProvider } from '#lib/oauth/provider'
import { publicUrlOf } from '#lib/public-url'

/** A sign-in in progress: the client's request, and the step that the person must do next. */
export type SignIn = {
  uid: string
  step: 'login' | 'consent'
  /** The account, after the login step. */
  accountId: string | undefined
  client: Client
  redirectUri: string
  scopes: string[]
  resource: string
}

/**
 * Finds the sign-in `uid` of the browser that sent the request, which its cookie proves. Undefined if it has ended,
 * belongs to another browser, or its client no longer exists.
 */
export async function findSignIn(request: Request, uid: string): Promise<SignIn | undefined> {
  const { req, res } = toNode(withoutBody(request))
  const provider = oauthProvider(request)
  const details = await provider.interactionDetails(req, res).catch(undefinedIfEnded)
  if (!details || details.uid !== uid) return undefined
  const {
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    resource,
  } = details.params as Record<string, string>
  const client = await provider.Client.find(clientId!)
  if (!client) return undefined
  return {
    uid,
    step: details.prompt.name === 'login' ? 'login' : 'consent',
    accountId: details.session?.accountId,
    client,
    redirectUri: redirectUri ?? client.redirectUris![0]!,
    scopes: scope!.split(' '),
    resource: Array.isArray(resource) ? resource[0] : resource!,
  }
}

/** Stores the result of a step, and redirects the browser to the next step. */
export async function resumeInteraction(request: Request, result: InteractionResults): Promise<Response> {
  const { req, res } = toNode(withoutBody(request))
  const provider = oauthProvider(request)
  return seeOther(await provider.interactionResult(req, res, result))
}

/** Returns a redirect that makes the browser send a GET (RFC 9110, 15.4.4). */
export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })

/** Redirects to the page of the sign-in, with an error message. */
export const redirectToSignIn = (uid: string, fault: SignInError): Response =>
  seeOther(`/oauth/sign-in/${uid}?fault=${fault}`)

/** The error messages of the sign-in page. */
export const signInErrors = {
  ended: 'This sign-in has ended. Go back to the app and start again.',
  key: 'You cannot sign in with this key. It is wrong, expired or revoked, or not bound to a user.',
  limited: 'Too many failed tries. Wait a while, then try again.',
  user: 'A user id has up to 128 characters and no spaces.',
  scopes: "You can't grant the permissions that this app asks for.",
  outside: 'The identity provider did not sign you in. Try again, or use a key.',
  forbidden: 'You signed in at the identity provider, but your account may not use this server.',
} as const
export type SignInError = keyof typeof signInErrors

/**
 * True if a page of this server, at the same address, sent the form. Browsers send the origin with every POST. Together
 * with the same-site cookie, this stops pages of other sites from answering for the person (CSRF).
 */
export const isSameOriginForm = (request: Request): boolean =>
  request.headers.get('origin') === new URL(publicUrlOf(request.headers)).origin

/** Returns the fields of a form that a browser sent; empty for any other body. Throws `body_too_large`. */
export const readForm = async (request: Request) => new URLSearchParams(await readBody(request))

const withoutBody = (request: Request) => new Request(request.url, { headers: request.headers })

function undefinedIfEnded(error: unknown): undefined {
  if (error instanceof errors.SessionNotFound) return undefined
  throw error
}
