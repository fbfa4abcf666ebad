import { expect } from 'vitest'
import { type Caller, owner } from '#lib/auth/caller'
import type { SubscribeResult, SubscriptionRequest } from '#lib/subscriptions/subscribe'
import { subscribe } from '#lib/subscriptions/subscribe'
import { newWebhookSecret } from '#lib/webhooks/secret'
import { issue } from '#tests/lib/keys/support'
import { query, receiver } from '#tests/support/receiving'

/** A caller with a new key of an existing user. */
export async function keyCaller(userId: string, fields: Record<string, unknown> = {}): Promise<Caller> {
  const { keyId, scopes } = await issue({ userId, ...fields })
  return { kind: 'key', keyId, scopes, userId }
}

type Given = Partial<SubscriptionRequest> & { caller?: Caller; secret?: string; ttlMs?: number | null }

/** Subscribes, by default as the owner and to the answers of all users. */
export async function ask(given: Given = {}) {
  const { caller = owner, secret = newWebhookSecret(), ttlMs, ...request } = given
  const whole: SubscriptionRequest = {
    event: 'job.completed',
    args: {},
    url: receiver.url('confirm', 200),
    ...request,
  }
  return { outcome: await subscribe(caller, whole, secret, ttlMs), request: whole, secret }
}

/** Subscribes, and expects success. */
export async function subscribed(given: Given = {}) {
  const { outcome, ...made } = await ask(given)
  expect(outcome.kind).toBe('subscribed')
  return { ...(outcome as Extract<SubscribeResult, { kind: 'subscribed' }>), ...made }
}

/** The deliveries of a subscription, oldest first. */
export const deliveries = (id: string) =>
  query(
    `select id, job_id, event, status, user_id, url from webhook_deliveries where subscription_id = $1
     order by created_at`,
    [id],
  )
export const rowOf = async (id: string) =>
  (await query('select * from event_subscriptions where id = $1', [id]))[0]
