import { dispatch } from '#lib/queue/dispatch'
import type { Message } from '#lib/queue/index'

/** The message that makes the worker send a webhook. */
export const deliveryMessage = (deliveryId: string): Message => ({
  worker: 'webhook',
  payload: { deliveryId },
})

/** Sends deliveries to their worker. */
export async function dispatchDeliveries(deliveryIds: string[]): Promise<void> {
  await dispatch(deliveryIds.map(deliveryMessage))
}
