import {
  type ListPage,
  type PagePosition,
  type SortKey,
  type SortKeyParts,
  toListPage,
} from '#lib/api/paging'
import type { Scope } from '#lib/auth/caller'
import { ownerKeyFingerprint } from '#lib/auth/derive'
import { sql } from '#lib/db/index'
import { isAccountAllowed } from '#lib/oauth/accounts'
import type { SignInView } from '#lib/sign-ins/schema'
import { cutText } from '#lib/text'
import { tunables } from '#lib/tunables'

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
  clientName: row.client_name === null ? null : cutText(row.client_name, tunables.oauthClientNameCharacters),
  userId: row.user_id,
  scopes: row.scopes,
  state: isAccountAllowed(row.account) ? 'active' : 'barred',
  signedInAt: row.created_at.toISOString(),
  lastTokenAt: row.last_token_at?.toISOString() ?? null,
  expiresAt: row.expires_at.toISOString(),
})

/** The sort key of sign-ins, newest first. */
export const signInKey: SortKeyParts = ['micros', 'id']
/** A sort key after every real sign-in. */
const latestKey: SortKey = ['9000000000000000', '']

/**
 * Finds one page of the grants that a client can still use, of a user or without one of all, newest first. Leaves out grants
 * without a code or token, and grants whose key is no longer valid.
 */
export async function findSignIns(
  userId: string | undefined,
  place: PagePosition,
): Promise<ListPage<SignInView>> {
  const { limit, offset, isBackward, countMax } = place
  const [at, id] = place.key ?? latestKey
  const mark = ownerKeyFingerprint()
  const rows = await sql<SignInRow & { key: SortKey; is_listed: boolean; total: number | null }>(
    'findSignIns',
  )`
    select s.id, s.client_id, left(client.payload ->> 'client_name', 1000) as client_name, s.user_id, s.account, s.scopes,
           s.created_at, s.last_token_at, s.expires_at, array[to_micros(s.created_at)::text, s.id] as key,
           s.id is not null as is_listed, counted.total
    from (select case when ${countMax}::int is not null
                      then (select count(*)::int
                            from (select from sign_ins(${mark}::text) known
                                  where ${userId}::text is null
                                     or known.user_key = (select id from users where user_id = ${userId}::text)
                                  limit ${countMax}::int) found) end as total) counted
    left join lateral list_sign_ins(${mark}::text, ${userId}::text, from_micros(${at}::bigint), ${id}::text,
                                    ${isBackward}::boolean, ${limit + 1}::int, ${offset}::int) as page (id) on true
    left join lateral (select live.* from sign_ins(${mark}::text) live where live.id = page.id) s on true
    left join oauth_records client
      on client.model = 'Client' and client.id_hash = encode(sha256(convert_to(s.client_id, 'UTF8')), 'hex')
    order by s.created_at desc, s.id desc`
  const listed = rows.filter((row) => row.is_listed)
  return toListPage(listed, rows[0]?.total ?? null, place, toView)
}
