import { sql } from '#lib/db/index'
import type { CallResult } from '#lib/http-client/send'
import { claimingProcess } from '#lib/process-id'
import { tunables } from '#lib/tunables'
import type { BudgetEvent } from '#lib/webhooks/events'
import { type Verdict, webhookAttemptsMax } from '#lib/webhooks/schedule'
import type { DeliveryStatus, WebhookEvent } from '#lib/webhooks/schema'

export type DeliveryClaim = {
  state: 'claimed' | 'not_due' | 'slow' | 'taken'
  id: string
  dueInSeconds: number
  /** The number of the attempt, which fences late ones, and its place in the running schedule. */
  attempt: number
  scheduled: number
  /** Null of a test, and of an event of a budget. */
  jobId: string | null
  /** Null of the callback URL of a job, of a test of a URL, and of a subscription. */
  endpointId: string | null
  subscriptionId: string | null
  event: WebhookEvent
  url: string
  createdAt: Date
  now: Date
}

/**
 * Takes a delivery for one attempt: a pending and due one that nobody holds, or whose lease has run out, and of none of
 * the receivers that are `full`. Exactly one of several callers gets it. Undefined when there is none of this id.
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
 * Takes deliveries that are due, the oldest first and at most `limit`, each for one attempt as `claimDelivery` does: those
 * to one receiver only, or to all except some. Several callers at once get different ones.
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

/** What an event of a budget says: the numbers as they were, and whose budget it is; undefined once its user is deleted. */
export async function findBudgetEvent(deliveryId: string): Promise<BudgetEvent | undefined> {
  const [row] = await sql<{ data: Omit<BudgetEvent, 'userId'>; user_id: string | null }>('findBudgetEvent')`
    select d.data, u.user_id
    from webhook_deliveries d left join users u on u.id = d.budget_owner
    where d.id = ${deliveryId} and d.data is not null`
  return row && { userId: row.user_id, ...row.data, resetsAt: new Date(row.data.resetsAt).toISOString() }
}
