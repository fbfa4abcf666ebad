import type { Scope } from '#lib/auth/caller'
import { defaultScopes } from '#lib/auth/challenge'
import { type Credential, type CredentialKind, revokeCredentials } from '#lib/auth/credentials'
import { ownerKeyFingerprint } from '#lib/auth/derive'
import { sql } from '#lib/db/index'
import { isAccountAllowed } from '#lib/oauth/accounts'

/** The access tokens that the authorization server issues: 43 characters without a prefix. */
export const accessTokens: CredentialKind = {
  name: 'access token',
  prefix: '',
  isOne: (text) => /^[\w-]{43}$/.test(text),
  find: findByHash,
}

/** Makes every instance reject these access tokens, whose rows are deleted. */
export const revokeTokens = (hashes: string[]): Promise<void> =>
  revokeCredentials(hashes, { state: 'revoked', at: new Date().toISOString() })

type TokenRow = {
  grant_id: string
  client_id: string
  account: string | null
  key_id: string | null
  user_id: string | null
  requests_per_hour: number | null
  models: string[] | null
  key_scopes: Scope[] | null
  scopes: Scope[]
  resource: string
  expires_at: Date
  is_expired: boolean
  revoked_at: Date | null
}

/** Reads the token with this hash. Its grant, and the person or key behind the grant, must be valid as well. */
async function findByHash(hash: string): Promise<Credential> {
  const [row] = await sql<TokenRow>('findAccessToken')`
    select g.id as grant_id, g.client_id, g.payload ->> 'accountId' as account, g.key_id, u.user_id, k.requests_per_hour, k.models,
           k.scopes as key_scopes, r.payload ->> 'aud' as resource,
           array(select scope from unnest(string_to_array(r.payload ->> 'scope', ' ')) as scope
                 where scope = any (g.scopes)) as scopes,
           least(r.expires_at, g.expires_at, k.expires_at) as expires_at,
           least(r.expires_at, g.expires_at, k.expires_at) <= now() as is_expired, k.revoked_at
    from oauth_records r
    join oauth_grants g on g.id = r.grant_id
    left join users u on u.id = g.user_id
    left join api_keys k on k.id = g.key_id
    where r.model = 'AccessToken' and r.id_hash = ${hash}
      and (g.owner_mark is null or g.owner_mark = ${ownerKeyFingerprint()})`
  if (!row || !isAccountAllowed(row.account)) return { state: 'unknown' }
  const { key_id: keyId, user_id: userId, requests_per_hour: requestsPerHour, models, scopes, resource } = row
  const expiresAt = row.expires_at.toISOString()
  if (row.revoked_at) return { state: 'revoked', at: row.revoked_at.toISOString() }
  if (row.is_expired) return { state: 'expired', at: expiresAt }
  // A sign-in with a key has the limits of the key.
  const limits = { ...(requestsPerHour !== null && { requestsPerHour }), ...(models && { models }) }
  const obtainable = (row.key_scopes ?? defaultScopes).filter((scope) => !scopes.includes(scope))
  const signIn = { grantId: row.grant_id, clientId: row.client_id }
  const caller = { kind: 'token' as const, keyId, scopes, obtainable, userId, signIn, ...limits }
  return { state: 'valid', caller, expiresAt, resource }
}
