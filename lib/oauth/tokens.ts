import type { Caller, Scope } from '#lib/api/caller'
import { sql } from '#lib/db'
import { kv } from '#lib/kv'
import { errorFields, log } from '#lib/log'
import { sha256 } from '#lib/oauth/hash'
import { tunables } from '#lib/tunables'

/** What an access token stands for, and for which door. */
export type Token = { caller: Caller; resource: string }

/** An access token of this server has no mark of its own, but always this form. */
export const isTokenShaped = (text: string): boolean => /^[\w-]{43}$/.test(text)

const keyOf = (hash: string) => `oauth:token:${hash}`

/** Finds a token that is good now. What KV holds of it is at most `credentialCacheSeconds` old. */
export async function findToken(token: string): Promise<Token | undefined> {
  const hash = await sha256(token)
  const cached = await kv()
    .get<Token>(keyOf(hash))
    .catch(kvDown)
  if (cached) return cached
  const row = await findTokenRow(hash)
  if (!row) return undefined
  const { keyId, scopes, userId, resource, secondsLeft } = row
  const found: Token = { caller: { kind: 'token', keyId, scopes, userId }, resource }
  const seconds = Math.min(tunables.credentialCacheSeconds, Math.floor(secondsLeft))
  if (seconds > 0) await kv().set(keyOf(hash), found, { ex: seconds }).catch(kvDown)
  return found
}

/** Takes revoked tokens out of KV; what cannot be taken out expires there by itself. */
export async function forgetTokens(hashes: string[]): Promise<void> {
  if (hashes.length > 0)
    await kv()
      .del(...hashes.map(keyOf))
      .catch(kvDown)
}

function kvDown(error: unknown): null {
  log('warn', 'kv.unavailable', { use: 'oauth.token', ...errorFields(error) })
  return null
}

type TokenRow = {
  keyId: string | null
  userId: string | null
  scopes: Scope[]
  resource: string
  secondsLeft: number
}

/** One statement: the token, its grant, and the personal key behind it all have to be good. */
async function findTokenRow(hash: string): Promise<TokenRow | undefined> {
  const [row] = await sql<TokenRow>`
    select g.key_id as "keyId", u.user_id as "userId", r.payload ->> 'aud' as resource,
           array(select scope from unnest(string_to_array(coalesce(r.payload ->> 'scope', ''), ' ')) as scope
                 where scope = any (g.scopes)) as scopes,
           extract(epoch from least(r.expires_at, g.expires_at, k.expires_at) - now())::float8 as "secondsLeft"
    from oauth_records r
    join oauth_grants g on g.id = r.grant_id
    left join users u on u.id = g.user_id
    left join api_keys k on k.id = g.key_id
    where r.model = 'AccessToken' and r.id_hash = ${hash} and r.expires_at > now() and g.expires_at > now()
      and (k.id is null or k.revoked_at is null and (k.expires_at is null or k.expires_at > now()))`
  return row
}
