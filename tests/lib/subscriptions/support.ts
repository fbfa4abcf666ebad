import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { type Caller, owner } from '#lib/auth/caller'
import type { SubscribeResult, SubscriptionRequest } from '#lib/subscriptions/subscribe'
import { subscribe } from '#lib/subscriptions/subscribe'
import { deliverWebhook } from '#lib/webhooks/deliver'
import { newWebhookSecret } from '#lib/webhooks/secret'
import { type Services, useServices } from '#tests/lib/support'
import { type Receiver, startReceiver } from '#tests/support/receiver'

export let services: Services
export let receiver: Receiver

/** Starts the services and a receiver for the tests of a file. */
export function setUpSubscriptions(): void {
  beforeAll(async () => {
    services = await useServices()
    receiver = await startReceiver()
    for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => {})
  })
  afterAll(() => receiver.close())
}

export const query = async (text: string, values: unknown[] = []) =>
  (await services.database.query(text, values)).rows

type Given = Partial<SubscriptionRequest> & { caller?: Caller; secret?: string; ttlMs?: number | null }

/** Subscribes, as the owner and to the answers of all users unless told otherwise. */
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

/** The same, which succeeds. */
export async function subscribed(given: Given = {}) {
  const { outcome, ...made } = await ask(given)
  expect(outcome.kind).toBe('subscribed')
  return { ...(outcome as Extract<SubscribeResult, { kind: 'subscribed' }>), ...made }
}

/** What is to be sent to a subscription, or was, oldest first. */
export const deliveries = (id: string) =>
  query(
    `select id, job_id, event, status, user_id, url from webhook_deliveries where subscription_id = $1
     order by created_at`,
    [id],
  )
export const send = (deliveryId: string) => deliverWebhook({ deliveryId })
export const rowOf = async (id: string) =>
  (await query('select * from event_subscriptions where id = $1', [id]))[0]

/** The body of a received call, as the library of Standard Webhooks verifies it. */
export function verified(url: string, secret: string, call: number) {
  const { body, headers } = receiver.received(url)[call]!
  return new Webhook(secret).verify(body, headers as Record<string, string>)
}
