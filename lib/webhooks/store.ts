import { type Found, type Place, type SortKey, type SortKeyParts, toFound } from '#lib/api/paging'
import { sql } from '#lib/db/index'
import type { CallResult } from '#lib/http-client/send'
import { claimingProcess } from '#lib/process-id'
import { tunables } from '#lib/tunables'
import { type Verdict, webhookAttemptsMax } from '#lib/webhooks/schedule'
import type { DeliveryStatus, DeliveryView, WebhookEvent } from '#lib/webhooks/schema'

export type DeliveryClaim = {
  state: 'claimed' | 'not_due' | 'taken'
  id: string
  dueInSeconds: number
  /** The number of the attempt, which fences late ones, and its place in the running schedule. */
  attempt: number
  scheduled: number
  /** Null of a test, and of an event of a budget. */
  jobId: string | null
  /** Null of the callback URL of a job, and of a test of a URL. */
  endpointId: string | null
  event: WebhookEvent
  url: string
  createdAt: Date
  now: Date
}

/**
 * Takes a delivery for one attempt: a pending and due one that nobody holds, or whose lease has run out. Exactly one
 * of several callers gets it. Undefined when there is none of this id.
 */
export async function claimDelivery(id: string): Promise<DeliveryClaim | undefined> {
  const [row] = await sql<DeliveryClaim>('claimDelivery')`
    with claimed as (
      update webhook_deliveries
      set attempt = attempt + 1, process_id = ${claimingProcess()}, lease_until = now() + make_interval(secs => ${tunables.webhookLeaseSeconds}::int)
      where id = ${id} and status = 'pending' and next_attempt_at <= now()
        and (lease_until is null or lease_until <= now()) and attempt - earlier_attempts < ${webhookAttemptsMax}
      returning id, attempt, earlier_attempts
    )
    select case when claimed.id is not null then 'claimed'
                when d.status = 'pending' and d.next_attempt_at > now() then 'not_due'
                else 'taken' end as state,
           d.id, greatest(0, extract(epoch from d.next_attempt_at - now()))::float as "dueInSeconds",
           claimed.attempt, claimed.attempt - claimed.earlier_attempts as scheduled,
           d.job_id as "jobId", d.endpoint_id as "endpointId", d.event, d.url, d.created_at as "createdAt", now() as now
    from webhook_deliveries d left join claimed on claimed.id = d.id
    where d.id = ${id}`
  return row
}

/**
 * Takes deliveries that are due, the oldest first and at most `limit`, each for one attempt as `claimDelivery` does.
 * Several callers at once get different ones.
 */
export async function claimDueDeliveries(limit: number): Promise<DeliveryClaim[]> {
  return sql<DeliveryClaim>('claimDueDeliveries')`
    update webhook_deliveries
    set attempt = attempt + 1, process_id = ${claimingProcess()},
        lease_until = now() + make_interval(secs => ${tunables.webhookLeaseSeconds}::int)
    where id = any (array(
      select id from webhook_deliveries
      where status = 'pending' and next_attempt_at <= now() and (lease_until is null or lease_until <= now())
        and attempt - earlier_attempts < ${webhookAttemptsMax}
      order by next_attempt_at limit ${limit} for update skip locked))
    returning 'claimed' as state, id, 0 as "dueInSeconds", attempt, attempt - earlier_attempts as scheduled,
              job_id as "jobId", endpoint_id as "endpointId", event, url, created_at as "createdAt", now() as now`
}

/**
 * Ends an attempt: the delivery is delivered, failed, or due again after a delay. False, and nothing of it, when the
 * attempt no longer holds the delivery. The log gets its row in any case, since the receiver was called.
 */
export async function endDelivery(
  held: { id: string; attempt: number },
  verdict: Verdict,
  call: CallResult & { latencyMs: number },
): Promise<boolean> {
  const delaySeconds = verdict.status === 'pending' ? verdict.delaySeconds : 0
  const rows = await sql('endDelivery')`
    with logged as (
      insert into webhook_attempts (delivery_id, attempt, status_code, error, latency_ms)
      select id, ${held.attempt}::int, ${call.statusCode ?? null}::int, ${call.error ?? null}::text, ${call.latencyMs}::int
      from webhook_deliveries where id = ${held.id}
      on conflict do nothing
    )
    update webhook_deliveries
    set status = ${verdict.status}, lease_until = null, dispatched_at = now(),
        next_attempt_at = now() + make_interval(secs => ${delaySeconds}::float),
        finished_at = case when ${verdict.status}::text <> 'pending' then now() end
    where id = ${held.id} and attempt = ${held.attempt} and lease_until is not null
    returning id`
  return rows.length > 0
}

/**
 * Takes pending deliveries that are due and that nothing has touched for a while, oldest first and at most
 * `sweepBatch`, to be sent again; those that have used up their attempts fail. No other caller gets the same.
 */
export async function takeStaleDeliveries(): Promise<{ id: string; status: DeliveryStatus }[]> {
  return sql<{ id: string; status: DeliveryStatus }>('takeStaleDeliveries')`
    update webhook_deliveries
    set dispatched_at = now(), lease_until = null,
        status = case when attempt - earlier_attempts < ${webhookAttemptsMax} then 'pending' else 'failed' end,
        finished_at = case when attempt - earlier_attempts < ${webhookAttemptsMax} then null else now() end
    where status = 'pending' and id = any (array(
      select id from webhook_deliveries
      where status = 'pending' and greatest(next_attempt_at, dispatched_at, lease_until)
                                   < now() - make_interval(secs => ${tunables.redispatchSeconds}::float)
      order by next_attempt_at limit ${tunables.sweepBatch} for update skip locked))
    returning id, status`
}

