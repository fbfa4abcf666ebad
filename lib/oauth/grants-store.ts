import type { Scope } from '#lib/auth/caller'
import { ownerKeyFingerprint } from '#lib/auth/derive'
import { isOrphaned, sql } from '#lib/db/index'
import type { Payload } from '#lib/oauth/store'
import { tunables } from '#lib/tunables'

/** A person's consent for a client. */
export type NewGrant = {
  id: string
  clientId: string
  /** The SHA-256 of the client's id, under which the client is stored. */
  clientHash: string
  /** The personal key that the person signed in with. */
  keyId: string | null
  /** The fingerprint of API_SECRET_KEY, if the owner signed in with it. */
  ownerKeyFingerprint: string | null
  /** The only user that the client acts for; null for all users. An unknown user is added, as in a chat. */
  userId: string | null
  scopes: readonly Scope[]
  resource: string
}

/**
 * Stores a grant and extends the life of its client. `putGrantPayload` adds the provider's part later. Returns false if
 * the key that the person signed in with was deleted at the same time.
 */
export async function createGrant(grant: NewGrant): Promise<boolean> {
  const rows = await sql('createGrant')`
    with added as (
      insert into users (user_id) select ${grant.userId}::text where ${grant.userId}::text is not null
      on conflict (user_id) do update set updated_at = users.updated_at
      returning id
    ), used as (
      update oauth_records set expires_at = now() + make_interval(days => ${tunables.oauthClientDays}::int)
      where model = 'Client' and id_hash = ${grant.clientHash}
    )
    insert into oauth_grants (id, client_id, key_id, owner_mark, user_id, scopes, resource, expires_at)
    values (${grant.id}, ${grant.clientId}, ${grant.keyId}, ${grant.ownerKeyFingerprint}, (select id from added),
            ${grant.scopes as string[]}::text[], ${grant.resource},
            now() + make_interval(days => ${tunables.oauthGrantDays}::int))
    returning 1`.catch((error) => {
    if (isOrphaned(error)) return []
    throw error
  })
  return rows.length > 0
}

/** Adds the provider's part to a grant. Returns false if the grant does not exist. */
export async function putGrantPayload(id: string, payload: Payload): Promise<boolean> {
  const rows = await sql('putGrantPayload')`
    update oauth_grants set payload = ${JSON.stringify(payload)}::jsonb where id = ${id} returning 1`
  return rows.length > 0
}

/**
 * Returns the provider's part of a valid grant: it has not expired, its key is valid, and API_SECRET_KEY has not changed.
 */
export async function findGrantPayload(id: string): Promise<Payload | undefined> {
  const [row] = await sql<{ payload: Payload | null }>('findGrantPayload')`
    select g.payload from oauth_grants g left join api_keys k on k.id = g.key_id
    where g.id = ${id} and grant_holds(g, k, ${ownerKeyFingerprint()})`
  return row?.payload ?? undefined
}

export type EndedGrant = { clientId: string; userId: string | null; hashes: string[] }

/**
 * Deletes a grant (of this user, or with null of any user) with all its codes and tokens. Returns its client, its user and
 * the hashes of its access tokens; undefined if the grant does not exist.
 */
export async function deleteGrant(id: string, userId: string | null = null): Promise<EndedGrant | undefined> {
  const [row] = await sql<EndedGrant>('deleteGrant')`
    with gone as (
      delete from oauth_grants
      where id = ${id}
        and (${userId}::text is null or user_id = (select u.id from users u where u.user_id = ${userId}::text))
      returning *
    )
    select client_id as "clientId", (select u.user_id from users u where u.id = gone.user_id) as "userId",
           array(select id_hash from oauth_records where grant_id = gone.id and model = 'AccessToken') as hashes
    from gone`
  return row
}

/** True if this client has a grant that has not expired. */
export async function isClientAllowed(clientId: string): Promise<boolean> {
  const rows = await sql('isClientAllowed')`
    select 1 from oauth_grants where client_id = ${clientId} and expires_at > now() limit 1`
  return rows.length > 0
}
