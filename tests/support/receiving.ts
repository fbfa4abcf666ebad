import { Webhook } from 'standardwebhooks'
import { beforeAll, vi } from 'vitest'
import { deliverWebhook } from '#lib/webhooks/deliver'
import { atEnd } from '#tests/support/ending'
import { type Services, useServices } from '#tests/support/lib-services'
import { type Receiver, startReceiver } from '#tests/support/receiver'

export let services: Services
export let receiver: Receiver

/** Starts the services and a receiver for the tests of a file. */
export function setUpReceiver(): void {
  beforeAll(async () => {
    services = await useServices()
    receiver = await startReceiver()
    for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => {})
  })
  atEnd(() => receiver.close())
}

export const query = async (text: string, values: unknown[] = []) =>
  (await services.database.query(text, values)).rows

export const send = (deliveryId: string) => deliverWebhook({ deliveryId })

/** The body of a received call, as the library of Standard Webhooks verifies it. */
export function verified(url: string, secret: string, call = 0) {
  const { body, headers } = receiver.received(url)[call]!
  return new Webhook(secret).verify(body, headers as Record<string, string>)
}
