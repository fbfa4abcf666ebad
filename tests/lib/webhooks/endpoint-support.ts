import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { newId } from '#lib/ids'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { deliverWebhook } from '#lib/webhooks/deliver'
import { type EndpointView, endpointEvents } from '#lib/webhooks/endpoint-schema'
import { findEndpoint, insertEndpoint } from '#lib/webhooks/endpoint-store'
import { newWebhookSecret, sealSecret } from '#lib/webhooks/secret'
import { newUser } from '#tests/support/api'
import { accept, claim, completedWith } from '#tests/support/jobs'
import { type Services, useServices } from '#tests/support/lib-services'
import { type Receiver, startReceiver } from '#tests/support/receiver'

export let services: Services
export let receiver: Receiver

/** Starts the services and a receiver for the tests of a file. */
export function setUpEndpoints(): void {
  beforeAll(async () => {
    services = await useServices()
    receiver = await startReceiver()
    for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => {})
  })
  afterAll(() => receiver.close())
}

export const query = async (text: string, values: unknown[]) =>
  (await services.database.query(text, values)).rows

type Given = Partial<EndpointView> & { userId?: string | null }

/** A new endpoint of a user, or with null of the server, with its secret. */
export async function newEndpoint(given: Given = {}) {
  const [id, secret] = [newId('we'), newWebhookSecret()]
  const { userId = null, events = [...endpointEvents], url = receiver.url(), enabled = true } = given
  const sealedSecret = await sealSecret(id, secret)
  const endpoint = { id, userId, events, url, enabled, description: null, keyId: null, sealedSecret }
  expect(await insertEndpoint(endpoint)).toBe('created')
  return { id, secret, url }
}

/** What is to be sent to an endpoint, or was, oldest first. */
export const deliveries = (endpointId: string) =>
  query(
    `select id, job_id, event, status, user_id, url from webhook_deliveries where endpoint_id = $1
     order by created_at, event`,
    [endpointId],
  )
export const eventsOf = async (id: string) => (await deliveries(id)).map(({ event }) => event)
export const send = (deliveryId: string) => deliverWebhook({ deliveryId })
export const stateOf = async (id: string) => (await findEndpoint(id, null))!

/** Lets everything that an endpoint holds of times become older. */
export const ageEndpoint = (id: string, days: number) =>
  query(
    `update webhook_endpoints set failing_since = failing_since - make_interval(days => $2),
                                  previous_secret_until = previous_secret_until - make_interval(days => $2)
     where id = $1`,
    [id, days],
  )

export function verified(url: string, secret: string, call = 0) {
  const { body, headers } = receiver.received(url)[call]!
  return new Webhook(secret).verify(body, headers as Record<string, string>)
}

/** A job of a user that was claimed, with the user. */
export async function running(userId = newUser()) {
  const accepted = await accept({ userId })
  return { userId, ...accepted, job: (await claim(accepted.job_id)).job }
}

/** An endpoint whose receiver answers so, with a delivery. */
export async function withDelivery(...steps: Parameters<Receiver['url']>) {
  const { userId, job } = await running()
  const endpoint = await newEndpoint({ userId, url: receiver.url(...steps) })
  await settleAttempt(job, completedWith('done'))
  return { ...endpoint, userId, deliveryId: (await deliveries(endpoint.id))[0]!.id as string }
}
