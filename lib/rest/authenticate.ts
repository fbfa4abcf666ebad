import { ApiError } from '#lib/api/errors'
import { addressSubject, checkRejections, countRejection } from '#lib/api/rejections'
import { type Caller, owner } from '#lib/auth/caller'
import { type Audience, challenge, resourceOf } from '#lib/auth/challenge'
import { type Credential, type CredentialKind, isWellFormed, lookUpCredential } from '#lib/auth/credentials'
import { env } from '#lib/env'
import { equalInConstantTime } from '#lib/hash'
import { apiKeys } from '#lib/keys/store'
import { accessTokens } from '#lib/oauth/tokens'
import { publicUrlOf } from '#lib/public-url'

/** The kinds of credentials that this server issues. Each has its own prefix; the last has none. */
const kinds: CredentialKind[] = [apiKeys, accessTokens]

/**
 * Authenticates a caller for this audience, by `Authorization: Bearer` or `x-api-key`: with API_SECRET_KEY, which needs no
 * lookup, or with an issued credential. Throws `unauthorized`, with the challenge of RFC 6750 and RFC 9728.
 */
export async function authenticate(headers: Headers, audience: Audience): Promise<Caller> {
  const given = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1] ?? headers.get('x-api-key')
  const publicUrl = publicUrlOf(headers)
  if (!given)
    throw unauthorized(
      'An API key is required. Send it as "Authorization: Bearer <key>" or as "x-api-key: <key>".',
      challenge(audience, publicUrl),
    )
  if (equalInConstantTime(given, env().API_SECRET_KEY)) return owner
  const kind = kinds.find(({ prefix }) => given.startsWith(prefix))!
  const address = addressSubject(headers)
  checkRejections(address)
  const credential = await lookUpCredential(kind, given)
  // Each guess costs a database query.
  if (credential.state === 'unknown' && isWellFormed(kind, given)) await countRejection(address)
  const invalid = (sentence: string) =>
    unauthorized(sentence, challenge(audience, publicUrl, 'invalid_token'))
  if (credential.state !== 'valid') throw invalid(reasonOf(credential, kind.name))
  const own = resourceOf(audience, publicUrl)
  const { caller, resource = own } = credential
  // A token is valid for one audience at one address only.
  if (resource !== own) throw invalid(`The access token is only for ${resource}.`)
  return caller
}

const unauthorized = (sentence: string, challenge: string) =>
  new ApiError('unauthorized', sentence, { headers: { 'www-authenticate': challenge } })

/** Says why a credential is not valid. Its holder learns if it expired or was revoked. */
function reasonOf(credential: Exclude<Credential, { state: 'valid' }>, name: string): string {
  if (credential.state === 'expired') return `The ${name} expired at ${credential.at}.`
  if (credential.state === 'revoked') return `The ${name} was revoked at ${credential.at}.`
  return 'The API key is wrong.'
}
