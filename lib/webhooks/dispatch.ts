import { dispatch } from '#lib/queue/dispatch'

/** Sends deliveries to their worker. */
export async function dispatchDeliveries(deliveryIds: string[]): Promise<void> {
  await dispatch(deliveryIds.map((deliveryId) => ({ worker: 'webhook', payload: { deliveryId } })))
}

/** Sends one delivery to its worker. */
export const dispatchDelivery = (deliveryId: string) => dispatchDeliveries([deliveryId])
