import { sql } from '#lib/db/index'
import { type DeliveryRow, toView } from '#lib/webhooks/delivery-view'
import type { DeliveryView } from '#lib/webhooks/schema'

/** Stores a test of a receiver URL. Callers for this user may see it; with null, only callers for all users. */
export async function insertTest(url: string, userId: string | null): Promise<DeliveryView> {
  const [row] = await sql<DeliveryRow>('insertTest')`
    insert into webhook_deliveries (event, url, user_id)
    values ('webhook.test', ${url}, (select id from users where user_id = ${userId}::text for key share))
    returning id, job_id, endpoint_id, event, url, status, attempt, next_attempt_at, created_at, finished_at, '[]'::json as log`
  return toView(row!)
}

/** Stores a test of an endpoint; undefined if it does not exist, or belongs to another user. */
export async function insertEndpointTest(
  id: string,
  userId: string | null,
): Promise<DeliveryView | undefined> {
  const [row] = await sql<DeliveryRow>('insertEndpointTest')`
    insert into webhook_deliveries (event, url, user_id, endpoint_id)
    select 'webhook.test', e.url, e.user_id, e.id from webhook_endpoints e
    where e.id = ${id}
      and (${userId}::text is null or e.user_id = (select u.id from users u where u.user_id = ${userId}::text))
    for key share
    returning id, job_id, endpoint_id, event, url, status, attempt, next_attempt_at, created_at, finished_at,
              '[]'::json as log`
  return row && toView(row)
}
