import { dispatch } from '#lib/queue/dispatch'
import { deliveryMessage } from '#lib/queue/types'

/** Sends deliveries to their worker. */
export async function dispatchDeliveries(deliveryIds: string[]): Promise<void> {
  await dispatch(deliveryIds.map(deliveryMessage))
}