type DeliveryRow = {
  id: string
  job_id: string | null
  endpoint_id: string | null
  event: WebhookEvent
  url: string
  status: DeliveryStatus
  attempt: number
  next_attempt_at: Date
  created_at: Date
  finished_at: Date | null
  log: {
    attempt: number
    status_code: number | null
    error: string | null
    latency_ms: number
    created_at: string
  }[]
}

function toView(row: DeliveryRow): DeliveryView {
  return {
    deliveryId: row.id,
    ...(row.job_id !== null && { jobId: row.job_id }),
    ...(row.endpoint_id !== null && { endpointId: row.endpoint_id }),
    event: row.event,
    url: row.url,
    status: row.status,
    attempts: row.attempt,
    log: row.log.map(({ attempt, status_code, error, latency_ms, created_at }) => ({
      attempt,
      ...(status_code !== null && { statusCode: status_code }),
      ...(error !== null && { error }),
      latencyMs: latency_ms,
      at: new Date(created_at).toISOString(),
    })),
    ...(row.status === 'pending' && { nextAttemptAt: row.next_attempt_at.toISOString() }),
    createdAt: row.created_at.toISOString(),
    ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
  }
}

/** What deliveries are sorted by: the newest first. */
export const deliveryKey: SortKeyParts = ['micros', 'id']

/** One page of the deliveries of a user, of a job or an endpoint and in a state, or of all, newest first. */
export async function findDeliveries(
  filter: { userId?: string | null; jobId?: string; endpointId?: string; status?: DeliveryStatus },
  place: Place,
): Promise<Found<DeliveryView>> {
  const { userId = null, jobId = null, endpointId = null, status = null } = filter
  const { key, isBackward, limit, offset, countMax } = place
  const [at, id] = key ?? [null, null]
  const rows = await sql<DeliveryRow & { key: SortKey; is_listed: boolean; total: number | null }>(
    'findDeliveries',
  )`
    select d.id, d.job_id, d.endpoint_id, d.event, d.url, d.status, d.attempt, d.next_attempt_at, d.created_at, d.finished_at,
           (select coalesce(json_agg(a order by a.attempt desc), '[]')
            from (select * from webhook_attempts where delivery_id = d.id
                  order by attempt desc limit ${tunables.webhookLogMax}::int) a) as log,
           array[to_micros(d.created_at)::text, d.id] as key, d.id is not null as is_listed, page.total
    from list_deliveries(${status}::text, ${userId}::text, ${jobId}::text, from_micros(${at}::bigint), ${id}::text,
                         ${isBackward}::boolean, ${limit + 1}::int, ${offset}::int, ${countMax}::int,
                         ${endpointId}::text)
         with ordinality as page (id, total, position)
    left join webhook_deliveries d on d.id = page.id
    order by page.position`
  const listed = rows.filter((row) => row.is_listed)
  return toFound(listed, rows[0]?.total ?? null, place, toView)
}

/** Stores a test of a receiver, which whoever acts for this user may see; null for nobody but those who act for all. */
export async function insertTest(url: string, userId: string | null): Promise<DeliveryView> {
  const [row] = await sql<DeliveryRow>('insertTest')`
    insert into webhook_deliveries (event, url, user_id)
    values ('webhook.test', ${url}, (select id from users where user_id = ${userId}::text))
    returning id, job_id, endpoint_id, event, url, status, attempt, next_attempt_at, created_at, finished_at, '[]'::json as log`
  return toView(row!)
}

/** Stores a test of an endpoint; undefined when there is none of this id, or not of this user. */
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

/** What an event of a budget says: the numbers as they were, and whose budget it is; undefined once that is deleted. */
export async function findBudgetEvent(deliveryId: string): Promise<unknown> {
  const [row] = await sql<{ data: object; user_id: string | null }>('findBudgetEvent')`
    select d.data, u.user_id
    from webhook_deliveries d join budgets b on b.id = d.budget_id left join users u on u.id = b.user_id
    where d.id = ${deliveryId}`
  return row && { userId: row.user_id, ...row.data }
}

/**
 * Begins the schedule of an ended delivery anew, under its old id. `restarted` is false, and nothing changes, while it
 * is still pending; undefined when there is none of this id, or not of this user.
 */
export async function restartDelivery(
  id: string,
  userId: string | null = null,
): Promise<{ restarted: boolean; delivery: DeliveryView } | undefined> {
  const [row] = await sql<DeliveryRow & { restarted: boolean }>('restartDelivery')`
    with asked as (
      select d.id from webhook_deliveries d left join users u on u.id = d.user_id
      where d.id = ${id} and (${userId}::text is null or u.user_id = ${userId}::text)
    ), again as (
      update webhook_deliveries
      set url = coalesce((select e.url from webhook_endpoints e where e.id = endpoint_id), url),
          status = 'pending', earlier_attempts = attempt, next_attempt_at = now(), dispatched_at = now(),
          finished_at = null
      where id in (table asked) and status <> 'pending'
      returning *
    )
    select d.id, d.job_id, d.endpoint_id, d.event, coalesce(again.url, d.url) as url, coalesce(again.status, d.status) as status, d.attempt,
           coalesce(again.next_attempt_at, d.next_attempt_at) as next_attempt_at, d.created_at,
           case when again.id is null then d.finished_at end as finished_at, again.id is not null as restarted,
           (select coalesce(json_agg(a order by a.attempt desc), '[]')
            from (select * from webhook_attempts where delivery_id = d.id
                  order by attempt desc limit ${tunables.webhookLogMax}) a) as log
    from webhook_deliveries d left join again on again.id = d.id
    where d.id in (table asked)`
  return row && { restarted: row.restarted, delivery: toView(row) }
}
