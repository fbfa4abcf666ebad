import { sql } from '#lib/db/index'
import type { CallResult } from '#lib/http-client/send'
import { claimingProcess } from '#lib/process-id'
import { tunables } from '#lib/tunables'
import type { BudgetEvent } from '#lib/webhooks/events'
import { type DeliveryDecision, webhookAttemptsMax } from '#lib/webhooks/schedule'
import type { DeliveryStatus, WebhookEvent } from '#lib/webhooks/schema'

export type DeliveryClaim = {
  state: 'claimed' | 'not_due' | 'slow' | 'taken'
  id: string
  dueInSeconds: number
  /** The attempt number, which is the fencing token, and its position in the current schedule. */
  attempt: number
  scheduled: number
  /** Null for a test and for a budget event. */
  jobId: string | null
  /** Null for the callback URL of a job, a test of a URL, and a subscription. */
  endpointId: string | null
  subscriptionId: string | null
  event: WebhookEvent
  url: string
  createdAt: Date
  now: Date
}

/**
 * Claims a delivery for one attempt, if it is pending, due, without a current lease, and its receiver is not in `full`.
 * Exactly one of several callers gets it. Undefined if the id does not exist.
 */
export async function claimDelivery(id: string, full: string[] = []): Promise<DeliveryClaim | undefined> {
  const [row] = await sql<DeliveryClaim>('claimDelivery')`
    with claimed as (
      update webhook_deliveries
      set attempt = attempt + 1, process_id = ${claimingProcess()}, lease_until = now() + make_interval(secs => ${tunables.webhookLeaseSeconds}::int)
      where id = ${id} and status = 'pending' and next_attempt_at <= now()
        and (lease_until is null or lease_until <= now()) and attempt - earlier_attempts < ${webhookAttemptsMax}
        and coalesce(endpoint_id, subscription_id, '') <> all (${full}::text[])
      returning id, attempt, earlier_attempts
    )
    select case when claimed.id is not null then 'claimed'
                when d.status = 'pending' and d.next_attempt_at > now() then 'not_due'
                when d.status = 'pending' and coalesce(d.endpoint_id, d.subscription_id) = any (${full}::text[]) then 'slow'
                else 'taken' end as state,
           d.id, greatest(0, extract(epoch from d.next_attempt_at - now()))::float as "dueInSeconds",
           claimed.attempt, claimed.attempt - claimed.earlier_attempts as scheduled,
           d.job_id as "jobId", d.endpoint_id as "endpointId", d.subscription_id as "subscriptionId", d.event, d.url, d.created_at as "createdAt", now() as now
    from webhook_deliveries d left join claimed on claimed.id = d.id
    where d.id = ${id}`
  return row
}

/**
 * Claims due deliveries, oldest first and at most `limit`, each for one attempt like `claimDelivery`. `only` selects one
 * receiver, `except` leaves some out. Concurrent callers get different deliveries.
 */
export async function claimDueDeliveries(
  limit: number,
  { only = null, except = [] }: { only?: string | null; except?: string[] } = {},
): Promise<DeliveryClaim[]> {
  return sql<DeliveryClaim>('claimDueDeliveries')`
    update webhook_deliveries
    set attempt = attempt + 1, process_id = ${claimingProcess()},
        lease_until = now() + make_interval(secs => ${tunables.webhookLeaseSeconds}::int)
    where id = any (array(
      select id from webhook_deliveries
      where status = 'pending' and next_attempt_at <= now() and (lease_until is null or lease_until <= now())
        and attempt - earlier_attempts < ${webhookAttemptsMax}
        and (${only}::text is null or coalesce(endpoint_id, subscription_id) = ${only}::text)
        and coalesce(endpoint_id, subscription_id, '') <> all (${except}::text[])
      order by next_attempt_at limit ${limit} for update skip locked))
    returning 'claimed' as state, id, 0 as "dueInSeconds", attempt, attempt - earlier_attempts as scheduled,
              job_id as "jobId", endpoint_id as "endpointId", subscription_id as "subscriptionId", event, url, created_at as "createdAt", now() as now`
}

/**
 * Ends an attempt: the delivery is delivered, failed, or due again after a delay. Returns false and changes nothing if the
 * attempt has lost its lease. The log gets its row in any case, because the receiver was called.
 */
export async function endDelivery(
  held: { id: string; attempt: number },
  decision: DeliveryDecision,
  call: CallResult & { latencyMs: number },
): Promise<boolean> {
  const delaySeconds = decision.status === 'pending' ? decision.delaySeconds : 0
  const rows = await sql('endDelivery')`
    with logged as (
      insert into webhook_attempts (delivery_id, attempt, status_code, error, latency_ms)
      select id, ${held.attempt}::int, ${call.statusCode ?? null}::int, ${call.error ?? null}::text, ${call.latencyMs}::int
      from webhook_deliveries where id = ${held.id}
      on conflict do nothing
    )
    update webhook_deliveries
    set status = ${decision.status}, lease_until = null, dispatched_at = now(),
        next_attempt_at = now() + make_interval(secs => ${delaySeconds}::float),
        finished_at = case when ${decision.status}::text <> 'pending' then now() end
    where id = ${held.id} and attempt = ${held.attempt} and lease_until is not null
    returning id`
  return rows.length > 0
}

/**
 * Takes due deliveries that no process has touched for a while, oldest first and at most `sweepBatch`, to send them again.
 * Deliveries without attempts left fail. Concurrent callers get different deliveries.
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

/** Finds the data of a budget event, with the amounts at its time and the user; undefined if the data was deleted. */
export async function findBudgetEvent(deliveryId: string): Promise<BudgetEvent | undefined> {
  const [row] = await sql<{ data: Omit<BudgetEvent, 'userId'>; user_id: string | null }>('findBudgetEvent')`
    select d.data, u.user_id
    from webhook_deliveries d left join users u on u.id = d.budget_owner
    where d.id = ${deliveryId} and d.data is not null`
  return row && { userId: row.user_id, ...row.data, resetsAt: new Date(row.data.resetsAt).toISOString() }
}
