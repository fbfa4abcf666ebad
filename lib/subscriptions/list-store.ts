import {
  type ListPage,
  type PagePosition,
  type SortKey,
  type SortKeyParts,
  toListPage,
} from '#lib/api/paging'
import { ownerKeyFingerprint } from '#lib/auth/derive'
import { sql } from '#lib/db/index'
import { isAccountAllowed } from '#lib/oauth/accounts'
import type { SubscriptionEvent, SubscriptionView } from '#lib/subscriptions/schema'
import { cutText } from '#lib/text'
import { tunables } from '#lib/tunables'

type SubscriptionRow = {
  id: string
  event: SubscriptionEvent
  url: string
  user_id: string | null
  conversation_id: number | null
  job_id: string | null
  key_id: string | null
  grant_id: string | null
  client_id: string | null
  client_name: string | null
  account: string | null
  created_at: Date
  expires_at: Date
}

const toView = (row: SubscriptionRow): SubscriptionView => ({
  subscriptionId: row.id,
  event: row.event,
  url: row.url,
  userId: row.user_id,
  conversationId: row.conversation_id,
  jobId: row.job_id,
  keyId: row.key_id,
  signInId: row.grant_id,
  clientId: row.client_id,
  clientName: row.client_name === null ? null : cutText(row.client_name, tunables.oauthClientNameCharacters),
  state: isAccountAllowed(row.account) ? 'active' : 'barred',
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
})

/** The sort key of subscriptions, newest first. */
export const subscriptionKey: SortKeyParts = ['micros', 'id']
/** A sort key after every real subscription. */
const latestKey: SortKey = ['9000000000000000', '']

/**
 * Finds one page of the subscriptions that get events, to the jobs of a user or without one of all, newest first. Leaves
 * out those that have expired, and those whose key or sign-in has ended or lost the scopes.
 */
export async function findSubscriptions(
  userId: string | undefined,
  place: PagePosition,
): Promise<ListPage<SubscriptionView>> {
  const { limit, offset, isBackward, countMax } = place
  const [at, id] = place.key ?? latestKey
  const mark = ownerKeyFingerprint()
  const rows = await sql<SubscriptionRow & { key: SortKey; is_listed: boolean; total: number | null }>(
    'findSubscriptions',
  )`
    select s.id, s.event, s.url, u.user_id, s.conversation_id, s.job_id, s.key_id, s.grant_id, g.client_id,
           left(client.payload ->> 'client_name', 1000) as client_name, g.payload ->> 'accountId' as account,
           s.created_at, s.expires_at, array[to_micros(s.created_at)::text, s.id] as key,
           s.id is not null as is_listed, counted.total
    from (select case when ${countMax}::int is not null
                      then (select count(*)::int
                            from (select from event_subscriptions known
                                  left join api_keys k on k.id = known.key_id
                                  left join oauth_grants kg on kg.id = known.grant_id
                                  left join api_keys gk on gk.id = kg.key_id
                                  where (${userId}::text is null
                                         or known.user_id = (select id from users where user_id = ${userId}::text))
                                    and subscription_holds(known, k, kg, gk, ${mark}::text)
                                  limit ${countMax}::int) found) end as total) counted
    left join lateral list_subscriptions(${mark}::text, ${userId}::text, from_micros(${at}::bigint), ${id}::text,
                                         ${isBackward}::boolean, ${limit + 1}::int, ${offset}::int) as page (id) on true
    left join event_subscriptions s on s.id = page.id
    left join users u on u.id = s.user_id
    left join oauth_grants g on g.id = s.grant_id
    left join oauth_records client
      on client.model = 'Client' and client.id_hash = encode(sha256(convert_to(g.client_id, 'UTF8')), 'hex')
    order by s.created_at desc, s.id desc`
  const listed = rows.filter((row) => row.is_listed)
  return toListPage(listed, rows[0]?.total ?? null, place, toView)
}
