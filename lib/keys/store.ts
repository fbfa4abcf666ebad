import {
  type ListPage,
  type PagePosition,
  type SortKey,
  type SortKeyParts,
  toListPage,
} from '#lib/api/paging'
import type { Scope } from '#lib/auth/caller'
import type { Credential, CredentialKind } from '#lib/auth/credentials'
import { isOrphaned, sql } from '#lib/db/index'
import type { KeyView } from '#lib/keys/schema'
import { tunables } from '#lib/tunables'

type KeyRow = {
  id: string
  name: string | null
  prefix: string
  scopes: Scope[]
  user_id: string | null
  requests_per_hour: number | null
  models: string[] | null
  created_at: Date
  last_used_at: Date | null
  expires_at: Date | null
  revoked_at: Date | null
  is_expired: boolean
}

const stateOf = (row: KeyRow): KeyView['state'] =>
  row.revoked_at ? 'revoked' : row.is_expired ? 'expired' : 'active'

const toView = (row: KeyRow): KeyView => ({
  keyId: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  userId: row.user_id,
  requestsPerHour: row.requests_per_hour,
  models: row.models,
  state: stateOf(row),
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  expiresAt: row.expires_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

/** The keys that `createKey` creates. */
export const apiKeys: CredentialKind = { name: 'API key', prefix: 'gpts_', find: findByHash }

/** Reads the key with this hash. Updates its last use, at most once per `credentialCacheSeconds`. */
async function findByHash(hash: string): Promise<Credential> {
  const [row] = await sql<KeyRow>('findApiKey')`
    with used as (
      update api_keys k set last_used_at = now()
      where key_hash = ${hash} and is_alive(k)
        and coalesce(last_used_at < now() - make_interval(secs => ${tunables.credentialCacheSeconds}::int), true)
    )
    select k.id, k.name, k.prefix, k.scopes, u.user_id, k.requests_per_hour, k.models, k.created_at, k.last_used_at,
           k.expires_at, k.revoked_at, coalesce(k.expires_at <= now(), false) as is_expired
    from api_keys k left join users u on u.id = k.user_id
    where key_hash = ${hash}`
  if (!row) return { state: 'unknown' }
  const { revokedAt, expiresAt, state, ...key } = toView(row)
  if (state === 'revoked') return { state, at: revokedAt! }
  if (state === 'expired') return { state, at: expiresAt! }
  const { keyId, scopes, userId, requestsPerHour, models } = key
  const limits = { ...(requestsPerHour !== null && { requestsPerHour }), ...(models && { models }) }
  return { state: 'valid', caller: { kind: 'key', keyId, scopes, userId, ...limits }, expiresAt }
}

export type NewKey = {
  id: string
  hash: string
  prefix: string
  name: string
  scopes: readonly Scope[]
  userId: string | null
  expiresAt: string | null
  requestsPerHour: number | null
  models: readonly string[] | null
}

/** Stores a new key by its hash. Returns undefined and stores nothing if its user does not exist. */
export async function insertKey(key: NewKey): Promise<KeyView | undefined> {
  const [row] = await sql<KeyRow>('insertKey')`
    insert into api_keys (id, name, prefix, key_hash, scopes, user_id, expires_at, requests_per_hour,
                          models)
    select ${key.id}, ${key.name}, ${key.prefix}, ${key.hash}, ${key.scopes}::text[], owner.id,
           ${key.expiresAt}::timestamptz, ${key.requestsPerHour}::int, ${key.models}::text[]
    from (select null::int as id where ${key.userId}::text is null
          union all select id from users where user_id = ${key.userId}::text) owner
    returning id, name, prefix, scopes, ${key.userId}::text as user_id, requests_per_hour, models, created_at, last_used_at,
              expires_at, revoked_at, false as is_expired`.catch((error) => {
    // The user was deleted at the same time.
    if (isOrphaned(error)) return []
    throw error
  })
  return row && toView(row)
}

/** The sort key of keys, newest first. */
export const keyKey: SortKeyParts = ['micros', 'id']
/** A sort key after every real key. */
const latestKey: SortKey = ['9000000000000000', '']

/** Finds one page of the keys of a user, or without one of all keys, newest first. */
export async function findKeys(userId: string | undefined, place: PagePosition): Promise<ListPage<KeyView>> {
  const { limit, offset, isBackward, countMax } = place
  const [at, id] = place.key ?? latestKey
  const rows = await sql<KeyRow & { key: SortKey; is_listed: boolean; total: number | null }>('findKeys')`
    select k.id, k.name, k.prefix, k.scopes, u.user_id, k.requests_per_hour, k.models, k.created_at, k.last_used_at,
           k.expires_at, k.revoked_at, coalesce(k.expires_at <= now(), false) as is_expired,
           array[to_micros(k.created_at)::text, k.id] as key, k.id is not null as is_listed, counted.total
    from (select case when ${countMax}::int is not null
                      then (select count(*)::int
                            from (select from api_keys known
                                  where ${userId}::text is null
                                     or known.user_id = (select id from users where user_id = ${userId}::text)
                                  limit ${countMax}::int) found) end as total) counted
    left join lateral list_keys(${userId}::text, from_micros(${at}::bigint), ${id}::text, ${isBackward}::boolean,
                                ${limit + 1}::int, ${offset}::int) as page (id) on true
    left join api_keys k on k.id = page.id
    left join users u on u.id = k.user_id
    order by k.created_at desc, k.id desc`
  const listed = rows.filter((row) => row.is_listed)
  return toListPage(listed, rows[0]?.total ?? null, place, toView)
}

/**
 * Revokes a key permanently and disables the webhook endpoints that it created. Returns the key and the hashes of the key
 * and of the access tokens and sessions that it started; undefined without such a key. A revoked key stays unchanged.
 */
export async function revokeRow(id: string): Promise<{ hashes: string[]; key: KeyView } | undefined> {
  const [row] = await sql<KeyRow & { hashes: string[] }>('revokeRow')`
    with endpoints as (
      update webhook_endpoints set is_enabled = false, disabled_reason = 'key_revoked', updated_at = now()
      where key_id = ${id} and is_enabled
    )
    update api_keys k set revoked_at = coalesce(revoked_at, now())
    where id = ${id}
    returning k.id, k.name, k.prefix, k.scopes, (select u.user_id from users u where u.id = k.user_id) as user_id,
              k.requests_per_hour, k.models, k.created_at, k.last_used_at, k.expires_at, k.revoked_at, false as is_expired,
              array(select r.id_hash from oauth_records r join oauth_grants g on g.id = r.grant_id
                    where g.key_id = k.id and r.model = 'AccessToken')
              || array(select s.token_hash from console_sessions s where s.key_id = k.id) || k.key_hash as hashes`
  return row && { hashes: row.hashes, key: toView(row) }
}
