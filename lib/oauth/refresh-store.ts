import { sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'

/**
 * Claims the use of a refresh token for one request. Returns true for one of several callers; false if the request was
 * claimed within the grace time, or the token does not exist. The claim ends with the token's grant.
 */
export async function claimReply(id: string, tokenHash: string): Promise<boolean> {
  const rows = await sql('claimReply')`
    insert into oauth_records (model, id_hash, payload, grant_id, expires_at)
    select 'RefreshReply', ${id}, '{}', token.grant_id,
           now() + make_interval(secs => ${tunables.oauthRefreshGraceSeconds}::int)
    from oauth_records token
    where token.model = 'RefreshToken' and token.id_hash = ${tokenHash} and token.consumed_at is null
    on conflict do nothing
    returning 1`
  return rows.length > 0
}

/** The sealed reply of a claimed request; `sealed` is null while it runs. Undefined without a claim. */
export async function findReply(id: string): Promise<{ sealed: string | null } | undefined> {
  const [row] = await sql<{ sealed: string | null }>('findReply')`
    select payload ->> 'sealed' as sealed from oauth_records
    where model = 'RefreshReply' and id_hash = ${id} and expires_at > now()`
  return row
}

/** Stores the sealed reply of a claimed request, for its repeats. */
export async function keepReply(id: string, sealed: string): Promise<void> {
  await sql('keepReply')`
    update oauth_records set payload = jsonb_build_object('sealed', ${sealed}::text)
    where model = 'RefreshReply' and id_hash = ${id}`
}

/** Deletes the claim of a request, so that it can be used again after a failure. */
export async function deleteReply(id: string): Promise<void> {
  await sql('deleteReply')`delete from oauth_records where model = 'RefreshReply' and id_hash = ${id}`
}
