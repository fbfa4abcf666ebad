import { type Client, errors, type InteractionResults } from 'oidc-provider'
import { readBody } from '#lib/api/body'
import { toNode } from '#lib/oauth/node'
import { oauthProvider } from '#lib/oauth/provider'
import { publicUrlOf } from '#lib/public-url'

/** A sign-in that is under way: what was asked, and which answer of the person is missing. */
export type SignIn = {
  uid: string
  step: 'login' | 'consent'
  /** Who has signed in, once somebody has. */
  accountId: string | undefined
  client: Client
  redirectUri: string
  scopes: string[]
  resource: string
}

/**
 * The sign-in `uid` of the browser that sent the request, which its cookie proves. Undefined when it has ended, belongs
 * to another browser, or its client is gone.
 */
export async function findSignIn(request: Request, uid: string): Promise<SignIn | undefined> {
  const { req, res } = toNode(withoutBody(request))
  const provider = oauthProvider(request)
  const details = await provider.interactionDetails(req, res).catch(ended)
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

/** Takes an answer of the person down, and sends the browser on with it. */
export async function resumeInteraction(request: Request, result: InteractionResults): Promise<Response> {
  const { req, res } = toNode(withoutBody(request))
  const provider = oauthProvider(request)
  return seeOther(await provider.interactionResult(req, res, result))
}

export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })

/** Shows the page of the sign-in again, with what is wrong. */
export const showAgain = (uid: string, fault: Fault): Response =>
  seeOther(`/oauth/sign-in/${uid}?fault=${fault}`)

/** What can go wrong on the page. */
export const faults = {
  ended: 'This sign-in has ended. Go back to the app and begin again.',
  key: 'This key signs nobody in: it is wrong, has ended, or belongs to no user.',
  limited: 'Too many tries have failed. Wait a while before the next.',
  user: 'A user is named by up to 128 characters without spaces.',
  scopes: 'You have none of the rights that the app asks for.',
  outside: 'The other provider has not signed you in. Try again, or use a key.',
  forbidden: 'The other provider knows you, but this server is not open to you.',
} as const
export type Fault = keyof typeof faults

/**
 * Whether a form was sent by a page of this server, at the same address. Browsers name the origin with every POST;
 * together with the cookie, which they keep from other sites, nobody else's page can answer for the person.
 */
export const isFromHere = (request: Request): boolean =>
  request.headers.get('origin') === new URL(publicUrlOf(request.headers)).origin

/** The fields of a form, as browsers send it; none of anything else. Throws `body_too_large`. */
export const readForm = async (request: Request) => new URLSearchParams(await readBody(request))

const withoutBody = (request: Request) => new Request(request.url, { headers: request.headers })

function ended(error: unknown): undefined {
  if (error instanceof errors.SessionNotFound) return undefined
  throw error
}
