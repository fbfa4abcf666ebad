import { expect } from 'vitest'
import { newId } from '#lib/ids'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { type EndpointView, endpointEvents } from '#lib/webhooks/endpoint-schema'
import { findEndpoint, insertEndpoint } from '#lib/webhooks/endpoint-store'
import { newWebhookSecret, sealSecret } from '#lib/webhooks/secret'
import { completedWith, running } from '#tests/support/jobs'
import type { Receiver } from '#tests/support/receiver'
import { query, receiver } from '#tests/support/receiving'

type Given = Partial<EndpointView> & { userId?: string | null }

/** A new endpoint of a user, or of the server if that is null, with its secret. */
export async function newEndpoint(given: Given = {}) {
  const [id, secret] = [newId('we'), newWebhookSecret()]
  const { userId = null, events = [...endpointEvents], url = receiver.url(), enabled = true } = given
  const sealedSecret = await sealSecret(id, secret)
  const endpoint = { id, userId, events, url, enabled, description: null, keyId: null, sealedSecret }
  expect(await insertEndpoint(endpoint)).toBe('created')
  return { id, secret, url }
}

/** The deliveries of an endpoint, oldest first. */
export const deliveries = (endpointId: string) =>
  query(
    `select id, job_id, event, status, user_id, url from webhook_deliveries where endpoint_id = $1
     order by created_at, event`,
    [endpointId],
  )
export const eventsOf = async (id: string) => (await deliveries(id)).map(({ event }) => event)
export const stateOf = async (id: string) => (await findEndpoint(id, null))!

/** Makes all times of an endpoint older by some days. */
export const ageEndpoint = (id: string, days: number) =>
  query(
    `update webhook_endpoints set failing_since = failing_since - make_interval(days => $2),
                                  previous_secret_until = previous_secret_until - make_interval(days => $2)
     where id = $1`,
    [id, days],
  )

/** An endpoint whose receiver answers with these steps, and a delivery. */
export async function withDelivery(...steps: Parameters<Receiver['url']>) {
  const { userId, job } = await running()
  const endpoint = await newEndpoint({ userId, url: receiver.url(...steps) })
  await settleAttempt(job, completedWith('done'))
  return { ...endpoint, userId, deliveryId: (await deliveries(endpoint.id))[0]!.id as string }
}
