import type { Scope } from '#lib/auth/caller'
import { ownerKeyFingerprint } from '#lib/auth/derive'
import { sql } from '#lib/db/index'
import { isLetIn } from '#lib/oauth/accounts'
import type { SignInView } from '#lib/sign-ins/schema'

type SignInRow = {
  id: string
  client_id: string
  client_name: string | null
  user_id: string | null
  account: string | null
  scopes: Scope[]
  created_at: Date
  last_token_at: Date | null
  expires_at: Date
}

const toView = (row: SignInRow): SignInView => ({
  signInId: row.id,
  clientId: row.client_id,
  clientName: row.client_name,
  userId: row.user_id,
  scopes: row.scopes,
  state: isLetIn(row.account) ? 'active' : 'barred',
  signedInAt: row.created_at.toISOString(),
  lastTokenAt: row.last_token_at?.toISOString() ?? null,
  expiresAt: row.expires_at.toISOString(),
})

/**
 * One page of the grants by which a client can still do something, of a user's or of all, newest first, with the number
 * of all. One without a code or token left is none, nor is one whose key has ended.
 */
export async function findSignIns(userId: string | null, limit: number, offset: number) {
  const rows = await sql<SignInRow & { total: number; listed: boolean }>('findSignIns')`
    with matching as not materialized (
      select g.id, g.client_id, u.user_id, g.payload ->> 'accountId' as account, g.scopes, g.created_at,
             held.last_token_at, least(held.expires_at, g.expires_at, k.expires_at) as expires_at
      from oauth_grants g
      left join users u on u.id = g.user_id
      left join api_keys k on k.id = g.key_id
      cross join lateral (
        select max(created_at) filter (where model <> 'AuthorizationCode') as last_token_at,
               max(expires_at) filter (where consumed_at is null) as expires_at
        from oauth_records where grant_id = g.id and expires_at > now()
      ) held
      where (${userId}::text is null or u.user_id = ${userId}::text)
        and held.expires_at is not null and grant_holds(g, k, ${ownerKeyFingerprint()})
    )
    select page.*, left(client.payload ->> 'client_name', 200) as client_name,
           page.id is not null as listed, (select count(*)::int from matching) as total
    from (select) as one
    left join lateral (select * from matching order by created_at desc, id desc
                       limit ${limit} offset ${offset}) page on true
    left join oauth_records client
      on client.model = 'Client' and client.id_hash = encode(sha256(convert_to(page.client_id, 'UTF8')), 'hex')
    order by page.created_at desc, page.id desc`
  return { total: rows[0]?.total ?? 0, signIns: rows.filter(({ listed }) => listed).map(toView) }
}
