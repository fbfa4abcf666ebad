import type { Scope } from '#lib/auth/caller'
import { ownerKeyFingerprint } from '#lib/auth/derive'
import { isOrphaned, sql } from '#lib/db/index'
import type { Payload } from '#lib/oauth/store'
import { tunables } from '#lib/tunables'

/** What a person allows a client. */
export type NewGrant = {
  id: string
  clientId: string
  /** The SHA-256 under which the client is kept. */
  clientHash: string
  /** The personal key that the person signed in with. */
  keyId: string | null
  /** The mark of API_SECRET_KEY, where the owner signed in with it. */
  ownerKeyFingerprint: string | null
  /** For whom alone the client acts; null for everybody. One who is unknown is added, as a chat does. */
  userId: string | null
  scopes: readonly Scope[]
  resource: string
}

/**
 * Stores a grant, and keeps its client for as long. The provider's own part of it follows by `putGrantPayload`. False
 * when the key that the person signed in with was deleted at the same moment.
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

/** Completes a grant. Returns whether there is such a one. */
export async function putGrantPayload(id: string, payload: Payload): Promise<boolean> {
  const rows = await sql('putGrantPayload')`
    update oauth_grants set payload = ${JSON.stringify(payload)}::jsonb where id = ${id} returning 1`
  return rows.length > 0
}

/**
 * The provider's part of a grant that holds: it has not expired, and neither has the key that it was given with, nor was
 * that revoked, or API_SECRET_KEY changed.
 */
export async function findGrantPayload(id: string): Promise<Payload | undefined> {
  const [row] = await sql<{ payload: Payload | null }>('findGrantPayload')`
    select g.payload from oauth_grants g left join api_keys k on k.id = g.key_id
    where g.id = ${id} and grant_holds(g, k, ${ownerKeyFingerprint()})`
  return row?.payload ?? undefined
}

export type EndedGrant = { clientId: string; userId: string | null; hashes: string[] }

/**
 * Ends a grant, of this user or of anybody, with every code and token that hangs on it. Returns whose it was, with the
 * hashes of its access tokens; undefined when there is no such one.
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

/** Whether anybody has allowed this client something that has not ended. */
export async function isClientAllowed(clientId: string): Promise<boolean> {
  const rows = await sql('isClientAllowed')`
    select 1 from oauth_grants where client_id = ${clientId} and expires_at > now() limit 1`
  return rows.length > 0
}
