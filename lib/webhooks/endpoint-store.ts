import {
  type ListPage,
  type PagePosition,
  type SortKey,
  type SortKeyParts,
  toListPage,
} from '#lib/api/paging'
import type { Caller } from '#lib/auth/caller'
import { sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'
import type { EndpointChanges, EndpointState, EndpointView } from '#lib/webhooks/endpoint-schema'

type EndpointRow = {
  id: string
  user_id: string | null
  key_id: string | null
  url: string
  description: string | null
  events: EndpointView['events']
  is_enabled: boolean
  disabled_reason: EndpointView['disabledReason']
  failing_since: Date | null
  last_error: string | null
  last_delivered_at: Date | null
  previous_secret_until: Date | null
  created_at: Date
  updated_at: Date
}

const toView = (row: EndpointRow): EndpointView => ({
  endpointId: row.id,
  url: row.url,
  description: row.description,
  events: row.events,
  enabled: row.is_enabled,
  disabledReason: row.disabled_reason,
  userId: row.user_id,
  keyId: row.key_id,
  failingSince: row.failing_since?.toISOString() ?? null,
  lastError: row.last_error,
  lastDeliveredAt: row.last_delivered_at?.toISOString() ?? null,
  previousSecretUntil: row.previous_secret_until?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

type NewEndpoint = Pick<EndpointView, 'url' | 'description' | 'events' | 'enabled' | 'userId' | 'keyId'> & {
  id: string
  sealedSecret: string
}

/** Stores a new endpoint. Stores none if its user does not exist, or the user (or the server) has `webhookEndpointsMax`. */
export async function insertEndpoint(given: NewEndpoint): Promise<'created' | 'no_user' | 'too_many'> {
  const [row] = await sql<{ outcome: 'created' | 'no_user' | 'too_many' }>('insertEndpoint')`
    select create_webhook_endpoint(
      ${given.id}, ${given.userId}, ${given.keyId}, ${given.url}, ${given.description}, ${given.events}::text[],
      ${given.enabled}::boolean, ${given.sealedSecret}, ${tunables.webhookEndpointsMax}::int) as outcome`
  return row!.outcome
}

/** Finds one endpoint of this user, or with null of any user. */
export async function findEndpoint(id: string, userId: string | null): Promise<EndpointView | undefined> {
  const [row] = await sql<EndpointRow>('findEndpoint')`
    select e.id, u.user_id, e.key_id, e.url, e.description, e.events, e.is_enabled, e.disabled_reason, e.failing_since,
           e.last_error, e.last_delivered_at,
           case when e.previous_secret_until > now() then e.previous_secret_until end as previous_secret_until,
           e.created_at, e.updated_at
    from webhook_endpoints e left join users u on u.id = e.user_id
    where e.id = ${id} and (${userId}::text is null or u.user_id = ${userId}::text)`
  return row && toView(row)
}

/** The sort key of endpoints, newest first. */
export const endpointKey: SortKeyParts = ['micros', 'id']
/** A sort key after every real endpoint. */
const latestKey: SortKey = ['9000000000000000', '']

/** Finds one page of endpoints, newest first, optionally of one user and in one state. */
export async function findEndpoints(
  filter: { userId?: string | undefined; state?: EndpointState | undefined },
  place: PagePosition,
): Promise<ListPage<EndpointView>> {
  const { userId = null, state = null } = filter
  const { limit, offset, isBackward, countMax } = place
  const [at, id] = place.key ?? latestKey
  const rows = await sql<EndpointRow & { key: SortKey; is_listed: boolean; total: number | null }>(
    'findEndpoints',
  )`
    select e.id, u.user_id, e.key_id, e.url, e.description, e.events, e.is_enabled, e.disabled_reason, e.failing_since,
           e.last_error, e.last_delivered_at,
           case when e.previous_secret_until > now() then e.previous_secret_until end as previous_secret_until,
           e.created_at, e.updated_at,
           array[to_micros(e.created_at)::text, e.id] as key, e.id is not null as is_listed, counted.total
    from (select case when ${countMax}::int is not null
                      then (select count(*)::int
                            from (select from webhook_endpoints known
                                  where (${userId}::text is null
                                         or known.user_id = (select id from users where user_id = ${userId}::text))
                                    and endpoint_stands(known, ${state}::text)
                                  limit ${countMax}::int) found) end as total) counted
    left join lateral list_webhook_endpoints(${userId}::text, from_micros(${at}::bigint), ${id}::text,
                                             ${isBackward}::boolean, ${limit + 1}::int, ${offset}::int, ${state}::text)
      as page (id) on true
    left join webhook_endpoints e on e.id = page.id
    left join users u on u.id = e.user_id
    order by e.created_at desc, e.id desc`
  const listed = rows.filter((row) => row.is_listed)
  return toListPage(listed, rows[0]?.total ?? null, place, toView)
}

/**
 * Changes the given fields of an endpoint, and the URL of its pending deliveries. Enabling it clears its failures. A new
 * URL, or enabling it, binds the endpoint to the caller's key and ends it with that key. Returns false if it does not
 * exist, or belongs to another user.
 */
export async function updateEndpoint(
  id: string,
  { userId, keyId }: Pick<Caller, 'userId' | 'keyId'>,
  changes: EndpointChanges,
): Promise<boolean> {
  const { url = null, events = null, enabled = null, description = null } = changes
  const rows = await sql('updateEndpoint')`
    with changed as (
      update webhook_endpoints e
      set url = coalesce(${url}::text, e.url), events = coalesce(${events}::text[], e.events),
          description = case when ${changes.description !== undefined}::boolean then ${description}::text
                             else e.description end,
          key_id = case when ${url}::text <> e.url or ${enabled}::boolean and not e.is_enabled then ${keyId}::text
                        else e.key_id end,
          is_enabled = coalesce(${enabled}::boolean, e.is_enabled),
          disabled_reason = case when ${enabled}::boolean is null then e.disabled_reason end,
          failing_since = case when ${enabled}::boolean then null else e.failing_since end,
          last_error = case when ${enabled}::boolean then null else e.last_error end,
          updated_at = now()
      where e.id = ${id}
        and (${userId}::text is null or e.user_id = (select u.id from users u where u.user_id = ${userId}::text))
      returning e.id, e.url
    ), sent_elsewhere as (
      update webhook_deliveries d set url = changed.url from changed
      where d.endpoint_id = changed.id and d.status = 'pending' and d.url <> changed.url
    )
    select id from changed`
  return rows.length > 0
}

/** Deletes an endpoint with its deliveries. Returns false if it does not exist, or belongs to another user. */
export async function deleteEndpoint(id: string, userId: string | null): Promise<boolean> {
  const rows = await sql('deleteEndpoint')`
    delete from webhook_endpoints e
    where e.id = ${id}
      and (${userId}::text is null or e.user_id = (select u.id from users u where u.user_id = ${userId}::text))
    returning e.id`
  return rows.length > 0
}

/**
 * Gives an endpoint a new secret. The previous secret signs as well for `webhookSecretOverlapSeconds`. Returns false if
 * the endpoint does not exist, or belongs to another user.
 */
export async function replaceSecret(
  id: string,
  userId: string | null,
  sealedSecret: string,
): Promise<boolean> {
  const rows = await sql('replaceSecret')`
    update webhook_endpoints e
    set sealed_previous_secret = e.sealed_secret, sealed_secret = ${sealedSecret}, updated_at = now(),
        previous_secret_until = now() + make_interval(secs => ${tunables.webhookSecretOverlapSeconds}::int)
    where e.id = ${id}
      and (${userId}::text is null or e.user_id = (select u.id from users u where u.user_id = ${userId}::text))
    returning e.id`
  return rows.length > 0
}

/**
 * Returns if an endpoint gets events now, and its sealed secrets, newest first. Disables an endpoint whose key is no
 * longer valid: the key may have expired, or created the endpoint while it was being revoked.
 */
export async function findSigner(
  id: string,
): Promise<{ isEnabled: boolean; sealedSecrets: string[] } | undefined> {
  const [row] = await sql<{ isEnabled: boolean; sealedSecrets: string[] }>('findSigner')`
    with orphaned as (
      update webhook_endpoints e set is_enabled = false, disabled_reason = 'key_revoked', updated_at = now()
      from api_keys k
      where e.id = ${id} and e.is_enabled and k.id = e.key_id and not is_alive(k)
      returning e.id
    )
    select e.is_enabled and not exists (table orphaned) as "isEnabled",
           array_remove(array[e.sealed_secret,
                              case when e.previous_secret_until > now() then e.sealed_previous_secret end],
                        null) as "sealedSecrets"
    from webhook_endpoints e where e.id = ${id}`
  return row
}

export type EndpointFailure = { error: string; isGone: boolean; wasLast: boolean }

/**
 * Notes the result of an attempt at an endpoint; `failure` is null for a success. Disables an endpoint whose receiver is
 * gone, or that has failed for `webhookFailingDaysMax` when a delivery uses its last attempt. Then it returns the reason.
 * Successes are noted at most every `webhookSuccessNotedSeconds`.
 */
export async function noteAttempt(
  id: string,
  failure: EndpointFailure | null,
): Promise<'gone' | 'failing' | undefined> {
  if (failure === null) {
    await sql('noteDelivered')`
      update webhook_endpoints set last_delivered_at = now(), failing_since = null, last_error = null
      where id = ${id}
        and (failing_since is not null or last_delivered_at is null
             or last_delivered_at < now() - make_interval(secs => ${tunables.webhookSuccessNotedSeconds}::int))`
    return undefined
  }
  const [row] = await sql<{ reason: 'gone' | 'failing' | null }>('noteFailed')`
    with failed as (
      select id, case when ${failure.isGone}::boolean then 'gone'
                      when ${failure.wasLast}::boolean and failing_since < now() - make_interval(days => ${tunables.webhookFailingDaysMax}::int)
                      then 'failing' end as reason
      from webhook_endpoints where id = ${id} and is_enabled for no key update
    )
    update webhook_endpoints e
    set failing_since = coalesce(e.failing_since, now()), last_error = ${failure.error},
        is_enabled = failed.reason is null, disabled_reason = failed.reason
    from failed where e.id = failed.id
    returning failed.reason`
  return row?.reason ?? undefined
}
