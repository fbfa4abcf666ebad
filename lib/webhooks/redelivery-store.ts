import { sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'
import { type DeliveryRow, toView } from '#lib/webhooks/delivery-view'
import type { DeliveryFilter } from '#lib/webhooks/list-store'
import type { DeliveryView } from '#lib/webhooks/schema'

/**
 * Restarts the schedule of an ended delivery, with its old id and the endpoint's current URL. Changes nothing while it is
 * pending, or if its endpoint is disabled or its subscription has ended. Undefined if it does not exist, or belongs to
 * another user.
 */
export async function restartDelivery(
  id: string,
  userId: string | null = null,
): Promise<{ outcome: 'restarted' | 'pending' | 'disabled'; delivery: DeliveryView } | undefined> {
  const [row] = await sql<DeliveryRow & { outcome: 'restarted' | 'pending' | 'disabled' }>('restartDelivery')`
    with asked as (
      select d.id, d.event <> 'webhook.test' and not coalesce(e.is_enabled, s.expires_at > now(), true) as is_disabled,
             coalesce(e.url, d.url) as url, s.url as subscription_url
      from webhook_deliveries d
      left join users u on u.id = d.user_id
      left join webhook_endpoints e on e.id = d.endpoint_id
      left join event_subscriptions s on s.id = d.subscription_id
      where d.id = ${id} and (${userId}::text is null or u.user_id = ${userId}::text)
    ), again as (
      update webhook_deliveries d
      set url = asked.url, status = 'pending', earlier_attempts = d.attempt, next_attempt_at = now(),
          dispatched_at = now(), finished_at = null
      from asked
      where d.id = asked.id and d.status <> 'pending' and not asked.is_disabled
      returning d.*
    )
    select d.id, d.job_id, d.endpoint_id, d.subscription_id, d.event, coalesce(asked.subscription_url, again.url, d.url) as url,
           coalesce(again.status, d.status) as status, d.attempt,
           coalesce(again.next_attempt_at, d.next_attempt_at) as next_attempt_at, d.created_at,
           case when again.id is null then d.finished_at end as finished_at,
           case when again.id is not null then 'restarted' when d.status = 'pending' then 'pending'
                else 'disabled' end as outcome,
           (select coalesce(json_agg(a order by a.attempt desc), '[]')
            from (select * from webhook_attempts where delivery_id = d.id
                  order by attempt desc limit ${tunables.webhookLogMax}) a) as log
    from asked join webhook_deliveries d on d.id = asked.id left join again on again.id = d.id`
  return row && { outcome: row.outcome, delivery: toView(row) }
}

/**
 * Restarts failed deliveries, oldest first and at most `limit`, without tests, disabled endpoints and ended subscriptions.
 * Returns their ids. Concurrent callers get different deliveries.
 */
export async function restartFailed(
  filter: Omit<DeliveryFilter, 'status' | 'jobId'>,
  limit: number,
): Promise<string[]> {
  const { userId = null, endpointId = null, event = null } = filter
  const { createdAfter = null, createdBefore = null } = filter
  const rows = await sql<{ id: string }>('restartFailed')`
    with failed as (
      select d.id from webhook_deliveries d
      where d.status = 'failed' and d.event <> 'webhook.test'
        and (${userId}::text is null or d.user_id = (select u.id from users u where u.user_id = ${userId}::text))
        and (${endpointId}::text is null or d.endpoint_id = ${endpointId}::text)
        and (${event}::text is null or d.event = ${event}::text)
        and (${createdAfter}::timestamptz is null or d.created_at >= ${createdAfter}::timestamptz)
        and (${createdBefore}::timestamptz is null or d.created_at < ${createdBefore}::timestamptz)
        and (d.endpoint_id is null
             or exists (select from webhook_endpoints e where e.id = d.endpoint_id and e.is_enabled))
        and (d.subscription_id is null
             or exists (select from event_subscriptions s where s.id = d.subscription_id and s.expires_at > now()))
      order by d.created_at, d.id limit ${limit}::int for no key update skip locked
    ), again as (
      update webhook_deliveries d
      set url = coalesce((select e.url from webhook_endpoints e where e.id = d.endpoint_id), d.url),
          status = 'pending', earlier_attempts = d.attempt, next_attempt_at = now(), dispatched_at = now(),
          finished_at = null
      from failed where d.id = failed.id
      returning d.id, d.created_at
    )
    select id from again order by created_at, id`
  return rows.map(({ id }) => id)
}
