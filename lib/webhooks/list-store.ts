import {
  type ListPage,
  type PagePosition,
  type SortKey,
  type SortKeyParts,
  toListPage,
} from '#lib/api/paging'
import { sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'
import { type DeliveryRow, toView } from '#lib/webhooks/delivery-view'
import type { DeliveryStatus, DeliveryView, WebhookEvent } from '#lib/webhooks/schema'

/** The sort key of deliveries, newest first. */
export const deliveryKey: SortKeyParts = ['micros', 'id']

/** Selects deliveries; without a filter, all. */
export type DeliveryFilter = {
  userId?: string | null
  jobId?: string
  endpointId?: string
  event?: WebhookEvent
  status?: DeliveryStatus
  createdAfter?: string
  createdBefore?: string
}

/** Finds one page of deliveries, newest first. */
export async function findDeliveries(
  filter: DeliveryFilter,
  place: PagePosition,
): Promise<ListPage<DeliveryView>> {
  const { userId = null, jobId = null, endpointId = null, event = null, status = null } = filter
  const { createdAfter = null, createdBefore = null } = filter
  const { key, isBackward, limit, offset, countMax } = place
  const [at, id] = key ?? [null, null]
  const rows = await sql<DeliveryRow & { key: SortKey; is_listed: boolean; total: number | null }>(
    'findDeliveries',
  )`
    select d.id, d.job_id, d.endpoint_id, d.subscription_id, d.event,
           coalesce((select s.url from event_subscriptions s where s.id = d.subscription_id), d.url) as url, d.status, d.attempt, d.next_attempt_at, d.created_at, d.finished_at,
           (select coalesce(json_agg(a order by a.attempt desc), '[]')
            from (select * from webhook_attempts where delivery_id = d.id
                  order by attempt desc limit ${tunables.webhookLogMax}::int) a) as log,
           array[to_micros(d.created_at)::text, d.id] as key, d.id is not null as is_listed, page.total
    from list_deliveries(${status}::text, ${userId}::text, ${jobId}::text, from_micros(${at}::bigint), ${id}::text,
                         ${isBackward}::boolean, ${limit + 1}::int, ${offset}::int, ${countMax}::int,
                         ${endpointId}::text, ${event}::text, ${createdAfter}::timestamptz,
                         ${createdBefore}::timestamptz)
         with ordinality as page (id, total, position)
    left join webhook_deliveries d on d.id = page.id
    order by page.position`
  const listed = rows.filter((row) => row.is_listed)
  return toListPage(listed, rows[0]?.total ?? null, place, toView)
}
