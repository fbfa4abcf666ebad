import { type Caller, owner } from '#lib/api/caller'
import { type Credential, type CredentialKind, lookUp } from '#lib/api/credentials'
import { ApiError } from '#lib/api/errors'
import { env } from '#lib/env'
import { sha256 } from '#lib/hash'
import { apiKeys } from '#lib/keys/store'

/** The kinds of credentials that this server issues, which their prefixes tell apart. */
const kinds: CredentialKind[] = [apiKeys]

/**
 * Tells who calls, by `Authorization: Bearer` or `x-api-key`: API_SECRET_KEY, which is compared without any lookup, or a
 * credential that was issued. Throws `unauthorized`, with the challenge of RFC 6750.
 */
export async function authenticate(headers: Headers): Promise<Caller> {
  const given = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1] ?? headers.get('x-api-key')
  if (!given)
    throw unauthorized(
      'An API key is needed: send it as "Authorization: Bearer <key>" or as "x-api-key: <key>".',
      'Bearer',
    )
  if (await equalInConstantTime(given, env().API_SECRET_KEY)) return owner
  const kind = kinds.find(({ prefix }) => given.startsWith(prefix))
  const credential: Credential = kind ? await lookUp(kind, given) : { state: 'unknown' }
  if (credential.state === 'valid') return credential.caller
  throw unauthorized(refusalOf(credential), 'Bearer error="invalid_token"')
}

const unauthorized = (sentence: string, challenge: string) =>
  new ApiError('unauthorized', sentence, { headers: { 'www-authenticate': challenge } })

/** Whoever holds a key that once was right is told what became of it. */
function refusalOf(credential: Exclude<Credential, { state: 'valid' }>): string {
  if (credential.state === 'expired') return `The API key expired at ${credential.at}.`
  if (credential.state === 'revoked') return `The API key was revoked at ${credential.at}.`
  return 'The API key is wrong.'
}

/** Compares digests, so that the time taken tells nothing about where two texts differ, nor their lengths. */
export async function equalInConstantTime(a: string, b: string): Promise<boolean> {
  const [x, y] = await Promise.all([a, b].map(sha256))
  let difference = 0
  for (let i = 0; i < x!.length; i++) difference |= x![i]! ^ y![i]!
  return difference === 0
}
